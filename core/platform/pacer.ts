import { setTimeout as sleep } from "node:timers/promises";
import { nowMs } from "./clock.ts";

/** Gives turns one after the other, evenly spaced. */
export interface Pacer {
  /** Resolves when it is the caller's turn, in the order of asking. */
  turn(): Promise<void>;
  /** No turn comes for this long: the provider asked to slow down. */
  hold(ms: number): void;
}

/** The time and the wait of a pacer. */
export interface Clock {
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

const clock: Clock = { nowMs, wait: (ms) => sleep(ms) };

/** How late one turn may come without delaying all later ones: timers are not exact. */
const CATCH_UP_MS = 10;

/**
 * At most `perSecond` turns in any second. Turns are a little further apart than that, by what a late turn may catch up.
 * The first comes an interval after the pacer is made: a pacer that begins where another ended keeps the pace.
 */
export function pacer(perSecond: number, { nowMs, wait }: Clock = clock): Pacer {
  const intervalMs = (1000 + CATCH_UP_MS) / perSecond;
  let next = nowMs() + intervalMs;
  let last: Promise<void> = Promise.resolve();

  async function take(): Promise<void> {
    for (let early = next - nowMs(); early > 0; early = next - nowMs()) await wait(Math.ceil(early));
    next = Math.max(next, nowMs() - CATCH_UP_MS) + intervalMs;
  }

  return {
    turn() {
      last = last.then(take);
      return last;
    },
    hold(ms) {
      next = Math.max(next, nowMs() + ms);
    },
  };
}
