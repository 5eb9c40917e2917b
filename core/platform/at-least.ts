import { setTimeout as sleep } from "node:timers/promises";

/** Answers no sooner than this: handed to use cases as an argument, so that tests need not wait. */
export type AtLeast = <Result>(ms: number, work: () => Promise<Result>) => Promise<Result>;

/** What takes longer takes as long as it does; a failure waits too. */
export const atLeast: AtLeast = async (ms, work) => {
  const [done] = await Promise.allSettled([work(), sleep(ms)]);
  if (done.status === "rejected") throw done.reason;
  return done.value;
};
