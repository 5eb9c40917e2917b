import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Accrual, Amendment, Entry, Reassignment } from "../../../core/giving/ledger/entry.ts";
import { happenedAt, pendingUntil } from "../../../core/giving/ledger/entry.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import type { Funding } from "../../../core/model/gift.ts";
import { movePayout } from "../../../core/settlement/move-payout.ts";
import { Payable, payableFrom } from "../../../core/settlement/payable.ts";
import { type PayoutStore, payoutStore } from "../../../core/settlement/payout.store.ts";
import { isReopened, payoutState } from "../../../core/settlement/payout.ts";
import { proposePayouts } from "../../../core/settlement/propose.ts";
import { unpaidFundings } from "../../../core/settlement/unpaid.ts";
import { accrual, history } from "../../support/ledger-entries.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { aCause } from "../../support/settlement-world.ts";

const { dayOf } = calendar("Europe/Berlin");
const ENDED = "clean-rivers";
const TO = "night-sky";
const causes = [aCause(ENDED, "1"), aCause("bike-paths", "2"), aCause(TO, "2")];
const because = { en: "The trust has closed.", de: "Die Stiftung hat geschlossen." };
const [first, ...others] = causes;
const after =
  first === undefined
    ? []
    : [{ ...first, status: "paused" as const, movesTo: { cause: TO, because } }, ...others];

const MOVED_AT = "2027-01-10T09:00:00Z";

function ordersOf(entries: readonly Entry[]) {
  return [...Map.groupBy(entries, ({ orderId }) => orderId).values()].map((own) => ({
    accrual: own.find((one): one is Accrual => one.kind === "accrual") ?? accrual({ orderId: "none" }),
    amendments: own.filter((one): one is Amendment => one.kind !== "accrual"),
  }));
}

/** What the brand moves of an order, each part on the day on which it settles. */
function moved(order: ReturnType<typeof ordersOf>[number], fundings: readonly Funding[]): Reassignment[] {
  const parts = [order.accrual, ...order.amendments].flatMap((entry) =>
    entry.parts
      .filter(({ cause, funding, minor }) => cause === ENDED && fundings.includes(funding) && minor !== 0)
      .flatMap((part) => {
        const { funding, minor } = part;
        const settlesOn = pendingUntil(entry, part, dayOf(happenedAt(entry)));
        const days = { settlesOn: settlesOn ?? dayOf(order.accrual.placedAt) };
        return [
          { cause: ENDED, funding, minor: -minor, ...days },
          { cause: TO, funding, minor, ...days },
        ];
      }),
  );
  const { source, connection, orderId, currency, placedAt, settlesOn } = order.accrual;
  const own = {
    source,
    connection,
    orderId,
    currency,
    placedAt,
    settlesOn,
    sequence: 90,
    draws: [],
    firstFor: [],
  };
  const entry = { kind: "reassignment" as const, by: "brand" as const, cause: TO, claimedAt: MOVED_AT };
  return parts.length === 0 ? [] : [{ ...own, ...entry, recordedAt: MOVED_AT, parts }];
}

async function runThrough(
  store: PayoutStore,
  entries: readonly Entry[],
  stated: typeof causes,
  through: string,
) {
  const payable = new Payable(through, dayOf);
  for (const entry of entries) payable.add(entry);
  await proposePayouts({ store, causes: stated })(payable.sums(), {
    at: `${through}T23:59:59Z`,
    by: "ann",
    through,
  });
  return payable.sums();
}

/** What payouts pay to a charity, by currency and funding. */
async function paidTo(store: PayoutStore, charity: string): Promise<ReadonlyMap<string, number>> {
  const { payouts } = await store.read();
  const own = payouts.filter((one) => one.charity === charity && !isReopened(payoutState(one)));
  return sumBy(own);
}

function sumBy(
  all: readonly { readonly currency: string; readonly funding: Funding; readonly minor: number }[],
) {
  const sums = new Map<string, number>();
  for (const { currency, funding, minor } of all) {
    const name = `${currency} ${funding}`;
    sums.set(name, (sums.get(name) ?? 0) + minor);
  }
  return sums;
}

/** Whether a run through one of the days paid a part of the order before the entry moved it. */
function isPaidBefore(moving: Reassignment, entries: readonly Entry[], runs: readonly string[]): boolean {
  const paid = entries.filter(({ kind, orderId }) => kind === "accrual" && orderId === moving.orderId);
  return runs.some(
    (through) =>
      through < dayOf(moving.recordedAt) &&
      paid.some((gift) => gift.parts.some((part) => payableFrom(gift, part, dayOf) <= through)),
  );
}

const days = fc.subarray(["2026-11-25", "2026-12-01", "2026-12-23", "2027-01-09"]);

describe("a cause that ended", () => {
  test("is paid nothing more, and what it was not paid the other charity gets, once", async () => {
    await fc.assert(
      fc.asyncProperty(history, days, fc.boolean(), async (drawn, before, returns) => {
        // What an order gives more once its gift is paid stays, and waits for a person; nobody moves a gift that is paid.
        const entries = drawn.filter(
          (entry) =>
            entry.kind !== "supplement" &&
            !(entry.kind === "reassignment" && isPaidBefore(entry, drawn, before)),
        );
        const store = payoutStore(memoryTable().dynamo, "T");
        for (const day of before) await runThrough(store, entries, causes, day);
        const own = (await store.read()).payouts
          .filter(({ charity }) => charity === "GB-CHC-1")
          .toSorted((one, other) => (one.through < other.through ? -1 : 1));
        const [last] = returns ? own.slice(-1) : [];
        if (last !== undefined) {
          const said = { kind: "cancelled" as const, because: "the charity has closed" };
          await movePayout({ store })(last.id, said, { at: "2027-01-09T12:00:00Z", by: "ann" });
        }
        const paid = await paidTo(store, "GB-CHC-1");
        // A run of a day before the move, which counts all that the cause had then.
        await runThrough(store, entries, after, "2027-01-09");
        expect(await paidTo(store, "GB-CHC-1")).toEqual(paid);
        const { payouts } = await store.read();
        const more = ordersOf(entries).flatMap((order) =>
          moved(order, unpaidFundings(order, ENDED, payouts, dayOf)),
        );
        const all = [...entries, ...more];
        const sums = await runThrough(store, all, after, "2027-02-28");
        expect(await paidTo(store, "GB-CHC-1")).toEqual(paid);
        const payable = sumBy(sums.filter(({ cause }) => cause === ENDED));
        const refunded = entries.some(({ kind }) => kind === "clawback");
        for (const name of new Set([...paid.keys(), ...payable.keys()])) {
          const rest = (payable.get(name) ?? 0) - (paid.get(name) ?? 0);
          expect(rest, name).toBeLessThanOrEqual(0);
          if (!refunded) expect(rest, name).toBe(0);
        }
        const others = sumBy(sums.filter(({ cause }) => cause !== ENDED));
        for (const [name, minor] of others) {
          const got = (await paidTo(store, "GB-CHC-2")).get(name) ?? 0;
          expect(got, name).toBeGreaterThanOrEqual(minor);
          if (!refunded) expect(got, name).toBe(Math.max(0, minor));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("goes on being paid where its gifts move to a cause of the same charity", async () => {
    const store = payoutStore(memoryTable().dynamo, "T");
    const same = [{ ...aCause(ENDED, "2"), movesTo: { cause: TO, because } }, aCause(TO, "2")];
    const gift = accrual({ orderId: "1", parts: [{ cause: ENDED, funding: "brand", minor: 100 }] });
    await runThrough(store, [gift], same, "2027-01-31");
    expect((await store.read()).payouts).toMatchObject([{ charity: "GB-CHC-2", minor: 100 }]);
  });
});
