import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemOf, storedLine } from "../../../../cli/export/stored-line.ts";
import { storedRows } from "../../../support/stored-rows.ts";

describe("a line of an export", () => {
  test.each(["ledger", "impact", "people"] as const)("is the very item again: every row of %s", (table) => {
    const rows = storedRows(table).map((row) => marshall(row));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const line = storedLine(row);
      expect(itemOf(line)).toEqual(row);
      expect(line).not.toContain("\n");
      const backwards = Object.fromEntries(Object.entries(row).toReversed());
      expect(storedLine(backwards)).toBe(line);
    }
  });

  test("is the very item again, whatever is in it, also bytes and attributes that are called as types are", () => {
    const bytes = fc.uint8Array({ maxLength: 20 }).map((some) => new Uint8Array(some));
    const names = fc.oneof(
      fc.constantFrom("B", "BS", "S", "M", "pk"),
      fc.string({ minLength: 1, maxLength: 5 }),
    );
    const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string().map((S) => ({ S })),
        bytes.map((B) => ({ B })),
        fc
          .uniqueArray(fc.nat(99).map(String), { minLength: 1, maxLength: 3 })
          .map((NS) => ({ NS: NS.toSorted() })),
        fc.boolean().map((BOOL) => ({ BOOL })),
        fc.array(tie("value"), { maxLength: 3 }).map((L) => ({ L })),
        fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }).map((M) => ({ M })),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(names, value, { maxKeys: 4, noNullPrototype: true }), (item) => {
        expect(itemOf(storedLine(item))).toEqual(item);
      }),
    );
    const sets = { a: { BS: [new Uint8Array([2]), new Uint8Array([1])] } };
    expect(itemOf(storedLine(sets))).toEqual({ a: { BS: [new Uint8Array([1]), new Uint8Array([2])] } });
  });

  test("keeps sets as sets, and is equal for equal sets", () => {
    const item = { pk: { S: "shared#phone#h" }, emails: { SS: ["b", "a"] } };
    expect(storedLine(item)).toBe('{"emails":{"SS":["a","b"]},"pk":{"S":"shared#phone#h"}}');
    expect(itemOf(storedLine(item))).toEqual({ ...item, emails: { SS: ["a", "b"] } });
  });
});
