import { dayIn, daysAfter, daysBetween } from "../../model/days.ts";
import type { Day } from "../../model/purchase.ts";
import type { Terms } from "../../model/terms.ts";
import { DUTIES, type Duty } from "./duties.ts";

/** All versions of some terms, which the law reads as one campaign. `until`: the first day on which none of them gives. */
export interface Campaign {
  readonly id: string;
  readonly from: Day;
  readonly until?: Day;
}

/** `campaigns`: those that it is about; none: all of them. `due`: the last day for it, which may be past; absent where the law names none, or an end that nobody has set yet. */
export interface DatedDuty extends Duty {
  readonly campaigns: readonly string[];
  readonly due?: Day;
}

/** What was due longer ago than this is not listed any more: it was done, or lawyers know of it. */
export const PAST_DAYS_MAX = 90;

/** A campaign that ended longer ago than this asks for nothing any more: what is due after its end was listed as past, too. */
const ENDED_DAYS_MAX =
  PAST_DAYS_MAX + Math.max(...DUTIES.map(({ time }) => (time.kind === "afterEnd" ? time.days : 0)));

export function campaignsOf(terms: readonly Terms[], timeZone: string): readonly Campaign[] {
  return [...Map.groupBy(terms, ({ id }) => id)].map(([id, versions]) => {
    const [first] = versions.map(({ from }) => from).toSorted();
    const last = versions.toSorted((a, b) => a.version - b.version).at(-1);
    return {
      id,
      from: dayIn(timeZone, first ?? ""),
      ...(last?.until && { until: dayIn(timeZone, last.until) }),
    };
  });
}

/** Campaigns that run, come, or have ended lately. */
export function askingCampaigns(campaigns: readonly Campaign[], today: Day): readonly Campaign[] {
  return campaigns.filter(({ until }) => until === undefined || daysAfter(until, ENDED_DAYS_MAX) >= today);
}

/**
 * What is to be done in these places for the campaigns that run, come, or have ended lately, and what was due in the last
 * {@link PAST_DAYS_MAX} days; what is due first is first.
 */
export function datedDuties(
  places: readonly string[],
  campaigns: readonly Campaign[],
  today: Day,
): readonly DatedDuty[] {
  const asking = askingCampaigns(campaigns, today);
  return DUTIES.filter(({ place }) => places.includes(place))
    .flatMap((duty): DatedDuty[] => {
      if (asking.length === 0) return [];
      const { time } = duty;
      if (time.kind === "onRequest") return [{ ...duty, campaigns: [] }];
      if (time.kind === "yearly") return [{ ...duty, campaigns: [], due: nextYearly(time.day, today) }];
      const byDue = Map.groupBy(asking, (campaign) => dueOf(time, campaign, today));
      return [...byDue].map(([due, some]) => ({
        ...duty,
        campaigns: some.map(({ id }) => id),
        ...(due !== undefined && { due }),
      }));
    })
    .filter(({ due }) => due === undefined || daysAfter(due, PAST_DAYS_MAX) >= today)
    .toSorted((a, b) => compare(a.due ?? LATER, b.due ?? LATER));
}

const LATER = "9999";

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type CampaignTime = Exclude<Duty["time"], { readonly kind: "yearly" | "onRequest" }>;

function dueOf({ kind, days }: CampaignTime, { from, until }: Campaign, today: Day): Day | undefined {
  switch (kind) {
    case "beforeStart":
      return daysAfter(from, -days);
    case "afterEnd":
      return until === undefined ? undefined : daysAfter(until, days);
    case "every": {
      const last = until !== undefined && until < today ? until : today;
      const passed = Math.max(1, Math.ceil(daysBetween(from, last) / days));
      return daysAfter(from, passed * days);
    }
  }
}

function nextYearly(day: string, today: Day): Day {
  const year = Number(today.slice(0, 4));
  const due = `${year}-${day}`;
  return due >= today ? due : `${year + 1}-${day}`;
}
