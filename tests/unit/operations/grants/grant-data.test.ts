import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { parseMoney } from "../../../../core/model/money.ts";
import { grantData } from "../../../../core/operations/grants/grant-data.ts";
import { Payout, type PayoutMove, payoutId, withEntry } from "../../../../core/settlement/payout.ts";

/**
 * What 360Giving's JSON Schema 1.4.3 (github.com/ThreeSixtyGiving/standard, 9387abc, read on 2026-11-28) asks of a package and of a
 * grant to an organisation, as far as ours have it. No registry of packages has the schema itself.
 */
const Organization = z.strictObject({ id: z.string().min(1), name: z.string().min(1) });
const DateText = z.union([z.iso.date(), z.iso.datetime()]);
const Package = z.strictObject({
  version: z.string().regex(/^(\d+\.)(\d+)$/),
  title: z.string(),
  issued: DateText,
  publisher: z.strictObject({ name: z.string(), identifier: z.string() }),
  license: z.url(),
  grants: z
    .array(
      z.strictObject({
        id: z.string().startsWith("360G-"),
        title: z.string().min(1).max(139),
        description: z.string().min(1),
        currency: z.string().regex(/^[A-Z]{3}$/),
        amountAwarded: z.number().positive(),
        amountDisbursed: z.number().positive(),
        awardDate: DateText,
        fundingOrganization: z.array(Organization).min(1),
        recipientOrganization: z.array(Organization).min(1),
        grantProgramme: z.array(z.strictObject({ code: z.string(), title: z.string() })),
        disbursementTransaction: z.array(
          z.strictObject({
            ...{ id: z.string(), transactionDate: DateText, currency: z.string(), value: z.number() },
          }),
        ),
        dateModified: z.iso.datetime(),
      }),
    )
    .min(1),
});

const publisher = {
  prefix: "360G-tarnfell",
  funder: { id: "GB-COH-01234567", name: "Tarnfell" },
  licence: "https://creativecommons.org/licenses/by/4.0/",
  nameOf: (cause: string) => `Cause ${cause}`,
  dayOf: (instant: string) => instant.slice(0, 10),
};
const who = "arn:aws:sts::111122223333:assumed-role/Finance/ann";
const reference = "2026120300017 DE02120300000000202051";

function aPayout(version: number, minor: number, currency: string, moves: readonly PayoutMove[]): Payout {
  const account = { charity: "GB-CHC-1128267", currency, funding: "match" as const };
  const batched = Payout.parse({
    ...account,
    id: payoutId(account, "2026-11-30", version),
    ...{ name: "Rivers Trust", causes: ["rivers"], shares: [{ cause: "rivers", minor }], minor, version },
    ...{ through: "2026-11-30", approvals: 1, batched: { at: "2026-12-01T09:00:00Z", by: who }, entries: [] },
  });
  return moves.reduce(
    (one, move, day) => withEntry(one, move, { at: `2026-12-0${day + 2}T09:00:00Z`, by: who }),
    batched,
  );
}

const booking = (minor: number, currency: string): PayoutMove => ({
  ...{ kind: "booked", minor, currency, bookedOn: "2026-12-03", reference },
});
const ends: fc.Arbitrary<readonly PayoutMove["kind"][]> = fc.constantFrom(
  [],
  ["sent"],
  ["sent", "booked"],
  ["booked", "received"],
  ["sent", "booked", "returned"],
  ["sent", "returned", "booked"],
);
const drawnPayouts = fc
  .array(
    fc.record({
      minor: fc.integer({ min: 1, max: 1_000_000_000_000 }),
      currency: fc.constantFrom("EUR", "JPY", "KWD"),
      ends,
    }),
    {
      maxLength: 6,
    },
  )
  .map((drawn) =>
    drawn.map(({ minor, currency, ends: kinds }, index) =>
      aPayout(
        index + 1,
        minor,
        currency,
        kinds.map((kind): PayoutMove => {
          if (kind === "booked") return booking(minor, currency);
          return kind === "returned" ? { kind, because: "AC04" } : { kind: kind as "sent" };
        }),
      ),
    ),
  );

describe("the open data of payouts", () => {
  test("has each that was booked and did not come back, to the minor unit, and nobody and no bank", () => {
    fc.assert(
      fc.property(drawnPayouts, (payouts) => {
        const paid = payouts.filter(
          ({ entries }) =>
            entries.some(({ kind }) => kind === "booked") && !entries.some(({ kind }) => kind === "returned"),
        );
        const text = grantData(payouts, publisher);
        expect(text === undefined).toBe(paid.length === 0);
        if (text === undefined) return;
        expect(grantData(payouts.toReversed(), publisher)).toBe(text);
        const { grants } = Package.parse(JSON.parse(text));
        expect(new Set(grants.map(({ id }) => id))).toEqual(
          new Set(paid.map(({ id }) => `360G-tarnfell-${id}`)),
        );
        for (const payout of paid) {
          const grant = grants.find(({ id }) => id.endsWith(payout.id));
          const printed = /"amountAwarded": (\S+),/.exec(
            text.slice(text.indexOf(`tarnfell-${payout.id}`)),
          )?.[1];
          expect(parseMoney(printed ?? "", payout.currency)).toBe(payout.minor);
          expect(grant?.disbursementTransaction[0]?.value).toBe(grant?.amountAwarded);
        }
        for (const hidden of ["arn:", "ann", reference, "DE02"]) expect(text).not.toContain(hidden);
      }),
      { numRuns: 60 },
    );
  });

  test("names the charity by its org-id, and one without by an id of the publisher's", () => {
    const booked = aPayout(1, 12_345, "EUR", [booking(12_345, "EUR")]);
    const recipient = (charity: string) =>
      Package.parse(JSON.parse(grantData([{ ...booked, charity }], publisher) ?? "")).grants[0]
        ?.recipientOrganization[0]?.id;
    expect(recipient("GB-CHC-1128267")).toBe("GB-CHC-1128267");
    expect(recipient("example-register-1")).toBe("360G-tarnfell-example-register-1");
    const causes = { shares: Array.from({ length: 20 }, (_, at) => ({ cause: `cause-${at}`, minor: 1 })) };
    expect(
      Package.safeParse(JSON.parse(grantData([{ ...booked, ...causes }], publisher) ?? "")).success,
    ).toBe(true);
  });
});
