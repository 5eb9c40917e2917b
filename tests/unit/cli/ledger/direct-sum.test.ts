import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DirectSum, differences, figuresOf, rowName } from "../../../../cli/ledger/direct-sum.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { foldEntries, withoutSettlement } from "../../../../core/impact/fold.ts";
import { allTimeKey, dayKey } from "../../../../core/impact/impact.keys.ts";
import { bucketOf, history } from "../../../support/ledger-entries.ts";

const zone = "Pacific/Chatham";

describe("the direct sum", () => {
  test("finds by its own way what the fold finds, for all time and for each day", () => {
    fc.assert(
      fc.property(history, (entries) => {
        const sum = new DirectSum(zone);
        for (const entry of entries) sum.add(entry, bucketOf(entry).shard);
        const days = calendar(zone);
        const folded = new Map(
          [...Map.groupBy(entries, (entry) => days.dayOf(entry.placedAt))].map(([day, some]) => [
            rowName(dayKey(day)),
            foldEntries(some, days),
          ]),
        );
        if (entries.length > 0) {
          folded.set(rowName(allTimeKey()), withoutSettlement(foldEntries(entries, days)));
        }
        for (const [row, totals] of folded) {
          expect(differences(row, figuresOf(totals), sum.rows().get(row))).toEqual([]);
        }
      }),
    );
  });
});
