import type { Instant } from "../model/purchase.ts";

/** The time now, in whole seconds. Handed to use cases as an argument, so that tests say what time it is. */
export type Now = () => Instant;

export const now: Now = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** Milliseconds since some time: for how long something takes. */
export const nowMs = (): number => performance.now();
