import { marshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerEntriesStore } from "../../../../core/giving/ledger/customer-entries.store.ts";
import { AMENDMENTS_MAX, type Entry } from "../../../../core/giving/ledger/entry.ts";
import { amendmentSortKey, parseEntriesPrefix } from "../../../../core/giving/ledger/ledger.keys.ts";
import { ledgerStore } from "../../../../core/giving/ledger/ledger.store.ts";
import { checkRoom, EARLY_BYTES_MAX } from "../../../../core/giving/ledger/limits.ts";
import { recordedStatements } from "../../../../core/giving/ledger/reversal.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { foldEntries, foldTotals, withoutSettlement } from "../../../../core/impact/fold.ts";
import { leafKey } from "../../../../core/impact/impact.keys.ts";
import { totalsItem } from "../../../../core/impact/impact.store.ts";
import { readTotals } from "../../../../core/impact/totals-row.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import { LINES_MAX } from "../../../../core/model/purchase.ts";
import { ITEM_BYTES_MAX, itemBytes } from "../../../../core/platform/aws/item-bytes.ts";
import { entriesAtBounds, linesOf, readBucketOf, writtenRows } from "../../../support/entries-at-bounds.ts";
import { aPurchase, aRefund } from "../../../support/giving-builders.ts";
import { accrual, clawback } from "../../../support/ledger-entries.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";
import { type StoredRow, tableOf } from "../../../support/stored-rows.ts";

describe("whatever the ledger accepts", () => {
  test("the fold and a rebuild read, up to every bound; what is beyond one is not written", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(entriesAtBounds, async (entry) => {
        const rows = await writtenRows(entry);
        seen.add(rows === "refused" ? "refused" : entry.kind);
        if (rows === "refused") return;
        const [row] = rows;
        expect(itemBytes(marshall(row))).toBeLessThanOrEqual(ITEM_BYTES_MAX);
        expect(parseEntriesPrefix(row?.sk ?? "")).toBeDefined();
        const { entries, unreadable } = await readBucketOf(rows);
        expect(unreadable).toEqual([]);
        expect(entries).toEqual([entry]);
        const totals = foldEntries(entries, calendar("America/New_York"));
        for (const some of [totals, withoutSettlement(foldTotals([totals, totals]))]) {
          const key = leafKey("q", "m", 0);
          const item = totalsItem(key, some);
          expect(item).toBeDefined();
          expect(readTotals({ ...some, ...key })).toMatchObject({ ok: true });
        }
      }),
      // An ordinary one is always among them: chance alone draws few that the ledger accepts.
      { numRuns: 300, examples: [[clawback(accrual({ orderId: "1" }), { sequence: 1 })]] },
    );
    expect([...seen].toSorted()).toEqual(["accrual", "clawback", "refused"]);
  });

  test("an unreadable item hides no neighbour, whatever it is", async () => {
    const gifts = ["1", "2"].map((orderId) =>
      accrual({ orderId, parts: [{ cause: "rivers", funding: "brand", minor: 5 }] }),
    );
    const rows = (await Promise.all(gifts.map(writtenRows))).flatMap((some) =>
      some === "refused" ? [] : some,
    );
    const [{ pk } = { pk: "" }] = rows;
    const stray = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string(), fc.boolean(), fc.maxSafeInteger(), fc.constant(null)),
    );
    await fc.assert(
      fc.asyncProperty(stray, async (members) => {
        const broken = { ...members, kind: "accrual", pk, sk: "broken" };
        const read = await readBucketOf([...rows.filter((row) => row.pk === pk), broken]);
        expect(read.entries.length).toBeGreaterThan(0);
        expect(read.unreadable.map(({ sk }) => sk)).toEqual(["broken"]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the entries after an accrual", () => {
  const order = accrual({ orderId: "1" });

  test("are in the order of their keys, to the last", () => {
    const keys = Array.from({ length: AMENDMENTS_MAX }, (_, index) => amendmentSortKey(order, index + 1));
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys.map(parseEntriesPrefix)).size).toBe(1);
  });

  test("that an earlier release wrote as the thousandth are read, and the next follows it", async () => {
    const prefix = parseEntriesPrefix(amendmentSortKey(order, 1)) ?? "";
    const [first] = await rowsOf(order);
    const later = [998, 999, 1000].map((sequence): StoredRow => {
      const entry = clawback(order, { sequence, scope: { of: "paid", paid: 1 }, parts: [] });
      return { pk: first?.pk ?? "", ...entry, sequence, sk: `${prefix}clawback#${sequence}` };
    });
    const rows = [first, ...later]
      .filter((row) => row !== undefined)
      .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
    const found = await ledgerStore(tableOf(rows).dynamo, "T", 4).find(order);
    if (found.kind !== "purchase") throw new Error(found.kind);
    expect(found.amendments.map(({ sequence }) => sequence)).toEqual([998, 999, 1000]);
    expect(recordedStatements(found)).toHaveLength(3);
  });

  async function rowsOf(entry: Entry): Promise<readonly StoredRow[]> {
    const rows = await writtenRows(entry);
    if (rows === "refused") throw new Error("refused");
    return rows;
  }

  test("end at their number and at their bytes, and the error says which", () => {
    const small = clawback(order, { sequence: 1, parts: [] });
    const full = { accrual: order, amendments: [] };
    expect(() => checkRoom(full, { ...small, sequence: AMENDMENTS_MAX })).not.toThrow();
    expect(() => checkRoom(full, { ...small, sequence: AMENDMENTS_MAX + 1 })).toThrow(/9999 entries/);
    const lines = linesOf("l".repeat(200), LINES_MAX).map(([lineId]) => ({ lineId, quantity: 1, goods: 1 }));
    const large = { ...small, scope: { of: "goods" as const, goods: 1, roundUp: 0, lines } };
    const many = (count: number) => ({
      accrual: order,
      amendments: Array.from({ length: count }, () => large),
    });
    expect(() => checkRoom(many(40), large)).not.toThrow();
    expect(() => checkRoom(many(80), large)).toThrow(/8388608 bytes/);
  });
});

describe("refunds before their purchase", () => {
  test("wait up to their bytes; the next is kept in the dead-letter queue, and those that wait are handed on", async () => {
    const lines = Array.from({ length: LINES_MAX }, (_, index) => ({
      lineId: `line-${index}`,
      quantity: 1,
      goods: 1,
    }));
    const scope = { of: "goods" as const, goods: 500, roundUp: 0, lines };
    const one = aRefund({ scope });
    const room = Math.floor(EARLY_BYTES_MAX / (JSON.stringify(one).length + 3));
    expect(room).toBeGreaterThan(2);
    const { refund, give } = ledgerWorld();
    for (let index = 0; index < room; index += 1) {
      expect(await refund({ ...one, refundId: `r${index}` })).toEqual({ outcome: "parked" });
    }
    await expect(refund({ ...one, refundId: "last" })).rejects.toThrow("came before their purchase");
    expect(await give(aPurchase())).toMatchObject({ outcome: "recorded", early: { length: room } });
  });
});

describe("the entries of a customer", () => {
  test("that cannot be read leave their own purchase out and are told; the others are there", async () => {
    const customer = CustomerId.parse(`cus_${"a".repeat(26)}`);
    const rows: StoredRow[] = ["1", "2"].flatMap((orderId) => {
      const gift = accrual({ orderId, customer });
      const prefix = parseEntriesPrefix(amendmentSortKey(gift, 1));
      const back = { ...clawback(gift, { sequence: 1 }), sk: `${prefix}clawback#001` };
      return [{ ...gift, sk: `${prefix}accrual` }, back].map((row) => ({
        ...row,
        pk: "b",
        byCustomer: `customer#${customer}`,
        ...(orderId === "2" && row.kind === "clawback" && { parts: "none" }),
      }));
    });
    const told: string[] = [];
    const entries = await customerEntriesStore(tableOf(rows).dynamo, "T", (items) => told.push(...items)).of(
      customer,
    );
    expect(entries.map(({ purchase }) => purchase)).toEqual(["standard#pos#1#", "standard#pos#1#"]);
    expect(told).toEqual(["b standard#pos#2#clawback#001: parts: invalid_type"]);
  });
});
