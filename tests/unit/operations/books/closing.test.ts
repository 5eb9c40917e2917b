import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../../../core/giving/ledger/entry.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { Closing, type ClosingSpan, closingTable } from "../../../../core/operations/books/closing.ts";
import { stories, told } from "../../../support/claim-stories.ts";
import { brand } from "../../../support/giving-builders.ts";

const REGIONS = ["US-NY", "US-SC", "DE", undefined];
const SPAN: ClosingSpan = { terms: "everyday", from: "2026-01-01", to: "2027-12-31" };

function closingOf(entries: readonly Entry[], span: Partial<ClosingSpan> = {}) {
  const closing = new Closing({ ...SPAN, ...span }, calendar(brand.timeZone));
  for (const entry of entries) closing.add(entry);
  return closing.lines();
}

/** The entries of several stories, each an order of its own in some place. */
const campaigns = fc.array(fc.record({ story: stories, region: fc.constantFrom(...REGIONS) }), {
  minLength: 1,
  maxLength: 3,
});

async function entriesOf(
  campaign: readonly { story: Parameters<typeof told>[0]; region: string | undefined }[],
) {
  const all: Entry[] = [];
  for (const [index, { story, region }] of campaign.entries()) {
    const { world } = await told(story);
    all.push(
      ...world.ledger.entries.map((entry) => ({
        ...entry,
        orderId: `order-${index}`,
        ...(entry.kind === "accrual" && region !== undefined && { region }),
      })),
    );
  }
  return all;
}

describe("the closing of a campaign", () => {
  test("is the ledger's own sums, whatever order its entries come in, and no place gets another's", async () => {
    await fc.assert(
      fc.asyncProperty(campaigns, fc.infiniteStream(fc.nat()), async (campaign, ranks) => {
        const entries = await entriesOf(campaign);
        const lines = closingOf(entries);
        const ranked = entries.map((entry) => ({ entry, rank: ranks.next().value ?? 0 }));
        const mixed = ranked.toSorted((a, b) => a.rank - b.rank).map(({ entry }) => entry);
        expect(closingOf(mixed)).toEqual(lines);
        for (const { region, currency, purchases, given, takenBack } of lines) {
          const here = campaign.flatMap((one, index) =>
            (one.region ?? "unknown") === region ? [`order-${index}`] : [],
          );
          const own = entries.filter((one) => here.includes(one.orderId) && one.currency === currency);
          const gave = new Set(own.filter(({ parts }) => parts.length > 0).map(({ orderId }) => orderId));
          expect(purchases).toBe(gave.size);
          for (const funding of ["brand", "match", "customer"] as const) {
            const sum = own
              .flatMap(({ parts }) => parts)
              .reduce((all, part) => all + (part.funding === funding ? part.minor : 0), 0);
            expect(given[funding] - takenBack[funding]).toBe(sum);
            const back = own
              .filter(({ kind }) => kind === "clawback" || kind === "restoration")
              .flatMap(({ parts }) => parts)
              .reduce((all, part) => all - (part.funding === funding ? part.minor : 0), 0);
            expect(takenBack[funding] + 0).toBe(back + 0);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("counts the goods of an order as it was stated last, in whatever order that is read", async () => {
    const [accrual] = await entriesOf([{ story: await someStory(), region: "US-NY" }]);
    if (accrual?.kind !== "accrual") throw new Error("A story begins with its purchase");
    const grown = (sequence: number, base: number): Entry => {
      const { shrink, fingerprint, paid, ...more } = accrual;
      const { source, connection, orderId, currency, placedAt, recordedAt, draws, settlesOn } = more;
      const of = { source, connection, orderId, currency, placedAt, recordedAt, draws, settlesOn };
      return { kind: "supplement", sequence, base, paid, parts: [], shrink, fingerprint, ...of };
    };
    const entries = [grown(2, 777_00), accrual, grown(1, 555_00)];
    for (const read of [entries, entries.toReversed()])
      expect(closingOf(read).map(({ goods }) => goods)).toEqual([777_00]);
  });

  test("is of its own terms and days alone, and a table that a spreadsheet opens", async () => {
    const entries = await entriesOf([{ story: await someStory(), region: "US-NY" }]);
    expect(closingOf(entries, { terms: "other" })).toEqual([]);
    expect(closingOf(entries, { to: "2026-01-02" })).toEqual([]);
    const [line] = closingOf(entries);
    expect(line).toMatchObject({ region: "US-NY", purchases: 1 });
    const [head = "", row = ""] = closingTable(closingOf(entries)).split("\r\n");
    expect(row.split(",")).toHaveLength(head.split(",").length);
    expect(row).toMatch(/^US-NY,[A-Z]{3},1,\d+\.\d\d,/);
  });
});

async function someStory() {
  for (const story of fc.sample(stories, 50)) {
    const entries = await entriesOf([{ story, region: "US-NY" }]);
    if (closingOf(entries).length === 1) return story;
  }
  throw new Error("No story of these gives anything");
}
