import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Accrual, Amendment, Entry } from "../../../core/giving/ledger/entry.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { type GiftPart, giftParts } from "../../../core/settlement/gift-state.ts";
import { movePayout } from "../../../core/settlement/move-payout.ts";
import { Payable } from "../../../core/settlement/payable.ts";
import { paymentReference } from "../../../core/settlement/payment-state.ts";
import { payoutStore } from "../../../core/settlement/payout.store.ts";
import { isReopened, type PayoutMove, payoutState } from "../../../core/settlement/payout.ts";
import { proposePayouts } from "../../../core/settlement/propose.ts";
import { accrual, clawback, history, reassignment } from "../../support/ledger-entries.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { aPayout, movesOf } from "../../support/payments.ts";
import { aCause } from "../../support/settlement-world.ts";

const { dayOf } = calendar("Europe/Berlin");
/** Two causes of one charity, and one of another. */
const causes = [
  aCause("clean-rivers", "1128267"),
  aCause("bike-paths", "1128267"),
  aCause("night-sky", "123456"),
];

function ordersOf(entries: readonly Entry[]) {
  return [...Map.groupBy(entries, ({ orderId }) => orderId).values()].flatMap((own) => {
    const found = own.find((one): one is Accrual => one.kind === "accrual");
    const amendments = own.filter((one): one is Amendment => one.kind !== "accrual");
    return found === undefined ? [] : [{ accrual: found, amendments }];
  });
}

const claimable = fc.array(
  fc.constantFrom(undefined, "2026-11-30T12:00:00Z", "2026-12-22T12:00:00Z", "2027-01-20T12:00:00Z"),
  { minLength: 8, maxLength: 8 },
);
/** Each day a run, and what an operator does with one of the payouts after it. */
const steps = fc.array(
  fc.record({
    payout: fc.nat(5),
    moves: fc.constantFrom<readonly PayoutMove["kind"][]>(
      [],
      ["approved", "approved", "sent"],
      ["approved", "approved", "sent", "returned"],
      ["held"],
      ["cancelled"],
    ),
  }),
  { minLength: 4, maxLength: 4 },
);
const RUN_DAYS = ["2026-11-25", "2026-12-10", "2026-12-23", "2027-01-22"];

function moveOf(kind: PayoutMove["kind"]): PayoutMove {
  if (kind === "returned" || kind === "held" || kind === "cancelled") return { kind, because: "asked" };
  if (kind === "approved" || kind === "sent") return { kind };
  throw new Error(`${kind} is not in these stories`);
}

function sumBy<Item extends { readonly minor: number }>(
  items: readonly Item[],
  name: (item: Item) => string,
) {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(name(item), (sums.get(name(item)) ?? 0) + item.minor);
  return new Map([...sums].filter(([, minor]) => minor !== 0).toSorted());
}

describe("where gifts are", () => {
  test("is one state for each part, and what all say is what was given, is payable and was paid", async () => {
    await fc.assert(
      fc.asyncProperty(history, claimable, steps, async (drawn, until, story) => {
        const entries = drawn.map((entry) => {
          const claimUntil = until[Number(entry.orderId)];
          return entry.kind === "accrual" && claimUntil !== undefined ? { ...entry, claimUntil } : entry;
        });
        const store = payoutStore(memoryTable().dynamo, "T");
        for (const [at, { payout, moves }] of story.entries()) {
          const through = RUN_DAYS[at] ?? "";
          const payable = new Payable(through, dayOf);
          for (const entry of entries) payable.add(entry);
          const run = { at: `${through}T23:30:00Z`, by: "ann", through };
          await proposePayouts({ store, causes })(payable.sums(), run);
          const { payouts } = await store.read();
          const moved = payouts[payout % Math.max(1, payouts.length)];
          for (const [index, kind] of moved === undefined ? [] : moves.entries()) {
            const signed = { at: `${through}T23:40:00Z`, by: index === 0 ? "ann" : "ben" };
            if (moved !== undefined) await movePayout({ store })(moved.id, moveOf(kind), signed);
          }
        }
        const today = RUN_DAYS.at(-1) ?? "";
        const { payouts, paidCauses } = await store.read();
        const all = ordersOf(entries).flatMap((order) => {
          const parts = giftParts(order, { payouts, paidCauses, causes, today, dayOf });
          const given = [order.accrual, ...order.amendments].flatMap((entry) => entry.parts);
          const kind = (part: { cause: string; funding: string }) => `${part.cause} ${part.funding}`;
          expect(sumBy(parts, kind)).toEqual(sumBy(given, kind));
          const said = parts.map(({ minor: _, ...part }) => JSON.stringify(part));
          expect(new Set(said).size).toBe(said.length);
          return parts.map((part) => ({ ...part, currency: order.accrual.currency }));
        });
        const payable = new Payable(today, dayOf);
        for (const entry of entries) payable.add(entry);
        const name = (one: { cause: string; currency: string; funding: string }) =>
          [one.cause, one.currency, one.funding].join(" ");
        const final = all.filter(({ state }) => state.kind !== "pending" && state.kind !== "claimable");
        expect(sumBy(final, name)).toEqual(sumBy(payable.sums(), name));
        const paid = final.filter(({ state }) => state.kind === "inPayment");
        const live = payouts.filter((one) => !isReopened(payoutState(one)));
        expect(sumBy(paid, ({ state }) => (state.kind === "inPayment" ? state.reference : ""))).toEqual(
          sumBy(live, paymentReference),
        );
      }),
      { numRuns: 40 },
    );
  });

  const gift = accrual({
    orderId: "1",
    currency: "EUR",
    placedAt: "2026-09-20T10:00:00Z",
    settlesOn: "2026-10-10",
  });
  const early = { ...gift, recordedAt: "2026-09-20T10:01:00Z" };
  const stateOn = (
    today: string,
    payouts: Parameters<typeof giftParts>[1]["payouts"] = [],
    order: { readonly accrual?: Accrual; readonly amendments?: readonly Amendment[] } = {},
  ) =>
    giftParts(
      { accrual: early, amendments: [], ...order },
      { payouts, paidCauses: new Map(), causes, today, dayOf },
    ).map(({ minor, state }: GiftPart) => ({ minor, ...state }));
  const made = { causes: ["clean-rivers"], minor: 100 };

  test("is pending to the last day of returning, and then part of the next payment", () => {
    expect(stateOn("2026-10-09")).toEqual([{ minor: 100, kind: "pending", until: "2026-10-09" }]);
    expect(stateOn("2026-10-10")).toEqual([
      { minor: 100, kind: "settled", since: "2026-10-10", cameBack: false },
    ]);
  });

  test("waits while its cause can be picked, and no longer once somebody did", () => {
    const open = { ...early, claimUntil: "2026-12-20T12:00:00Z" };
    expect(stateOn("2026-11-01", [], { accrual: open })).toEqual([
      { minor: 100, kind: "claimable", until: "2026-12-20" },
    ]);
    const picked = reassignment(open, { sequence: 1, cause: "night-sky" });
    if (picked.kind !== "reassignment") throw new Error("not a reassignment");
    const of = { accrual: open, amendments: [picked] };
    expect(stateOn("2026-12-03", [], of)).toEqual([
      { minor: 100, kind: "settled", since: "2026-12-02", cameBack: false },
    ]);
  });

  test("goes with its payment, from its preparation to what the charity says", () => {
    const moves = movesOf({ minor: 100, currency: "EUR" }, "2026-11-03", "2026-11-09");
    const after = (count: number) => {
      const payout = aPayout(made, moves.slice(0, count));
      const [only] = stateOn("2026-11-20", [payout]);
      return only?.kind === "inPayment" ? only.payment : only;
    };
    expect([0, 1, 2, 3, 4].map(after)).toEqual([
      { kind: "prepared" },
      { kind: "prepared" },
      { kind: "sent", on: "2026-11-03" },
      { kind: "booked", on: "2026-11-03" },
      { kind: "received", on: "2026-11-03", acknowledgedOn: "2026-11-09" },
    ]);
  });

  test("is held with its payment, goes with the next one after its own came back, and waits for a charity without a number", () => {
    const held = aPayout(made, [[{ kind: "held", because: "a secret of ours" }, "2026-11-02T09:00:00Z"]]);
    expect(stateOn("2026-11-20", [held])).toMatchObject([{ kind: "inPayment", payment: { kind: "held" } }]);
    expect(JSON.stringify(stateOn("2026-11-20", [held]))).not.toMatch(/secret|arn:/);
    const back = aPayout(made, [
      [{ kind: "approved" }, "2026-11-02T09:00:00Z"],
      [{ kind: "sent" }, "2026-11-02T09:00:00Z"],
      [{ kind: "returned", because: "AC04" }, "2026-11-05T09:00:00Z"],
    ]);
    expect(stateOn("2026-11-20", [back])).toMatchObject([{ kind: "settled", cameBack: true }]);
    const nameless = { ...made, causes: [aCause("clean-rivers", undefined)] };
    const known = { payouts: [], paidCauses: new Map(), causes: nameless.causes, today: "2026-11-20", dayOf };
    expect(giftParts({ accrual: early, amendments: [] }, known)[0]?.state).toEqual({
      kind: "waits",
      since: "2026-10-10",
    });
  });

  test("keeps what was paid and what a later return takes of it apart", () => {
    const payout = aPayout(made, movesOf({ minor: 100, currency: "EUR" }, "2026-11-03"));
    const back = clawback(early, {
      ...{ sequence: 1, recordedAt: "2026-11-10T10:00:00Z", refundedAt: "2026-11-10T10:00:00Z" },
      parts: [{ cause: "clean-rivers", funding: "brand", minor: -40 }],
    });
    expect(stateOn("2026-11-20", [payout], { amendments: [back] })).toMatchObject([
      { minor: 100, kind: "inPayment" },
      { minor: -40, kind: "settled", since: "2026-11-10" },
    ]);
  });
});
