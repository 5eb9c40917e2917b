import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { ordersIn } from "../../../../cli/ledger/orders-in.ts";
import { logFolder } from "../../../../cli/proof/log-folder.ts";
import { makeProofKey, readProofKey } from "../../../../cli/proof/proof-key.ts";
import { proofsOf, publishOrders } from "../../../../cli/proof/publish-orders.ts";
import type { Entry } from "../../../../core/giving/ledger/entry.ts";
import { accrualSortKey, amendmentSortKey, bucketKey } from "../../../../core/giving/ledger/ledger.keys.ts";
import type { ProofFrame } from "../../../../core/proof/day-trees.ts";
import { unclaimed } from "../../../support/claim-stories.ts";
import { aPurchase, aRefund, aStatement, brand, someTerms } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

const folder = mkdtempSync(join(tmpdir(), "wellspring-proof-"));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, "key.json");
const vkey = makeProofKey("give.example.com/proof", keyFile);
const key = readProofKey(keyFile);
const frame: ProofFrame = { origin: key.note.name, timeZone: brand.timeZone, key: key.salts, giftsMin: 20 };

/** Rows of a ledger in which 25 orders gave on one day, and the first was refunded half on another. */
async function rows() {
  const orders = Array.from({ length: 25 }, (_, at) => `order-${at}`);
  const entries = await Promise.all(
    orders.map(async (orderId, at) => {
      const world = ledgerWorld(aStatement({ terms: [someTerms({ claimDays: 0 })] }));
      await world.give(
        aPurchase({ orderId, base: 5_000 + 100 * at, paid: 6_000 + 100 * at }),
        undefined,
        unclaimed,
      );
      const half = { of: "goods" as const, goods: 2_500, roundUp: 0, lines: [] };
      if (at === 0) await world.refund(aRefund({ orderId, scope: half }));
      return world.ledger.entries.map(
        (entry, number): Entry => ({ ...entry, recordedAt: `2026-11-2${2 + number * 3}T15:00:00Z` }),
      );
    }),
  );
  const row = (entry: Entry) => ({
    pk: bucketKey("2026-11-22T13:35Z", 0),
    sk: entry.kind === "accrual" ? accrualSortKey(entry) : amendmentSortKey(entry, entry.sequence),
    ...entry,
  });
  return [...entries.flat().map(row).toReversed(), { pk: "brand", sk: "terms", kind: "terms" }];
}

async function* paged<Row>(all: readonly Row[]) {
  for (let at = 0; at < all.length; at += 10) yield all.slice(at, at + 10);
}

const run = async (...args: string[]) => {
  const program = resolve("verify/wellspring-verify.mjs");
  const done = await promisify(execFile)(process.execPath, [program, ...args, "--key", vkey], {
    cwd: folder,
  }).catch((error) => error);
  return String(done.stdout);
};

describe("a log in a folder", () => {
  test("is added to day by day, and anybody finds it true, with each gift in it", async () => {
    const orders = await ordersIn(paged(await rows()));
    expect(orders).toHaveLength(25);
    const log = join(folder, "proof");
    expect(await publishOrders(orders, log, key, frame, "2026-11-21")).toBeUndefined();
    expect(await publishOrders(orders, log, key, frame, "2026-11-24")).toMatchObject({ size: 2 });
    const first = readFileSync(join(log, "log/checkpoint"), "utf8");
    writeFileSync(join(folder, "first"), first);
    expect(await publishOrders(orders, log, key, frame, "2026-12-31")).toMatchObject({
      size: 4,
      day: "2026-12-31",
    });
    expect(await publishOrders(orders, log, key, frame, "2026-12-31")).toMatchObject({
      size: 4,
      day: "2026-12-31",
    });
    const [one = never()] = orders.filter(({ accrual }) => accrual.orderId === "order-0");
    const found = await proofsOf(one, orders, log, key, frame);
    expect(found.map(({ leaf, proof }) => [leaf.day, leaf.kind, leaf.minor, proof !== undefined])).toEqual([
      ["2026-11-22", "accrued", 100, true],
      ["2026-11-25", "returned", 50, true],
      ["2026-12-22", "settled", 50, true],
    ]);
    for (const [at, { proof = "" }] of found.entries())
      writeFileSync(join(folder, `${at}.tlog-proof`), proof);
    const [given, returned, settled, all] = await Promise.all([
      ...found.map((_, at) => run("gift", `${at}.tlog-proof`)),
      run("log", "proof/log", "--since", "first"),
    ]);
    expect(given).toContain("one of at most 32 that were accrued, ");
    expect(returned).toContain("one of at most 1 that were returned, 50 USD together.");
    expect(settled).toContain("order    order-0");
    expect(all).toContain("True: 4 entries, days up to 2026-12-22");
    expect(all).toMatch(/trees USD brand: given (\d+), of which settled \1\n/);
  });

  test("proves nothing of a gift whose tree waits for others", async () => {
    const orders = (await ordersIn(paged(await rows()))).slice(0, 3);
    const log = join(folder, "few");
    await publishOrders(orders, log, key, frame, "2026-11-29");
    const found = await proofsOf(orders[0] ?? never(), orders, log, key, frame);
    expect(found.map(({ proof }) => proof).filter(Boolean)).toEqual([]);
    await publishOrders(orders, log, key, frame, "2026-11-30");
    const [given] = await proofsOf(orders[0] ?? never(), orders, log, key, frame);
    expect(given?.proof).toContain("c2sp.org/tlog-proof@v1\n");
  });

  test("stops where the ledger reads otherwise than when a day was decided, and where it cannot be read", async () => {
    const all = await rows();
    const orders = await ordersIn(paged(all));
    const log = join(folder, "other");
    await publishOrders(orders, log, key, frame, "2026-11-22");
    rmSync(join(log, "log/checkpoint"));
    await expect(publishOrders(orders.slice(1), log, key, frame, "2026-11-22")).rejects.toThrow(
      "nothing was signed",
    );
    const broken = all.map((row, at) => (at === 3 ? { ...row, parts: "none" } : row));
    await expect(ordersIn(paged(broken))).rejects.toThrow("no order that can be read");
    const headless = all.filter((row) => row.kind !== "accrual");
    await expect(ordersIn(paged(headless))).rejects.toThrow("no order that can be read");
  });

  test("has each day decided once, each file added once, and its checkpoint replaced by whoever read it", async () => {
    const log = logFolder(join(folder, "stores"));
    const head = { day: "2026-11-22", before: 0, size: 2, root: "r" };
    expect([await log.decided(), await log.checkpoint()]).toEqual([undefined, undefined]);
    expect(await log.advance(undefined, head)).toBe("advanced");
    expect(await log.advance(undefined, { ...head, root: "s" })).toBe("lost");
    expect(await log.advance({ ...head, day: "2026-11-21" }, { ...head, day: "2026-11-23" })).toBe("lost");
    expect(await log.decided()).toEqual(head);
    const both = ["2026-11-23", "2026-11-23"].map((day) => log.advance(head, { ...head, day }));
    expect((await Promise.all(both)).toSorted()).toEqual(["advanced", "lost"]);
    for (const text of ["one", "two"]) await log.add({ path: "tile/0/000.p/1", bytes: Buffer.from(text) });
    expect(String(await log.read("tile/0/000.p/1"))).toBe("one");
    expect(await log.replaceCheckpoint("first", undefined)).toBe("replaced");
    expect(await log.replaceCheckpoint("second", undefined)).toBe("lost");
    expect(await log.replaceCheckpoint("second", "first")).toBe("replaced");
    expect(await log.checkpoint()).toEqual({ note: "second", tag: "second" });
    const left = readdirSync(join(folder, "stores"), { recursive: true }).filter((name) =>
      String(name).endsWith(".part"),
    );
    expect(left).toEqual([]);
  });
});

describe("the keys of a log", () => {
  test("are in a file that its owner alone reads, and that is never written over", () => {
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(vkey).toMatch(/^give\.example\.com\/proof\+[0-9a-f]{8}\+A/);
    expect(() => makeProofKey("give.example.com/proof", keyFile)).toThrow("cannot be made");
    expect(() => makeProofKey("give example", join(folder, "another.json"))).toThrow("names no log");
  });

  test("are refused where the file holds none", () => {
    mkdirSync(join(folder, "empty"));
    for (const file of ["empty", "none.json", "first"]) {
      expect(() => readProofKey(join(folder, file))).toThrow("holds no key of a log");
    }
  });
});

function never(): never {
  throw new Error("the test's own orders are there");
}
