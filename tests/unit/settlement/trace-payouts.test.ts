import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { purchaseLines } from "../../../cli/money/payout-purchases.ts";
import type { Accrual, Amendment, Entry } from "../../../core/giving/ledger/entry.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { movePayout } from "../../../core/settlement/move-payout.ts";
import { Payable } from "../../../core/settlement/payable.ts";
import { payoutStore } from "../../../core/settlement/payout.store.ts";
import { countedBy } from "../../../core/settlement/payout-purchases.ts";
import { proposePayouts } from "../../../core/settlement/propose.ts";
import { payableParts, tracePayouts } from "../../../core/settlement/trace-payouts.ts";
import { accrual, history } from "../../support/ledger-entries.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { aCause, causes } from "../../support/settlement-world.ts";

const { dayOf } = calendar("Europe/Berlin");

function ordersOf(entries: readonly Entry[]) {
  return [...Map.groupBy(entries, ({ orderId }) => orderId).values()].map((own) => ({
    accrual: own.find((one): one is Accrual => one.kind === "accrual") ?? accrual({ orderId: "none" }),
    amendments: own.filter((one): one is Amendment => one.kind !== "accrual"),
  }));
}

/** Some purchases of a history can be claimed, until one of these days. */
const claimable = fc.array(
  fc.constantFrom(undefined, "2026-11-30T12:00:00Z", "2026-12-22T12:00:00Z", "2027-01-20T12:00:00Z"),
  { minLength: 8, maxLength: 8 },
);
const days = fc.constantFrom(
  "2026-11-22",
  "2026-11-30",
  "2026-12-02",
  "2026-12-22",
  "2027-01-15",
  "2027-01-20",
);

describe("what a trace says of payouts", () => {
  test("is from which day on each part of a purchase counts in what is payable, to the minor unit", () => {
    fc.assert(
      fc.property(history, claimable, days, (drawn, until, through) => {
        const entries = drawn.map((entry) => {
          const claimUntil = until[Number(entry.orderId)];
          return entry.kind === "accrual" && claimUntil !== undefined ? { ...entry, claimUntil } : entry;
        });
        const payable = new Payable(through, dayOf);
        for (const entry of entries) payable.add(entry);
        const sums = new Map<string, number>();
        for (const order of ordersOf(entries)) {
          for (const { cause, funding, minor, from } of payableParts(order, dayOf)) {
            const name = [cause, order.accrual.currency, funding].join(" ");
            if (from <= through) sums.set(name, (sums.get(name) ?? 0) + minor);
          }
        }
        expect(new Map([...sums].filter(([, minor]) => minor !== 0))).toEqual(
          new Map(payable.sums().map((one) => [[one.cause, one.currency, one.funding].join(" "), one.minor])),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("is the first payout that counted it, and the first that was batched after that one came back", async () => {
    const store = payoutStore(memoryTable().dynamo, "T");
    const gift = accrual({
      ...{ orderId: "1", currency: "EUR", settlesOn: "2026-11-25" },
      parts: [{ cause: "rivers", funding: "brand", minor: 100 }],
    });
    const runThrough = async (through: string, minor: number) => {
      const sums = [{ cause: "rivers", currency: "EUR", funding: "brand", minor }] as const;
      const run = { at: `${through}T23:59:59Z`, by: "ann", through };
      const [proposal] = await proposePayouts({ store, causes })(sums, run);
      return proposal?.outcome.kind === "batched" ? proposal.outcome.payout.id : undefined;
    };
    const traced = async () => {
      const { payouts } = await store.read();
      return tracePayouts({ accrual: gift, amendments: [] }, payouts, dayOf).map((part) =>
        part.payouts.map(({ id }) => id),
      );
    };
    await runThrough("2026-11-24", 40);
    expect(await traced()).toEqual([[]]);
    const first = await runThrough("2026-11-30", 140);
    await runThrough("2026-12-31", 150);
    expect(await traced()).toEqual([[first]]);
    if (first === undefined) throw new Error("No payout");
    await movePayout({ store })(
      first,
      { kind: "cancelled", because: "wrong" },
      { at: "2027-01-02T09:00:00Z", by: "ann" },
    );
    expect(await traced()).toEqual([[first]]);
    const third = await runThrough("2027-01-31", 150);
    expect(third).toBeDefined();
    expect(await traced()).toEqual([[first, third]]);
  });

  test("of all purchases that a payout counted sums to it, whatever was paid or came back before", async () => {
    const stated = [aCause("clean-rivers", "1"), aCause("bike-paths", "1"), aCause("night-sky", "2")];
    const runs = fc.array(
      fc.record({
        through: fc.constantFrom("2026-11-25", "2026-12-01", "2026-12-23", "2027-01-20"),
        comesBack: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(history, runs, async (entries, drawn) => {
        const store = payoutStore(memoryTable().dynamo, "T");
        const steps = drawn.toSorted((a, b) => (a.through < b.through ? -1 : 1));
        for (const [index, { through, comesBack }] of steps.entries()) {
          const payable = new Payable(through, dayOf);
          for (const entry of entries) payable.add(entry);
          const at = `2027-02-01T09:${String(index).padStart(2, "0")}`;
          const run = { at: `${at}:00Z`, by: "ann", through };
          await proposePayouts({ store, causes: stated })(payable.sums(), run);
          const [last] = comesBack ? (await store.read()).payouts.toReversed() : [];
          const said = { kind: "cancelled" as const, because: "wrong" };
          if (last !== undefined) await movePayout({ store })(last.id, said, { at: `${at}:30Z`, by: "ann" });
        }
        const { payouts } = await store.read();
        for (const payout of payouts) {
          const counted = countedBy(payout.id, ordersOf(entries), payouts, dayOf);
          expect(counted.reduce((sum, { minor }) => sum + minor, 0)).toBe(payout.minor);
          expect(purchaseLines(payout, counted).at(-1)).toContain(`as ${payout.id} does`);
          seen += 1;
        }
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(20);
  });
});
