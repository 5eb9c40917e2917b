import type { SeriesPoint } from "../../impact/view.ts";
import type { Funding } from "../../model/gift.ts";
import type { Day } from "../../model/purchase.ts";
import { byDay, fundings } from "./amounts.ts";

/** Recent days that a chart has room for, today included; and the fewest that still look like days. */
const DAYS_MAX = 30;
const DAYS_MIN = 10;

/** The field that bars are drawn on, stretched to the width of the page. */
export const WIDTH = 300;
export const HEIGHT = 100;
const BAR_MAX = 14;
const DAY_MS = 86_400_000;

export interface DayRow {
  readonly day: Day;
  readonly net: ReadonlyMap<Funding, number>;
}

export interface DayChart {
  readonly currency: string;
  readonly from: Day;
  readonly until: Day;
  /** Days on which something was given or returned, the latest first. */
  readonly rows: readonly DayRow[];
  /** One path for each funding, with a line as wide as `barWidth` for each day. */
  readonly bars: readonly { readonly funding: Funding; readonly path: string }[];
  readonly barWidth: number;
  /** A round amount and how high it stands: what a reader measures the bars by. */
  readonly mark: { readonly minor: number; readonly y: number };
  readonly zeroY: number;
}

/** The days from `from` to `until`, both included, oldest first. */
function daysBetween(from: Day, until: Day): Day[] {
  const [first, last] = [Date.parse(from), Date.parse(until)];
  return Array.from({ length: Math.round((last - first) / DAY_MS) + 1 }, (_, index) => dayAt(first, index));
}

function dayAt(startMs: number, days: number): Day {
  return new Date(startMs + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The first day that charts begin with, the same for all currencies: that of the first gift in the last
 * {@link DAYS_MAX} days, but early enough for {@link DAYS_MIN} of them.
 */
export function firstDay(series: readonly SeriesPoint[], asOf: Day): Day {
  const [earliest, latest] = [DAYS_MAX, DAYS_MIN].map((days) => dayAt(Date.parse(asOf), 1 - days));
  const recent = series.map((point) => point.day).filter((day) => day >= (earliest ?? asOf));
  return [...recent, latest ?? asOf].toSorted()[0] ?? asOf;
}

/**
 * The days of one currency from `from` to `asOf`, or undefined when nothing was given in them. Bars stack the fundings;
 * what is below zero hangs below the line.
 */
export function chartDays(
  series: readonly SeriesPoint[],
  currency: string,
  from: Day,
  asOf: Day,
): DayChart | undefined {
  const known = byDay(
    series.filter((point) => point.day >= from && point.day <= asOf && point.net !== 0),
    currency,
  );
  if (known.size === 0) return undefined;
  const days = daysBetween(from, asOf);
  const rows = days.map((day) => ({ day, net: known.get(day) ?? new Map<Funding, number>() }));

  const highest = Math.max(0, ...rows.map(({ net }) => reach(net, 1)));
  const lowest = Math.min(0, ...rows.map(({ net }) => reach(net, -1)));
  const scale = HEIGHT / Math.max(highest - lowest, 1);
  const zeroY = highest * scale;
  const measured = highest > 0 ? roundBelow(highest) : -roundBelow(-lowest);
  return {
    currency,
    from,
    until: asOf,
    rows: rows.filter(({ net }) => net.size > 0).toReversed(),
    bars: bars(rows, scale, zeroY),
    barWidth: barWidth(rows.length),
    mark: { minor: measured, y: tenth(zeroY - measured * scale) },
    zeroY: tenth(zeroY),
  };
}

function reach(net: ReadonlyMap<Funding, number>, sign: 1 | -1): number {
  return [...net.values()].filter((minor) => minor * sign > 0).reduce((all, minor) => all + minor, 0);
}

/** The largest 1, 2 or 5 with zeros that is not above `value`. */
function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map((step) => step * power).find((step) => step <= value) ?? power;
}

function bars(rows: readonly DayRow[], scale: number, zeroY: number): DayChart["bars"] {
  const slot = WIDTH / rows.length;
  const paths = new Map<Funding, string[]>();
  for (const [index, { net }] of rows.entries()) {
    const x = tenth(index * slot + slot / 2);
    let [top, bottom] = [zeroY, zeroY];
    for (const funding of fundings) {
      const minor = net.get(funding) ?? 0;
      if (minor === 0) continue;
      const [from, to] = minor > 0 ? [top, top - minor * scale] : [bottom, bottom - minor * scale];
      if (minor > 0) top = to;
      else bottom = to;
      paths.set(funding, [...(paths.get(funding) ?? []), `M${x} ${tenth(from)}V${tenth(to)}`]);
    }
  }
  return fundings.flatMap((funding) => {
    const path = paths.get(funding);
    return path === undefined ? [] : [{ funding, path: path.join("") }];
  });
}

function barWidth(days: number): number {
  return tenth(Math.min((WIDTH / days) * 0.72, BAR_MAX));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
