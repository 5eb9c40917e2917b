import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Accrual, Amendment, Entry } from "../../../core/giving/ledger/entry.ts";
import type { RecordedOrder } from "../../../core/giving/ledger/statement.ts";
import { dayIn, daysAfter } from "../../../core/model/days.ts";
import { minutesAfter } from "../../../core/model/instant.ts";
import { dayEntryText } from "../../../core/proof/day-entry.ts";
import { dayTrees, giftLeaves, type ProofFrame } from "../../../core/proof/day-trees.ts";
import { leafText } from "../../../core/proof/gift-leaf.ts";
import { dayEntries } from "../../../core/proof/gift-tree.ts";
import { closeDays } from "../../../core/proof/nights.ts";
import { proofsIn } from "../../../core/proof/proof.store.ts";
import { LogDivergedError } from "../../../core/proof/publish-log.ts";
import { type PublishProofDeps, publishProof } from "../../../core/proof/publish-proof.ts";
import { verifierKey } from "../../../core/proof/signed-note.ts";
import { checkDays, checkGift, readLog } from "../../../verify/wellspring-verify.mjs";
import { stories, told } from "../../support/claim-stories.ts";
import { LOG, ORIGIN, PROOF_KEY, signerOf, TRUST } from "../../support/gift-log.ts";
import { brand } from "../../support/giving-builders.ts";
import { accrual, clawback, supplement } from "../../support/ledger-entries.ts";
import { Killed, MemoryLog } from "../../support/memory-log.ts";
import { type Arrival, CountedLedger, MemoryFiles } from "../../support/memory-proof.ts";

const { timeZone } = brand;
const FIRST = "2026-11-22";
const LAST = "2027-01-31";

const frameOf = (giftsMin: number): ProofFrame => ({ origin: ORIGIN, timeZone, key: PROOF_KEY, giftsMin });

/** Entries some hours after one another, of an order of this number; all are placed within the same minutes. */
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

/** How late entries are: most are not, some by minutes, some by weeks. */
const hoursLate = fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 24 * 10 }));
const lateHistory = fc.array(
  fc.tuple(
    stories,
    fc.array(fc.integer({ min: 0, max: 24 * 4 }), { minLength: 9, maxLength: 9 }),
    fc.array(fc.tuple(hoursLate, hoursLate), { minLength: 9, maxLength: 9 }),
  ),
  { minLength: 1, maxLength: 5 },
);

/** An entry is written after the one that it was computed from, and counted after it is written; counts are in no order. */
function arrivalsOf(
  { accrual, amendments }: RecordedOrder,
  late: readonly (readonly [number, number])[],
): [Entry, Arrival][] {
  let written = accrual.recordedAt;
  return [accrual, ...amendments].map((entry, index) => {
    const [toWrite, toCount] = late[index % late.length] ?? [0, 0];
    const own = minutesAfter(entry.recordedAt, toWrite * 60);
    [written = own] = [own, written].toSorted().reverse();
    return [entry, { written, counted: minutesAfter(written, toCount * 60) }];
  });
}

function withoutNothing(sums: readonly (readonly [string, number])[]): Record<string, number> {
  return Object.fromEntries(sums.filter(([, sum]) => sum !== 0));
}

/** What each cause has by the ledger, by the names of the log's trees. */
function bookedIn(orders: readonly RecordedOrder[]): Record<string, number> {
  const booked: Record<string, number> = {};
  for (const { accrual, amendments } of orders) {
    for (const { cause, funding, minor } of [accrual, ...amendments].flatMap(({ parts }) => parts)) {
      const name = `${cause} ${accrual.currency} ${funding}`;
      booked[name] = (booked[name] ?? 0) + minor;
    }
  }
  return withoutNothing(Object.entries(booked));
}

async function ordersOf(drawn: readonly (readonly [Parameters<typeof told>[0], readonly number[]])[]) {
  const worlds = await Promise.all(drawn.map(([story]) => told(story)));
  return worlds.map(({ world }, number) => orderOf(world.ledger.entries, number, drawn[number]?.[1] ?? []));
}

/** The last instant of a day, as far as entries of these tests go. */
const endOf = (day: string) => `${daysAfter(day, 1)}T05:00:00Z`;

function daysUpTo(last: string): string[] {
  const days = [];
  for (let day = FIRST; day <= last; day = daysAfter(day, 1)) days.push(day);
  return days;
}

describe("a night", () => {
  test("publishes what whoever reads the whole ledger would, of the orders alone that its day touched", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom(1, 3), async (drawn, giftsMin) => {
        const orders = await ordersOf(drawn);
        const frame = frameOf(giftsMin);
        const leaves = orders.flatMap((order) => giftLeaves(order, frame));
        const files = new MemoryFiles();
        for (const day of daysUpTo(LAST)) {
          const ledger = new CountedLedger(orders, timeZone, endOf(day));
          const { entries } = await closeDays({ files, frame, ...ledger.deps }, FIRST)(day);
          expect(entries).toEqual(dayEntries(dayTrees(leaves, day, frame)).map(dayEntryText));
          const isOf = ({ recordedAt }: Entry) => dayIn(timeZone, recordedAt) >= day;
          const touched = orders.filter(({ accrual, amendments }) => [accrual, ...amendments].some(isOf));
          expect(ledger.reads).toBeLessThanOrEqual(touched.length === 0 ? 0 : 5);
        }
      }),
      { numRuns: 10 },
    );
  });
});

/** A published night's turn in memory: the row, the files, and what its ledger has by then. */
function world(orders: readonly RecordedOrder[], until: string) {
  const heads = new MemoryLog();
  const files = new MemoryFiles();
  files.step = () => heads.step();
  const deps = (now = endOf(until), ledger = new CountedLedger(orders, timeZone, now)): PublishProofDeps => ({
    files,
    heads,
    signer: {
      ...signerOf(LOG),
      sign: async (text) => {
        await heads.step();
        heads.signed.push(text);
        return signerOf(LOG).sign(text);
      },
    },
    origin: ORIGIN,
    salts: async () => PROOF_KEY,
    timeZone: async () => timeZone,
    now: () => now,
    ...ledger.deps,
  });
  const run = async (given = deps()) => {
    for (;;) {
      const { outcome } = await publishProof(given)();
      if (outcome !== "more") return outcome;
    }
  };
  const read = async (path: string) => {
    const file = files.files.get(`log/${path}`);
    if (file === undefined) throw new Error(`${path} is not there`);
    return file.bytes;
  };
  return { heads, files, deps, run, read };
}

const someOrders = () => ordersOf(fc.sample(history, { numRuns: 8, seed: 16 }).flat());

describe("the log of a stage", () => {
  test("is the same bytes wherever a run is killed, and whole to whoever looks", async () => {
    const orders = await someOrders();
    const until = "2026-12-03";
    const whole = world(orders, until);
    await whole.run();
    const { steps } = whole.heads;
    for (let at = 0; at < steps; at += 29) {
      const { heads, files, run, read } = world(orders, until);
      heads.killAfter(at);
      await expect(run()).rejects.toThrow(Killed);
      if (files.files.has("log/checkpoint")) checkDays(await readLog(read, TRUST));
      heads.killAfter(Number.POSITIVE_INFINITY);
      expect(await run()).toBe("published");
      expect(files.all()).toEqual(whole.files.all());
    }
  });

  test("is written by two runs at once as by one, although one sees more of the ledger", async () => {
    const orders = await someOrders();
    const until = "2026-11-30";
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (turns) => {
        const { heads, deps, run, read } = world(orders, until);
        const late = new CountedLedger(orders.slice(1), timeZone, endOf(until));
        heads.waits = () => turns.schedule(Promise.resolve());
        const runs = Promise.allSettled([run(), run(deps(endOf(until), late))]);
        const outcomes = await turns.waitFor(runs);
        for (const one of outcomes)
          if (one.status === "rejected") expect(one.reason).toBeInstanceOf(LogDivergedError);
        expect(heads.signedBySize().filter((roots) => roots.size > 1)).toEqual([]);
        checkDays(await readLog(read, TRUST));
      }),
      { numRuns: 4 },
    );
  });

  test("publishes everything once, in whatever order and however late entries are written and counted", async () => {
    await fc.assert(
      fc.asyncProperty(lateHistory, async (drawn) => {
        const orders = await ordersOf(drawn.map(([story, pauses]) => [story, pauses]));
        const arrivals = new Map(orders.flatMap((order, at) => arrivalsOf(order, drawn[at]?.[2] ?? [])));
        const { files, deps, run, read } = world(orders, LAST);
        for (const day of daysUpTo(LAST)) {
          const ledger = new CountedLedger(orders, timeZone, endOf(day), arrivals);
          await run(deps(endOf(day), ledger));
        }
        const { sums } = checkDays(await readLog(read, TRUST));
        const published = [...sums].map(([tree, of]) => [tree, of.accrued - of.returned - of.late] as const);
        expect(withoutNothing(published)).toEqual(bookedIn(orders));
        const store = proofsIn(files, { salts: async () => PROOF_KEY, timeZone: async () => timeZone });
        for (const { leaf, proof } of (await Promise.all(orders.map(store.proofsOf))).flat()) {
          expect(proof !== undefined, leafText(leaf)).toBe(leaf.day <= LAST);
          if (proof !== undefined) await checkGift(proof, TRUST);
        }
      }),
      { numRuns: 6 },
    );
  });

  test.each<[string, (order: RecordedOrder) => RecordedOrder[]]>([
    ["lacks an order that is published", () => []],
    [
      "lacks the last entry of an order that is published",
      ({ accrual, amendments }) => [{ accrual, amendments: amendments.slice(0, -1) }],
    ],
    [
      "says that an order which is published was recorded later",
      ({ accrual, amendments }) => [
        { accrual: { ...accrual, recordedAt: "2026-12-26T10:00:00Z" }, amendments },
      ],
    ],
  ])("stops where the ledger %s, and signs nothing", async (_, forged) => {
    const orders = await someOrders();
    const own = orders.find(({ amendments }) => (amendments.at(-1)?.recordedAt ?? "9") < "2026-12-24T12");
    if (own === undefined) throw new Error("no order");
    const { heads, deps, run } = world(orders, "2026-12-24");
    await run();
    const signed = heads.signed.length;
    const others = orders.flatMap((order) => (order === own ? forged(order) : [order]));
    const ledger = new CountedLedger(others, timeZone, endOf("2026-12-27"));
    await expect(run(deps(endOf("2026-12-27"), ledger))).rejects.toThrow(LogDivergedError);
    expect(heads.signed).toHaveLength(signed);
  });

  test("has no receipt of what reached it late and came back the same night", async () => {
    const gift = accrual({ orderId: "1" });
    const more = { ...supplement(gift, { sequence: 1 }), recordedAt: "2026-11-30T10:00:00Z" };
    const back = clawback(gift, { sequence: 2, recordedAt: "2026-12-01T12:00:00Z" });
    const orders: RecordedOrder[] = [{ accrual: gift, amendments: [more, back] as Amendment[] }];
    const late = { written: "2026-12-03T13:00:00Z", counted: "2026-12-03T13:00:00Z" };
    const arrivals = new Map<Entry, Arrival>([more, back].map((entry) => [entry, late]));
    const { files, deps, run } = world(orders, LAST);
    for (const day of daysUpTo("2026-12-10")) {
      await run(deps(endOf(day), new CountedLedger(orders, timeZone, endOf(day), arrivals)));
    }
    const store = proofsIn(files, { salts: async () => PROOF_KEY, timeZone: async () => timeZone });
    const receipts = (await Promise.all(orders.map(store.proofsOf))).flat();
    const published = receipts.filter(({ leaf }) => leaf.day <= "2026-12-10");
    expect(published.map(({ leaf, proof }) => [leaf.day, leaf.kind, proof !== undefined])).toEqual([
      ["2026-11-22", "accrued", true],
    ]);
  });

  test("has each gift's proof of the order's own leaves, once its tree is published", async () => {
    const orders = await someOrders();
    const { files, run, read } = world(orders, "2027-01-31");
    const store = proofsIn(files, { salts: async () => PROOF_KEY, timeZone: async () => timeZone });
    const [order] = orders;
    if (order === undefined) throw new Error("no order");
    expect(await store.proofsOf(order)).toEqual([]);
    await run();
    expect(await store.verifierKey()).toBe(verifierKey(LOG));
    checkDays(await readLog(read, TRUST));
    for (const one of orders) {
      for (const { leaf, proof } of await store.proofsOf(one)) {
        expect(proof !== undefined, leafText(leaf)).toBe(leaf.day <= "2027-01-31");
        if (proof !== undefined) expect(await checkGift(proof, TRUST)).toBeDefined();
      }
    }
  });
});
