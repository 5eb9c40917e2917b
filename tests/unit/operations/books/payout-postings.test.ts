import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendar } from "../../../../core/impact/calendar.ts";
import type { Funding } from "../../../../core/model/gift.ts";
import { balances, booksOf, ChartOfAccounts } from "../../../../core/operations/books/books.ts";
import { Journal, type Posting } from "../../../../core/operations/books/journal.ts";
import { payoutPostings } from "../../../../core/operations/books/payout-postings.ts";
import { movePayout } from "../../../../core/settlement/move-payout.ts";
import { Payable, type PayableSum } from "../../../../core/settlement/payable.ts";
import { payoutStore } from "../../../../core/settlement/payout.store.ts";
import {
  isReopened,
  type Payout,
  type PayoutMove,
  payoutState,
  withEntry,
} from "../../../../core/settlement/payout.ts";
import { proposePayouts } from "../../../../core/settlement/propose.ts";
import { settleAccount } from "../../../../core/settlement/settle.ts";
import { stories, told } from "../../../support/claim-stories.ts";
import { brand } from "../../../support/giving-builders.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { aCause } from "../../../support/settlement-world.ts";

const { dayOf } = calendar(brand.timeZone);
/** A story may last for three years. */
const [FIRST, LAST] = ["2026-01-01", "2030-12-31"];
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
/** Three causes of which one charity has two. */
const causes = [aCause("rivers", "1128267"), aCause("bees", "1128267"), aCause("trees", "123456")];

/** `next`: the step that a payout takes where nothing goes wrong. */
const kinds = ["next", "next", "next", "filed", "booked", "returned", "held", "cancelled"] as const;
const NEXT = { sent: "booked", booked: "received", filed: "sent", held: "released" } as const;
const step = fc.record({
  days: fc.integer({ min: 0, max: 40 }),
  move: fc.option(
    fc.record({ payout: fc.nat(4), kind: fc.constantFrom(...kinds), hasReference: fc.boolean() }),
    { freq: 3, nil: undefined },
  ),
});

/** An order's entries, each recorded hours after the one before; and runs and moves of payouts on later days. */
const drawn = fc.record({
  story: stories,
  hours: fc.integer({ min: 0, max: 24 * 20 }),
  steps: fc.array(step, { minLength: 6, maxLength: 14 }),
});

function moveOf(
  drawnKind: (typeof kinds)[number],
  payout: Payout,
  on: string,
  hasReference: boolean,
): PayoutMove {
  const { minor, currency } = payout;
  const kind = drawnKind === "next" ? nextOf(payout) : drawnKind;
  if (kind === "filed") return { kind, file: "f".repeat(64) };
  if (kind === "booked") return { kind, minor, currency, bookedOn: on, reference: `bank ${on}` };
  if (kind === "returned")
    return { kind, because: "AC04", ...(hasReference && { bookedOn: on, reference: `bank ${on}` }) };
  return kind === "held" || kind === "cancelled" ? { kind, because: "the charity asked" } : { kind };
}

function nextOf(payout: Payout): PayoutMove["kind"] {
  const state = payoutState(payout);
  if (state.kind === "batched") return state.approvedBy.length === 0 ? "approved" : "sent";
  return (NEXT as Readonly<Record<string, PayoutMove["kind"]>>)[state.kind] ?? "received";
}

async function livedThrough({ story, hours, steps }: typeof drawn extends fc.Arbitrary<infer T> ? T : never) {
  const { world } = await told(story);
  const instant = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
  const start = Date.parse("2026-11-22T14:00:00Z");
  const entries = world.ledger.entries.map((entry, index) => ({
    ...entry,
    recordedAt: instant(start + index * hours * 3_600_000),
  }));
  const payableOn = (through: string) => {
    const payable = new Payable(through, dayOf);
    for (const entry of entries) payable.add(entry);
    return payable.sums();
  };
  const store = payoutStore(memoryTable().dynamo, "T");
  // By then much is payable; entries that are recorded later meet payouts that were made.
  let at = start + 60 * 86_400_000;
  for (const { days, move } of steps) {
    at += days * 86_400_000;
    const [today, yesterday] = [dayOf(instant(at)), dayOf(instant(at - 86_400_000))];
    const signed = { at: instant(at), by: move?.hasReference ? "ann" : "ben" };
    const rules = { secondPersonAbove: { USD: 1_000_000 } };
    const { payouts } = await store.read();
    const payout = payouts[(move?.payout ?? 0) % Math.max(1, payouts.length)];
    if (move === undefined || payout === undefined)
      await proposePayouts({ store, causes })(payableOn(yesterday), { ...signed, through: yesterday, rules });
    else await movePayout({ store })(payout.id, moveOf(move.kind, payout, today, move.hasReference), signed);
  }
  const { accounts, payouts } = await store.read();
  const journal = new Journal(brand.timeZone);
  for (const entry of entries) journal.add(entry);
  return { entries, payableOn, accounts, payouts, journal };
}

const hasKind = ({ entries }: Payout, kind: string) => entries.some((entry) => entry.kind === kind);
const isLive = (payout: Payout) => !isReopened(payoutState(payout));
const isOut = (payout: Payout) => isLive(payout) && (hasKind(payout, "sent") || hasKind(payout, "booked"));

describe("the journal with payouts", () => {
  test("closes as the ledger and the accounts do, by cause and funding, whatever was picked, refunded, paid and returned", async () => {
    let paidOut = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async (story) => {
        const { payableOn, accounts, payouts, journal } = await livedThrough(story);
        const postings = journal.postings(FIRST, LAST, payoutPostings(payouts, dayOf));
        paidOut += payouts.filter(isOut).length;
        for (const day of Map.groupBy(postings, (one) => one.day).values())
          expect(sum([...balances(day).values()])).toBe(0);
        const shares = (of: readonly Payout[], { cause, funding }: Pick<PayableSum, "cause" | "funding">) =>
          sum(
            of
              .filter((one) => one.funding === funding)
              .flatMap((one) => one.shares.filter((share) => share.cause === cause))
              .map(({ minor }) => minor),
          );
        // Once the time to pick is over, all that is settled is payable.
        for (const due of ["rivers", "bees", "trees"].flatMap((cause) =>
          (["brand", "match", "customer"] as const).map((funding) => ({ cause, funding })),
        )) {
          const own = postings.filter((one) => one.cause === due.cause && one.funding === due.funding);
          const owed = 0 - (balances(own).get("USD payable") ?? 0);
          const payable = payableOn("2027-12-31").find(
            (one) => one.cause === due.cause && one.funding === due.funding,
          );
          expect(owed).toBe((payable?.minor ?? 0) - shares(payouts.filter(isOut), due));
        }
        const closing = (account: string, of: readonly Posting[] = postings) =>
          balances(of).get(`USD ${account}`) ?? 0;
        const amount = (of: readonly Payout[]) => sum(of.map(({ minor }) => minor));
        // Both sides of what the bank moved and gave back are in its account, once both were read.
        const moved = payouts.filter((one) => hasKind(one, "booked"));
        const back = payouts.filter((one) =>
          one.entries.some((entry, at) => {
            const isBooked = one.entries.slice(0, at).some(({ kind }) => kind === "booked");
            return entry.kind === "returned" && (isBooked || entry.reference !== undefined);
          }),
        );
        expect(0 - closing("bank")).toBe(amount(moved) - amount(back));
        expect(sum(accounts.map(({ paid }) => paid))).toBe(amount(payouts.filter(isLive)));
        expect(closing("payable") + sum(payableOn("2027-12-31").map(({ minor }) => minor))).toBe(
          amount(payouts.filter(isOut)),
        );
        expect(closing("bank") + closing("transit")).toBe(0 - amount(payouts.filter(isOut)));
      }),
      { numRuns: 60 },
    );
    expect(paidOut).toBeGreaterThan(4);
  });

  test("of a day that is over never changes as payouts move on, and is the same bytes however they are read", async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.nat(), async (story, cut) => {
        const { payouts, journal } = await livedThrough(story);
        const all = journal.postings(FIRST, LAST, payoutPostings(payouts, dayOf));
        const days = payouts.flatMap(({ entries }) => entries.map(({ at }) => dayOf(at)));
        const day = days[cut % Math.max(1, days.length)] ?? LAST;
        const then = payouts
          .filter(({ batched }) => dayOf(batched.at) < day)
          .map((one) => ({ ...one, entries: one.entries.filter(({ at }) => dayOf(at) < day) }));
        const over = (postings: readonly Posting[]) => postings.filter((one) => one.day < day);
        expect(over(journal.postings(FIRST, LAST, payoutPostings(then.toReversed(), dayOf)))).toEqual(
          over(all),
        );
        expect(
          booksOf("csv", journal.postings(FIRST, LAST, payoutPostings(payouts.toReversed(), dayOf))),
        ).toBe(booksOf("csv", all));
      }),
      { numRuns: 25 },
    );
  });
});

const due = {
  ...{ charity: "GB-CHC-1128267", name: "Rivers Trust", currency: "EUR", funding: "brand" as Funding },
  causes: [
    { cause: "rivers", minor: 900 },
    { cause: "bees", minor: -150 },
  ],
  minor: 750,
};

function movedOn(...moves: readonly PayoutMove[]): readonly string[] {
  const run = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30" };
  const settled = settleAccount(undefined, due, run);
  if (settled.kind !== "batched") throw new Error(settled.kind);
  const payout = moves.reduce(
    (one, move, index) => withEntry(one, move, { at: `2026-12-0${index + 2}T09:00:00Z`, by: "ann" }),
    settled.payout,
  );
  return payoutPostings([payout], dayOf).map(
    ({ day, debit, credit, minor, cause }) => `${day} ${debit} ${credit} ${minor} ${cause}`,
  );
}

const sent: PayoutMove = { kind: "sent" };
const booked: PayoutMove = {
  ...{ kind: "booked", minor: 750, currency: "EUR", bookedOn: "2026-12-03", reference: "17" },
};
const returned: PayoutMove = { kind: "returned", because: "AC04" };

describe("the postings of a payout", () => {
  test("pay each cause its share, and take from one of which refunds took more than was left", () => {
    expect(movedOn({ kind: "approved" }, sent, booked, { kind: "received" })).toEqual([
      "2026-12-03 transit payable 150 bees",
      "2026-12-03 payable transit 900 rivers",
      "2026-12-04 bank transit 150 bees",
      "2026-12-04 transit bank 900 rivers",
    ]);
  });

  test.each<[string, readonly PayoutMove[], readonly string[]]>([
    [
      "that is only approved, filed, held or cancelled",
      [{ kind: "approved" }, { kind: "filed", file: "f" }],
      [],
    ],
    ["that nobody said to be sent", [booked], ["2 payable transit", "2 transit bank"]],
    ["that the bank did not pay", [sent, returned], ["2 payable transit", "3 transit payable"]],
    [
      "that came back weeks later",
      [sent, booked, returned],
      ["2 payable transit", "3 transit bank", "4 bank payable"],
    ],
    [
      "whose return is read before its booking",
      [sent, { ...returned, reference: "18" }, booked],
      ["2 payable transit", "3 bank payable", "4 transit bank"],
    ],
    [
      "that somebody said came back, and the bank booked",
      [sent, returned, booked],
      ["2 payable transit", "3 transit payable", "4 transit bank"],
    ],
  ])("are of one %s", (_, moves, expected) => {
    const own = movedOn(...moves).filter((line) => line.endsWith("rivers"));
    expect(own.map((line) => line.slice("2026-12-0".length).replace(" 900 rivers", ""))).toEqual(expected);
  });

  test("name the payout, and want accounts of the brand's chart", () => {
    const run = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30" };
    const settled = settleAccount(undefined, { ...due, causes: [{ cause: "rivers", minor: 750 }] }, run);
    if (settled.kind !== "batched") throw new Error(settled.kind);
    const paid = withEntry(settled.payout, sent, { at: "2026-12-02T09:00:00Z", by: "ann" });
    const postings = payoutPostings([paid], dayOf);
    expect(booksOf("csv", postings)).toContain(`Sent to the bank: ${paid.id}`);
    expect(booksOf("iif", postings)).toContain(`Sent to the bank: rivers, brand, ${paid.id}`);
    const chart = { gifts: 1, matches: 2, till: 3, accrued: 4, held: 5, payable: 6 };
    expect(() => booksOf("csv", postings, ChartOfAccounts.parse(chart))).toThrow("add transit");
    const whole = ChartOfAccounts.parse({ ...chart, transit: 7, bank: 1200 });
    expect(booksOf("csv", postings, whole)).toContain(",6,7,7.50,EUR,");
  });
});
