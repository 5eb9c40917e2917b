import type { Key } from "../platform/aws/key.ts";

/** minute and shard → quarter of an hour → day in the brand's time zone → month → all. */
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

/** The periods directly inside one period: one partition, or what starts with a prefix in it. */
export interface Children {
  readonly pk: string;
  readonly prefix?: string;
}

export function inQuarter(quarter: string): Children {
  return { pk: leafKey(quarter, "", 0).pk };
}
export function inDay(day: string): Children {
  return { pk: quarterKey(day, "").pk };
}
export function inMonth(month: string): Children {
  return { pk: dayKey(month).pk, prefix: `${month}-` };
}
export function inAllTime(): Children {
  return { pk: monthKey("").pk };
}
