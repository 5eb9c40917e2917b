import { setTimeout as sleep } from "node:timers/promises";
import { nowMs } from "./clock.ts";

/** Lets one after the other go, evenly. */
export interface Pacer {
  /** Resolves when it is the caller's turn, in the order of asking. */
  turn(): Promise<void>;
  /** Nobody's turn comes for so long: who gives the turns out was told to wait. */
  hold(ms: number): void;
}

/** What a pacer reads the time from, and waits by. */
export interface Clock {
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

const clock: Clock = { nowMs, wait: (ms) => sleep(ms) };

/** So late a turn may come without all later ones being late as well: timers are not exact. */
const CATCH_UP_MS = 10;

/**
 * At most so many turns in any second. Turns are a little further apart than that asks for, by what a late one may catch
 * up. The first comes an interval after the pacer was made: one that begins where another ended keeps the pace.
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
