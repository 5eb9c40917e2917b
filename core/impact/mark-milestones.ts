import type { BrandConfig } from "../giving/config/brand-config.ts";
import { unreadableFacts } from "../platform/lambda/report-unreadable.ts";
import type { StreamUseCase } from "../platform/lambda/stream.ts";
import { allTimeKey } from "./impact.keys.ts";
import type { MilestoneStore } from "./milestone.store.ts";
import { reached } from "./milestone.ts";
import { readTotals } from "./totals-row.ts";

export interface MarkMilestonesDeps {
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly milestones: Pick<MilestoneStore, "mark">;
}

/**
 * Marks each threshold that the all-time totals reach: brand, match and customer together, in the goal's currency.
 * The record says what the totals were when it was written, so a threshold that a refund undid a moment later
 * was reached all the same; it is never taken back. A second delivery loses against the existing row.
 * A threshold that the brand sets below what was given already is marked with the next gift.
 */
export function markMilestones({ brandConfig, milestones }: MarkMilestonesDeps): StreamUseCase {
  const seen = new Set<string>();
  return async (records) => {
    const { causes } = await brandConfig();
    let marked = 0;
    const unreadable: string[] = [];
    for (const { key, item, at } of records) {
      if (key.pk !== allTimeKey().pk || item === undefined) continue;
      const read = readTotals({ ...item, ...key });
      if (!read.ok) {
        unreadable.push(read.reason);
        continue;
      }
      for (const threshold of reached(causes, read.totals)) {
        const name = `${threshold.cause} ${threshold.currency} ${threshold.amount}`;
        if (seen.has(name)) continue;
        if ((await milestones.mark({ ...threshold, at })) === "marked") marked += 1;
        seen.add(name);
      }
    }
    return { failed: [], facts: { marked, ...unreadableFacts(unreadable) } };
  };
}
