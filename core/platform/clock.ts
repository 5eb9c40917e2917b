import { instantAt } from "../model/instant.ts";
import type { Instant } from "../model/purchase.ts";

/** The time now, in whole seconds. An argument of use cases, so that tests set the time. */
export type Now = () => Instant;

export const now: Now = () => instantAt(Date.now());

/** The time now in Unix milliseconds: for the trace of a test. */
export const epochMs = (): number => Date.now();

/** Milliseconds since a fixed moment: to measure durations. */
export const nowMs = (): number => performance.now();
