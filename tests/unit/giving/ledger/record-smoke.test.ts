import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Entry } from "../../../../core/giving/ledger/entry.ts";
import {
  bucketKey,
  isMilestoneKey,
  parseBucketKey,
  parseEntriesPrefix,
  parseExhaustedPool,
  SMOKE_PARTITION,
  smokeRowKey,
} from "../../../../core/giving/ledger/ledger.keys.ts";
import { RecordGift } from "../../../../core/giving/ledger/record-gift.ts";
import { RecordSmoke, recordSmoke, type SmokeRow } from "../../../../core/giving/ledger/record-smoke.ts";
import * as filters from "../../../../lib/giving/stream-filters.ts";
import { aPool, aPurchase, aSmoke, aStatement, someTerms } from "../../../support/giving-builders.ts";

const RECEIVED = 1_795_354_545_000;

async function record(purchase = aSmoke(), stated = aStatement()): Promise<readonly SmokeRow[]> {
  const rows: SmokeRow[] = [];
  const smoke = { purchase, receivedMs: RECEIVED, startedAt: "2026-11-22T13:35:45.123Z" };
  await recordSmoke({
    brandConfig: async () => stated,
    writeSmoke: async (row) => void rows.push(row),
    epochMs: () => RECEIVED + 400,
  })(RecordSmoke.parse({ smoke }));
  return rows;
}

interface Filter {
  readonly dynamodb: {
    readonly Keys: { readonly pk: { readonly S: readonly (string | { readonly prefix: string })[] } };
  };
}

/** The filters of the streams that let a row of this partition through; each looks at the partition. */
const wakes = (pk: string) =>
  Object.entries<Filter>(filters).filter(([, { dynamodb }]) =>
    dynamodb.Keys.pk.S.some((rule) => (typeof rule === "string" ? rule === pk : pk.startsWith(rule.prefix))),
  );

const smokeId = fc.stringMatching(/^smoke_[0-9a-z]{26}$/);

describe("a test purchase", () => {
  test("would be noticed here: an entry's bucket wakes two consumers", () => {
    expect(wakes(bucketKey("2026-11-22T13:35Z", 3)).map(([name]) => name)).toEqual([
      "entriesOfTheLedger",
      "entriesOfCustomers",
      "reassignments",
    ]);
  });

  test("is priced by the terms in force, and written once", async () => {
    const [row, ...others] = await record(aSmoke(), aStatement({ pools: [aPool()] }));
    expect(others).toEqual([]);
    expect(row).toMatchObject({ kind: "smoke", receivedMs: RECEIVED, recordedMs: RECEIVED + 400 });
    expect(row?.parts.length).toBeGreaterThan(0);
    const [nothing] = await record(
      aSmoke(),
      aStatement({ terms: [someTerms({ from: "2030-01-01T00:00:00Z" })] }),
    );
    expect(nothing).toMatchObject({ parts: [], noGift: expect.any(String) });
  });

  test("is nothing that counts: no entry, of no bucket, customer, pool or milestone, and it calls no stream consumer", async () => {
    await fc.assert(
      fc.asyncProperty(smokeId, fc.integer({ min: 0, max: 10 ** 9 }), async (orderId, base) => {
        for (const row of await record(aSmoke({ orderId, base, paid: base }))) {
          const key = smokeRowKey(row.smoke);
          expect(key).toEqual({ pk: SMOKE_PARTITION, sk: orderId });
          expect(Entry.safeParse(row).success).toBe(false);
          expect(Object.keys(row)).not.toContain("byCustomer");
          expect(parseBucketKey(key.pk)).toBeUndefined();
          expect(parseEntriesPrefix(key.sk)).toBeUndefined();
          expect(parseExhaustedPool(key)).toBeUndefined();
          expect(isMilestoneKey(key)).toBe(false);
          expect(wakes(key.pk)).toEqual([]);
        }
      }),
    );
  });

  test("can be no shop's order: only the connection of smoke tests and an id of theirs make one", () => {
    const task = (purchase: ReturnType<typeof aPurchase>) =>
      RecordSmoke.safeParse({ smoke: { purchase, receivedMs: 1, startedAt: "" } }).success;
    expect(task(aSmoke())).toBe(true);
    for (const other of [
      aPurchase(),
      aSmoke({ orderId: "1001" }),
      aSmoke({ connection: "pos" }),
      aSmoke({ source: "shopify" }),
    ])
      expect(task(other)).toBe(false);
    expect(RecordGift.safeParse({ smoke: { purchase: aSmoke() } }).success).toBe(false);
  });
});
