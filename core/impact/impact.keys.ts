import type { Key } from "../ledger/ledger.keys.ts";

/** minute and shard → quarter of an hour → day in the brand's time zone → month → all. Each parent's children are one query. */
export function leafKey(quarter: string, minute: string, shard: number): Key {
  return { pk: `leaf#${quarter}`, sk: `${minute}#${String(shard).padStart(2, "0")}` };
}
export function quarterKey(day: string, quarter: string): Key {
  return { pk: `quarter#${day}`, sk: quarter };
}
export function dayKey(day: string): Key {
  return { pk: `day#${day.slice(0, 4)}`, sk: day };
}
export function monthKey(month: string): Key {
  return { pk: "month", sk: month };
}
export function allTimeKey(): Key {
  return { pk: "all", sk: "all" };
}
