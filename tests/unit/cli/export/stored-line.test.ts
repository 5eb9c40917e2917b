import { marshall } from "@aws-sdk/util-dynamodb";
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

  test("keeps sets as sets, and is equal for equal sets", () => {
    const item = { pk: { S: "shared#phone#h" }, emails: { SS: ["b", "a"] } };
    expect(storedLine(item)).toBe('{"emails":{"SS":["a","b"]},"pk":{"S":"shared#phone#h"}}');
    expect(itemOf(storedLine(item))).toEqual({ ...item, emails: { SS: ["a", "b"] } });
  });
});
