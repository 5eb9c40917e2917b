import { instantAt } from "../model/instant.ts";
import type { Instant } from "../model/purchase.ts";

/** The time now, in whole seconds. Handed to use cases as an argument, so that tests say what time it is. */
export type Now = () => Instant;

export const now: Now = () => instantAt(Date.now());

/** Milliseconds since some time: for how long something takes. */
export const nowMs = (): number => performance.now();
