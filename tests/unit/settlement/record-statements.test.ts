import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStatements } from "../../../core/settlement/bank/read-statement.ts";
import { movePayout } from "../../../core/settlement/move-payout.ts";
import { payoutStore } from "../../../core/settlement/payout.store.ts";
import { payoutState } from "../../../core/settlement/payout.ts";
import { proposePayouts } from "../../../core/settlement/propose.ts";
import { recordStatements } from "../../../core/settlement/record-statements.ts";
import { type Booking, writeCamt053 } from "../../../demo/stand-in-bank.ts";
import { ibanOf } from "../../support/bank-builders.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { causes } from "../../support/settlement-world.ts";

const ann = { at: "2026-12-15T09:00:00Z", by: "ann" };
const sums = [
  { cause: "rivers", currency: "EUR", funding: "brand", minor: 12_345 },
  { cause: "rivers", currency: "EUR", funding: "customer", minor: 700 },
  { cause: "paths", currency: "EUR", funding: "brand", minor: 20 },
] as const;

/** Three payouts that were sent. */
async function sentPayouts() {
  const store = payoutStore(memoryTable().dynamo, "T");
  const run = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30" };
  await proposePayouts({ store, causes })(sums, { ...run, rules: { secondPersonAbove: { EUR: 99_999 } } });
  const { payouts } = await store.read();
  for (const { id } of payouts) {
    for (const kind of ["approved", "sent"] as const) await movePayout({ store })(id, { kind }, ann);
  }
  return { store, payouts: payouts.toSorted((a, b) => a.minor - b.minor) };
}

function statementOf(id: string, bookings: readonly Omit<Booking, "currency" | "bookedOn">[]) {
  const cents = bookings.reduce(
    (sum, { amount, returned }) => sum + Math.round(Number(amount) * 100) * (returned === undefined ? -1 : 1),
    0,
  );
  const day = "2026-12-03";
  return readStatements(
    Buffer.from(
      writeCamt053({
        ...{ id, iban: ibanOf("DE", "500105170000001234"), currency: "EUR", day, opening: "1000.00" },
        closing: ((100_000 + cents) / 100).toFixed(2),
        bookings: bookings.map((one) => ({ ...one, currency: "EUR", bookedOn: day })),
      }),
    ),
  );
}

describe("a bank's statements", () => {
  test("come to the same in whatever order and however often they are read", async () => {
    const files = (ids: readonly string[]) => [
      statementOf("one", [
        { endToEndId: ids[2] ?? "", amount: "123.45", reference: "B1" },
        { endToEndId: ids[1] ?? "", amount: "7.00", reference: "B2" },
      ]),
      statementOf("two", [{ endToEndId: ids[1] ?? "", amount: "7.00", reference: "B3", returned: "AC04" }]),
      statementOf("three", [{ endToEndId: ids[0] ?? "", amount: "0.21", reference: "B4" }]),
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 6 }), async (order) => {
        const { store, payouts } = await sentPayouts();
        const read = files(payouts.map(({ id }) => id));
        const record = recordStatements({ store });
        for (const index of order) await record(read[index] ?? [], ann);
        const states = (await store.read()).payouts
          .toSorted((a, b) => a.minor - b.minor)
          .map((payout) => payoutState(payout).kind);
        expect(states).toEqual(["sent", "returned", "booked"]);
        const { accounts } = await store.read();
        expect(accounts.map(({ funding, paid }) => [funding, paid]).toSorted()).toEqual([
          ["brand", 12_345],
          ["brand", 20],
          ["customer", 0],
        ]);
      }),
      { numRuns: 20 },
    );
  });

  test("leave what differs by a unit, names no payout or pays one that nobody approved to a person", async () => {
    const { store, payouts } = await sentPayouts();
    const [small, middle] = payouts;
    const wrong = statementOf("wrong", [
      { endToEndId: small?.id ?? "", amount: "0.21", reference: "B1" },
      { endToEndId: `pay_${"0".repeat(26)}`, amount: "5.00", reference: "B2" },
      { endToEndId: middle?.id ?? "", amount: "7.00", reference: "B3" },
      { endToEndId: middle?.id ?? "", amount: "7.00", reference: "B4" },
    ]);
    const lines = await recordStatements({ store })(wrong, ann);
    expect(lines.map(({ kind, reference, because }) => [reference, kind, because])).toEqual([
      ["B3", "booked", undefined],
      ["B1", "waits", "otherAmount"],
      ["B2", "waits", "unknownPayout"],
      ["B4", "waits", "twice"],
    ]);
    const again = await recordStatements({ store })(wrong, ann);
    expect(again.map(({ kind }) => kind)).toEqual(["known", "waits", "waits", "waits"]);
    const unapproved = payoutStore(memoryTable().dynamo, "T");
    await proposePayouts({ store: unapproved, causes })(sums, {
      ...{ at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30" },
    });
    const paid = statementOf("paid", [{ endToEndId: middle?.id ?? "", amount: "7.00", reference: "B3" }]);
    expect(await recordStatements({ store: unapproved })(paid, ann)).toMatchObject([
      { kind: "waits", because: "notApproved" },
    ]);
  });

  test("that return a payout make what it paid owed again, under another id", async () => {
    const { store, payouts } = await sentPayouts();
    const [, middle] = payouts;
    const id = middle?.id ?? "";
    const back = statementOf("back", [{ endToEndId: id, amount: "7.00", reference: "B1", returned: "AC01" }]);
    await recordStatements({ store })(back, ann);
    const run = { at: "2026-12-20T09:00:00Z", by: "ann", through: "2026-11-30" };
    const proposals = await proposePayouts({ store, causes })(sums, run);
    const anew = proposals.flatMap(({ outcome }) => (outcome.kind === "batched" ? [outcome.payout] : []));
    expect(anew).toMatchObject([{ minor: 700, funding: "customer" }]);
    expect(anew[0]?.id).not.toBe(id);
  });
});
