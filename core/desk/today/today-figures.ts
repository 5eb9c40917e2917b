import type { ConversationHead } from "../../conversations/thread/head.ts";
import type { DayTotals } from "../../impact/impact.store.ts";
import type { Instant } from "../../model/purchase.ts";

/** What a day came to so far. `given`: what is left of the day's gifts, in each currency. */
export interface DayFigures {
  readonly purchases: number;
  readonly given: readonly { readonly currency: string; readonly minor: number }[];
}

/** The figures of a day by its totals; zero without any. */
export function figuresOf(days: readonly DayTotals[]): DayFigures {
  const given = new Map<string, number>();
  let purchases = 0;
  for (const { totals } of days) {
    for (const { currency, net } of totals.sums) given.set(currency, (given.get(currency) ?? 0) + net);
    const all = totals.counts.find(({ cause }) => cause === "*");
    purchases += (all?.purchases ?? 0) + (all?.withoutGift ?? 0);
  }
  const sums = [...given].map(([currency, minor]) => ({ currency, minor }));
  return { purchases, given: sums.toSorted((one, other) => (one.currency < other.currency ? -1 : 1)) };
}

/** What waits among the open conversations. `broken`: promises to customers that were not kept by their day. */
export interface WaitingFigures {
  readonly open: number;
  readonly late: number;
  readonly complaints: number;
  readonly unowned: number;
  readonly broken: number;
}

export function whatWaits(open: readonly ConversationHead[], at: Instant): WaitingFigures {
  const count = (holds: (head: ConversationHead) => boolean) => open.filter(holds).length;
  return {
    open: open.length,
    late: count(({ clock }) => clock !== undefined && clock.due <= at),
    complaints: count(({ trouble }) => trouble),
    unowned: count(({ owner }) => owner === undefined),
    broken: open.reduce((sum, head) => sum + brokenIn(head, at), 0),
  };
}

/** Those that were found broken, and those whose time is over and that nobody said were kept. */
function brokenIn({ promises, promisesBroken }: ConversationHead, at: Instant): number {
  return promisesBroken + promises.filter(({ due }) => due <= at).length;
}
