import type { CauseView } from "../../impact/view.ts";
import type { Funding } from "../../model/gift.ts";
import { fundings } from "./amounts.ts";

type Progress = NonNullable<CauseView["progress"]>;

/** How a bar towards a goal is drawn; lengths and places are percent of the whole bar. */
export interface GoalProgress {
  /** How far, in whole percent, rounded down: 100 means reached. Never below 0. */
  readonly percent: number;
  readonly begun: boolean;
  readonly segments: readonly { readonly funding: Funding; readonly from: number; readonly length: number }[];
  /** Where the goal stands: 100, or less when the gifts have passed it. */
  readonly goalAt: number;
  readonly milestones: readonly { readonly at: number; readonly reached: boolean }[];
}

/**
 * The fundings side by side on one bar, in the goal's currency. A funding below zero has no length;
 * `percent` counts it all the same.
 */
export function goalProgress({ amount, segments, milestones }: Progress): GoalProgress {
  const net = new Map(segments.map((segment) => [segment.funding, segment.net]));
  const drawn = fundings.map((funding) => ({ funding, net: Math.max(0, net.get(funding) ?? 0) }));
  const reach = Math.max(
    0,
    segments.reduce((all, segment) => all + segment.net, 0),
  );
  const goal = Math.max(amount, 1);
  const whole = Math.max(
    goal,
    drawn.reduce((all, segment) => all + segment.net, 0),
  );
  let before = 0;
  const shown = drawn.flatMap(({ funding, net }) => {
    if (net === 0) return [];
    const from = before;
    before += net;
    return [{ funding, from: share(from, whole), length: share(net, whole) }];
  });
  return {
    percent: Math.floor((reach * 100) / goal),
    begun: reach > 0,
    segments: shown,
    goalAt: share(goal, whole),
    milestones: milestones.map((milestone) => ({
      at: Math.min(100, share(milestone.amount, whole)),
      reached: milestone.reachedAt !== undefined,
    })),
  };
}

function share(part: number, whole: number): number {
  return Math.round((part / whole) * 10_000) / 100;
}
