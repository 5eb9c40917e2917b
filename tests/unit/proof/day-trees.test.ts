import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Accrual, Amendment, Entry } from "../../../core/giving/ledger/entry.ts";
import type { RecordedOrder } from "../../../core/giving/ledger/statement.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { figures } from "../../../core/impact/figures.ts";
import { foldEntries } from "../../../core/impact/fold.ts";
import { dayIn, daysAfter } from "../../../core/model/days.ts";
import { dayEntryText } from "../../../core/proof/day-entry.ts";
import { dayTrees, GIFTS_MIN, giftLeaves, type ProofFrame } from "../../../core/proof/day-trees.ts";
import { leafText } from "../../../core/proof/gift-leaf.ts";
import { giftMoves } from "../../../core/proof/gift-moves.ts";
import { dayEntries, type GiftTree } from "../../../core/proof/gift-tree.ts";
import { sumLeaf } from "../../../core/proof/sum-tree.ts";
import {
  checkDays,
  checkGift,
  checkLeaves,
  checkTotals,
  readLog,
} from "../../../verify/wellspring-verify.mjs";
import { claimFor, stories, told, unclaimed } from "../../support/claim-stories.ts";
import { logOf, ORIGIN, opened, PROOF_KEY, TRUST } from "../../support/gift-log.ts";
import { aPurchase, aRefund, aStatement, brand, someTerms } from "../../support/giving-builders.ts";
import { ledgerWorld } from "../../support/ledger-spec.ts";

const { timeZone } = brand;
const frame: ProofFrame = { origin: ORIGIN, timeZone, key: PROOF_KEY, giftsMin: 3 };
const FIRST = "2026-11-22";
const LAST = "2027-12-31";

/** An entry as it is recorded some hours after the one before it. */
function orderOf(entries: readonly Entry[], number: number, pauses: readonly number[]): RecordedOrder {
  let at = Date.parse("2026-11-22T14:00:00Z");
  const [accrual, ...amendments] = entries.map((entry, index) => {
    at += (pauses[index % pauses.length] ?? 0) * 3_600_000;
    const recordedAt = `${new Date(at).toISOString().slice(0, 19)}Z`;
    const gift = entry.kind === "accrual" && { gift: `gift_${String(number).padStart(26, "0")}` };
    return { ...entry, orderId: `order-${number}`, recordedAt, ...gift };
  });
  return { accrual: accrual as Accrual, amendments: amendments as Amendment[] };
}

const history = fc.array(
  fc.tuple(stories, fc.array(fc.integer({ min: 0, max: 24 * 20 }), { minLength: 9, maxLength: 9 })),
  { minLength: 1, maxLength: 5 },
);

async function ordersOf(drawn: readonly (readonly [Parameters<typeof told>[0], readonly number[]])[]) {
  const worlds = await Promise.all(drawn.map(([story]) => told(story)));
  return worlds.map(({ world }, number) => orderOf(world.ledger.entries, number, drawn[number]?.[1] ?? []));
}

const entriesOf = ({ accrual, amendments }: RecordedOrder): Entry[] => [accrual, ...amendments];
const isIn = (day: string) => (entry: Entry) => dayIn(timeZone, entry.recordedAt) <= day;

const leavesOf = (orders: readonly RecordedOrder[]) => orders.flatMap((order) => giftLeaves(order, frame));

/** The last day of a month such as `2026-11`. */
const lastDayOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);

/** All trees of these orders up to a day, each day's after the other's. */
function published(orders: readonly RecordedOrder[], to = LAST): GiftTree[][] {
  const leaves = leavesOf(orders);
  const busy = leaves.flatMap(({ day }) => [day, lastDayOf(day.slice(0, 7))]);
  const days = [...new Set(busy)].toSorted().filter((day) => day <= to);
  return days.map((day) => dayTrees(leaves, day, frame)).filter((trees) => trees.length > 0);
}

const textOf = (trees: readonly GiftTree[][]) => trees.flatMap((some) => dayEntries(some).map(dayEntryText));

/** What pages show of these entries on a day. */
function pageOf(entries: readonly Entry[], today: string) {
  const totals = foldEntries(entries, calendar(timeZone));
  const causes = [...new Set(totals.sums.map(({ cause }) => cause))];
  return {
    causes: causes.map((slug) => ({
      slug,
      figures: figures({ today, allTime: totals, days: [{ day: today, totals }] }, slug),
    })),
  };
}

describe("the trees of all days", () => {
  test("add up to what pages show at the end of each month, under refunds, claims and growth in any order", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 0, max: 13 }), async (drawn, months) => {
        const orders = await ordersOf(drawn);
        const end = daysAfter(new Date(Date.UTC(2026, 11 + months, 1)).toISOString().slice(0, 10), -1);
        const trees = published(orders, end);
        const log = logOf(...trees);
        const logged = checkDays(await readLog(log.read, TRUST));
        const texts = new Map(
          trees
            .flat()
            .flatMap(({ gifts }) =>
              gifts.map((gift) => [
                sumLeaf(gift.minor, leafText(gift)).hash.toString("base64"),
                leafText(gift),
              ]),
            ),
        );
        checkLeaves(
          logged,
          trees.flat().map((tree) => opened(tree, texts)),
        );
        const page = pageOf(orders.flatMap(entriesOf).filter(isIn(end)), end);
        checkTotals(logged, page);
        for (const { slug, figures: shown } of page.causes) {
          for (const { currency, funding, settled, pending } of shown) {
            const sums = logged.sums.get(`${slug} ${currency} ${funding}`);
            const isSettled = (sums?.settled ?? 0) - (sums?.late ?? 0);
            expect(isSettled).toBeLessThanOrEqual(settled);
            if (end === LAST) expect([isSettled, pending]).toEqual([settled, 0]);
          }
        }
        for (const tree of trees.flat().slice(0, 5)) {
          for (const gift of tree.gifts) await checkGift(log.proof(gift, tree), TRUST, { order: gift.order });
        }
      }),
      { numRuns: 30 },
    );
  });

  test("are the same bytes whenever they are made, in whatever order orders are read, and whatever is recorded later", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 0, max: 200 }), async (drawn, later) => {
        const orders = await ordersOf(drawn);
        const day = daysAfter(FIRST, later);
        const known = orders.flatMap((order) => {
          const [accrual, ...amendments] = entriesOf(order).filter(isIn(day));
          return accrual === undefined
            ? []
            : [{ accrual: accrual as Accrual, amendments: amendments as Amendment[] }];
        });
        const at = (some: readonly RecordedOrder[]) => textOf([dayTrees(leavesOf(some), day, frame)]);
        expect(at(orders)).toEqual(at(known));
        expect(at(orders.toReversed())).toEqual(at(orders));
      }),
      { numRuns: 40 },
    );
  });

  test("have fewer gifts than they wait for only on the last day of a month", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (drawn) => {
        const small = published(await ordersOf(drawn))
          .flat()
          .filter(({ gifts }) => gifts.length < frame.giftsMin);
        expect(small.filter(({ day }) => !daysAfter(day, 1).endsWith("-01"))).toEqual([]);
      }),
      { numRuns: 20 },
    );
    expect(GIFTS_MIN).toBe(20);
  });
});

/** The moves of one order: day, tree, cause, amount, and the other cause where it was moved. */
async function movesOf(
  then: (world: ReturnType<typeof ledgerWorld>) => Promise<unknown>,
  recordedOn: readonly string[],
  claimDays = 0,
) {
  const world = ledgerWorld(aStatement({ terms: [someTerms({ claimDays })] }));
  await world.give(aPurchase(), undefined, unclaimed);
  await then(world);
  const [accrual, ...amendments] = world.ledger.entries.map((entry, at) => ({
    ...entry,
    recordedAt: `${recordedOn[at]}T12:00:00Z`,
  }));
  const order = { accrual: accrual as Accrual, amendments: amendments as Amendment[] };
  return giftMoves(order, timeZone).map(({ day, kind, cause, minor, other }) =>
    [day, kind, cause, minor, other ?? "-"].join(" "),
  );
}

const half = aRefund({ scope: { of: "goods", goods: 2_500, roundUp: 0, lines: [] } });

describe("a gift", () => {
  test("is accrued on the day that the ledger took it, however late it came, and settles after its return window", async () => {
    expect(await movesOf(async () => {}, ["2026-11-22"])).toEqual([
      "2026-11-22 accrued trees 100 -",
      "2026-12-22 settled trees 100 -",
    ]);
    expect(await movesOf(async () => {}, ["2027-03-01"])).toEqual([
      "2027-03-01 accrued trees 100 -",
      "2027-03-01 settled trees 100 -",
    ]);
  });

  test("that may be claimed settles when that is over", async () => {
    expect(await movesOf(async () => {}, ["2026-11-22"], 60)).toEqual([
      "2026-11-22 accrued trees 100 -",
      "2027-01-22 settled trees 100 -",
    ]);
  });

  test("that is refunded settles with what is left; what is refunded after that is late", async () => {
    expect(await movesOf((world) => world.refund(half), ["2026-11-22", "2026-11-30"])).toEqual([
      ...[
        "2026-11-22 accrued trees 100 -",
        "2026-11-30 returned trees 50 -",
        "2026-12-22 settled trees 50 -",
      ],
    ]);
    expect(await movesOf((world) => world.refund(half), ["2026-11-22", "2027-02-01"])).toEqual([
      ...["2026-11-22 accrued trees 100 -", "2026-12-22 settled trees 100 -", "2027-02-01 late trees 50 -"],
    ]);
    expect(await movesOf((world) => world.refund(half), ["2026-11-22", "2026-11-22"])).toEqual([
      ...["2026-11-22 accrued trees 50 -", "2026-12-22 settled trees 50 -"],
    ]);
  });

  test("that is moved names both causes in every leaf from then on", async () => {
    expect(
      await movesOf((world) => world.claim(claimFor("rivers")), ["2026-11-22", "2026-11-23"], 60),
    ).toEqual([
      "2026-11-22 accrued trees 100 -",
      "2026-11-23 returned trees 100 rivers",
      "2026-11-23 accrued rivers 100 trees",
      "2027-01-22 settled rivers 100 trees",
    ]);
  });

  test("has its entries in their order, although a clock around midnight was slow", async () => {
    const moves = await movesOf((world) => world.refund(half), ["2026-11-23", "2026-11-22"]);
    expect(moves).toEqual(["2026-11-23 accrued trees 50 -", "2026-12-22 settled trees 50 -"]);
  });
});
