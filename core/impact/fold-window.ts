import { instantAt } from "../model/instant.ts";
import type { BatchingWindow } from "../platform/aws/batching-window.client.ts";
import type { CallFacts } from "../platform/lambda/log-call.ts";
import type { StreamUseCase } from "../platform/lambda/stream.ts";
import { calendar, quarterOf } from "./calendar.ts";
import type { ImpactStore } from "./impact.store.ts";

/**
 * How long the ledger's stream gathers entries before they are folded: the most that a figure is old, beside the fold itself.
 * While few customers buy, a longer window would find no second entry to fold with the first, and so save nothing.
 */
export const FOLD_WINDOW_SECONDS = { quiet: 1, busy: 20 } as const;

/**
 * From as many entries in a quarter of an hour on, gathering is worth its wait: at one a minute all day long the short
 * window costs five cents a month more than the long one (docs/decisions/93-fold-window-follows-load.md).
 */
export const BUSY_ENTRIES = 15;

const QUARTER_MS = 15 * 60_000;
/** How often one instance looks at the load. */
const LOOK_EVERY_MS = 30_000;

/** By what was counted in the quarter of an hour that lasts and in the one before. */
export function foldWindowSeconds(entries: readonly number[]): number {
  return entries.some((count) => count >= BUSY_ENTRIES)
    ? FOLD_WINDOW_SECONDS.busy
    : FOLD_WINDOW_SECONDS.quiet;
}

export interface FollowLoadDeps {
  readonly impact: Pick<ImpactStore, "quarterEntries">;
  /** Absent before a brand is applied: then nothing is given either. */
  readonly timeZone: () => Promise<string | undefined>;
  readonly window: BatchingWindow;
  readonly epochMs: () => number;
}

/**
 * Does what the use case does, then sets the fold's window by the load. Nothing depends on the window but how old figures are
 * and what folds cost: where AWS refuses to set it, the facts say so, the batch is done all the same, and a later one
 * tries again. A second delivery sets it to the same.
 */
export function followLoad(deps: FollowLoadDeps, useCase: StreamUseCase): StreamUseCase {
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return async (records) => {
    const outcome = await useCase(records);
    const atMs = deps.epochMs();
    if (atMs - lookedAtMs < LOOK_EVERY_MS) return outcome;
    lookedAtMs = atMs;
    return { ...outcome, facts: { ...outcome.facts, ...(await setWindow(deps, atMs)) } };
  };
}

async function setWindow({ impact, timeZone, window }: FollowLoadDeps, atMs: number): Promise<CallFacts> {
  const zone = await timeZone();
  if (zone === undefined) return {};
  const { dayOf } = calendar(zone);
  const quarters = [atMs, atMs - QUARTER_MS].map((ms) => quarterOf(instantAt(ms)));
  const entries = await Promise.all(
    quarters.map((quarter) => impact.quarterEntries(dayOf(quarter), quarter)),
  );
  const seconds = foldWindowSeconds(entries);
  const { kind, reason } = await window.set(seconds);
  if (kind === "refused") return { foldWindowRefused: reason };
  return kind === "changed" ? { foldWindowSeconds: seconds } : {};
}
