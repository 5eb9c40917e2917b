import { setTimeout as sleep } from "node:timers/promises";

/** Answers no sooner than `ms`. An argument of use cases, so that tests need not wait. */
export type AtLeast = <Result>(ms: number, work: () => Promise<Result>) => Promise<Result>;

/** Work that takes longer is not cut short; a failure waits too. */
export const atLeast: AtLeast = async (ms, work) => {
  const [done] = await Promise.allSettled([work(), sleep(ms)]);
  if (done.status === "rejected") throw done.reason;
  return done.value;
};
