import { setTimeout as sleep } from "node:timers/promises";

/** Waits before another attempt. An argument of use cases, so that tests need not wait. */
export type Pause = (attempt: number) => Promise<void>;

const FIRST_PAUSE_MS = 10;
const PAUSE_MAX_MS = 400;

/** Full jitter: at random between 0 and a limit that doubles from 10 to 400 ms, so that the losers of one race do not meet in the next. */
export const pause: Pause = async (attempt) => {
  await sleep(Math.random() * Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** attempt));
};
