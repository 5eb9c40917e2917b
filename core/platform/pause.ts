import { setTimeout as sleep } from "node:timers/promises";

/** Waits before another try: handed to use cases as an argument, so that tests need not wait. */
export type Pause = (attempt: number) => Promise<void>;

const FIRST_PAUSE_MS = 10;
const PAUSE_MAX_MS = 400;

/** Between nothing and twice as long each time, up to 400 ms: those who lost one race should not meet in the next. */
export const pause: Pause = async (attempt) => {
  await sleep(Math.random() * Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** attempt));
};
