/** What the clocks of a zone read, by Intl alone: an oracle that shares no code with the product. */
export interface Reading {
  readonly minute: number;
  readonly weekday: string;
  /** `2026-11-18` */
  readonly day: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(zone, format);
  return format;
}

export function readClock(zone: string, at: number): Reading {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    minute: Number(parts.hour) * 60 + Number(parts.minute),
    weekday: parts.weekday ?? "",
    day: `${parts.year}-${parts.month}-${parts.day}`,
  };
}

export const MINUTE_MS = 60_000;

/** The clock changes of a zone in a year, to the minute, by its offset alone. */
export function clockChanges(zone: string, year: number): number[] {
  const changes: number[] = [];
  const offset = (at: number) => {
    const { minute, day } = readClock(zone, at);
    return Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS - at;
  };
  const DAY = 24 * 60 * MINUTE_MS;
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += DAY) {
    if (offset(day) === offset(day + DAY)) continue;
    let [low, high] = [day, day + DAY];
    while (high - low > MINUTE_MS) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

export function instantOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
