import { sign } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { RecordedOrder } from "../../../core/giving/ledger/statement.ts";
import { type AuditTree, auditTree, auditTrees } from "../../../core/proof/audit-trees.ts";
import { dayTrees, GIFTS_MIN, giftLeaves } from "../../../core/proof/day-trees.ts";
import { leafText } from "../../../core/proof/gift-leaf.ts";
import { proofsIn } from "../../../core/proof/proof.store.ts";
import { publishProof } from "../../../core/proof/publish-proof.ts";
import { checkDays, checkLeaves, openLeaves, readLog } from "../../../verify/wellspring-verify.mjs";
import { LOG, ORIGIN, PROOF_KEY, TRUST } from "../../support/gift-log.ts";
import { brand } from "../../support/giving-builders.ts";
import { accrual } from "../../support/ledger-entries.ts";
import { MemoryLog } from "../../support/memory-log.ts";
import { CountedLedger, MemoryFiles } from "../../support/memory-proof.ts";

const { timeZone } = brand;

/** Orders of some days of one month. */
const orders: RecordedOrder[] = Array.from({ length: 30 }, (_, at) => {
  const day = `2026-11-${22 + (at % 3)}`;
  const own = accrual({ orderId: `order-${at}` });
  const gift = `gift_${String(at).padStart(26, "0")}`;
  const when = { placedAt: `${day}T11:59:00Z`, recordedAt: `${day}T12:00:00Z` };
  return { accrual: { ...own, ...when, gift }, amendments: [] };
});

describe("what an auditor gets of a stage's log", () => {
  const files = new MemoryFiles();
  const trees: AuditTree[] = [];
  const read = async (path: string) => {
    const file = files.files.get(`log/${path}`);
    if (file === undefined) throw new Error(`${path} is not there`);
    return file.bytes;
  };

  beforeAll(async () => {
    const turn = publishProof({
      files,
      heads: new MemoryLog(),
      signer: {
        publicKey: async () => LOG.publicKey,
        sign: async (text) => sign(null, Buffer.from(text), LOG.privateKey),
      },
      origin: ORIGIN,
      salts: async () => PROOF_KEY,
      timeZone: async () => timeZone,
      now: () => "2027-02-02T12:00:00Z",
      ...new CountedLedger(orders, timeZone).deps,
    });
    while ((await turn()).outcome === "more");
    trees.push(...(await Array.fromAsync(auditTrees(files))));
  });

  test("is all of which the published trees are made, and says of no gift whose it is", async () => {
    const days = checkDays(await readLog(read, TRUST));
    expect(trees.map(({ day, kind }) => `${day} ${kind}`)).toEqual(
      days.trees.map(({ day, kind }) => `${day} ${kind}`),
    );
    checkLeaves(days, trees);
    expect(JSON.stringify(trees)).not.toMatch(/order-|gift_|standard/);
  });

  test("has a place for the proof of each customer, and none where a leaf is left out", async () => {
    const store = proofsIn(files, { salts: async () => PROOF_KEY, timeZone: async () => timeZone });
    const found = (await Promise.all(orders.map((order) => store.proofsOf(order)))).flat();
    const openings = found.filter(({ proof }) => proof !== undefined).map(({ leaf }) => leafText(leaf));
    expect(openings.length).toBeGreaterThanOrEqual(orders.length);
    const days = checkDays(await readLog(read, TRUST));
    checkLeaves(days, openLeaves(trees, openings));
    const [first, ...others] = trees;
    const shorter = first && { ...first, leaves: first.leaves.slice(1) };
    expect(() => checkLeaves(days, shorter === undefined ? [] : [shorter])).toThrow("are shown");
    expect(() => openLeaves(others, openings)).toThrow("no leaf that is shown is its");
  });

  test("is the same as of trees that are made anew of all orders", () => {
    const frame = { origin: ORIGIN, timeZone, key: PROOF_KEY, giftsMin: GIFTS_MIN };
    const leaves = orders.flatMap((order) => giftLeaves(order, frame));
    const days = [...new Set(trees.map(({ day }) => day))];
    const anew = days.flatMap((day) => dayTrees(leaves, day, frame).map(auditTree));
    const inOrder = (some: readonly AuditTree[]) => some.map((one) => JSON.stringify(one)).toSorted();
    expect(inOrder(anew)).toEqual(inOrder(trees));
  });

  test("is nothing before the first day is published", async () => {
    expect(await Array.fromAsync(auditTrees(new MemoryFiles()))).toEqual([]);
  });
});
