import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderNamed } from "../../../../cli/money/find-order.ts";
import { offerLines, offerOf, traceLines } from "../../../../cli/money/trace.ts";
import { disclose } from "../../../../core/disclosures/disclose.ts";
import type { Accrual, Amendment, Entry } from "../../../../core/giving/ledger/entry.ts";
import { traceOf } from "../../../../core/giving/ledger/trace.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { figures } from "../../../../core/impact/figures.ts";
import { foldEntries } from "../../../../core/impact/fold.ts";
import { termsView } from "../../../../core/impact/read-offers.ts";
import { termsName } from "../../../../core/model/terms.ts";
import { claimFor, stories, told, unclaimed } from "../../../support/claim-stories.ts";
import { demoStatement } from "../../../support/demo-texts.ts";
import { aPurchase, aRefund, brand } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

const FRAME = { shards: 4, timeZone: brand.timeZone };

function recorded(entries: readonly Entry[]) {
  const [first, ...rest] = entries;
  return { accrual: first as Accrual, amendments: rest as Amendment[] };
}

/** What pages say of a ledger that holds these entries alone, on that day. */
function pageFigures(entries: readonly Entry[], cause: string, today: string) {
  const totals = foldEntries(entries, calendar(brand.timeZone));
  return figures({ today, allTime: totals, days: [{ day: today, totals }] }, cause);
}

describe("the trace of a purchase", () => {
  test("says of every cause what the pages say, on any day", async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.integer({ min: 0, max: 100 }), async (story, later) => {
        const { world } = await told(story);
        const { entries } = world.ledger;
        const today = new Date(Date.parse("2026-11-22") + later * 86_400_000).toISOString().slice(0, 10);
        const { stands, steps } = traceOf(recorded(entries), { ...FRAME, today });
        expect(steps).toHaveLength(entries.length);
        expect(new Set(steps.map(({ key }) => `${key.pk} ${key.sk}`)).size).toBe(entries.length);
        const shown = ["trees", "rivers", "bees"].flatMap((cause) =>
          pageFigures(entries, cause, today).map(({ funding, pending, settled }) => ({
            ...{ cause, funding, pending, settled },
          })),
        );
        const byName = (a: { cause: string; funding: string }, b: { cause: string; funding: string }) =>
          `${a.cause} ${a.funding}` < `${b.cause} ${b.funding}` ? -1 : 1;
        const plain = stands.map(({ settlesOn: _, ...stand }) => stand);
        const something = shown.filter(({ pending, settled }) => pending !== 0 || settled !== 0);
        expect(plain.toSorted(byName)).toEqual(something.toSorted(byName));
        for (const { pending, settlesOn } of stands) if (pending !== 0) expect(settlesOn).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });

  test("reads as a person tells it, each entry with its key", async () => {
    const world = ledgerWorld();
    await world.give(aPurchase(), undefined, unclaimed);
    await world.refund(aRefund({ scope: { of: "goods", goods: 2_500, roundUp: 0, lines: [] } }));
    await world.claim(claimFor("rivers"));
    const lines = traceLines(traceOf(recorded(world.ledger.entries), { ...FRAME, today: "2026-12-01" }));
    expect(lines.join("\n")).toMatchInlineSnapshot(`
      "gift_sqb2k5p5phqej1kpzbts8p64wr

      2026-11-22T13:35:45Z  accrual: gift of the purchase (everyday@1)
        recorded 2026-11-22T14:00:00Z at bucket#2026-11-22T13:35Z#02 / standard#pos#1001#accrual
        cause  funding    amount  settles on
        ─────  ───────  ────────  ──────────
        trees  brand    1.00 USD  2026-12-22

      2026-11-24T09:00:00Z  clawback: taken back by a refund (r1)
        recorded 2026-11-22T14:00:00Z at bucket#2026-11-22T13:35Z#02 / standard#pos#1001#clawback#001
        cause  funding     amount  settles on
        ─────  ───────  ─────────  ──────────
        trees  brand    -0.50 USD  2026-12-22

      2026-11-23T10:00:00Z  reassignment: moved to another cause (rivers)
        recorded 2026-11-22T14:00:00Z at bucket#2026-11-22T13:35Z#02 / standard#pos#1001#clawback#002
        cause   funding     amount  settles on
        ──────  ───────  ─────────  ──────────
        rivers  brand     0.50 USD  2026-12-22
        trees   brand    -0.50 USD  2026-12-22

      Where it stands:
        cause   funding   settled   pending  until
        ──────  ───────  ────────  ────────  ──────────
        rivers  brand    0.00 USD  0.50 USD  2026-12-22"
    `);
  });

  test("says what stood beside the offer, by the terms and the region that its entry names", async () => {
    const { terms, causes, brand: applied } = demoStatement();
    const [first] = terms;
    if (first === undefined) throw new Error("The sample brand has terms");
    const stated = { terms, causes, brand: applied };
    const gave = { terms: termsName(first), currency: "EUR", region: "US-NY" } as const;
    const view = termsView(first);
    const site = "https://give.example.com";
    const disclosing = { terms: view, brand: applied, causes, currency: "EUR", site, locale: "en" } as const;
    const offer = offerOf(gave, stated, site);
    expect(offer?.sentences).toEqual(disclose(disclosing, "US-NY").map(({ text }) => text));
    expect(offer?.version).toContain(termsName(first));
    expect(offerLines(offer)[1]).toMatch(/^What its offer says, in US-NY \(/);
    const { region: _, ...anywhere } = gave;
    const all = offerOf(anywhere, stated, site)?.sentences ?? [];
    expect(all.length).toBeGreaterThan(offer?.sentences.length ?? 0);
    expect(offerOf({ currency: "EUR" }, stated, site)).toBeUndefined();
    expect(offerLines(undefined)).toEqual([]);
  });

  test("is asked for by connection and order id, which may hold slashes; anything else is told how", () => {
    expect(orderNamed("standard/pos/2026/4711")).toEqual({
      source: "standard",
      connection: "pos",
      orderId: "2026/4711",
    });
    for (const named of ["4711", "standard/pos", "standard/pos/", "nothing/pos/1", ""]) {
      expect(() => orderNamed(named), named).toThrow("names no order");
    }
  });
});
