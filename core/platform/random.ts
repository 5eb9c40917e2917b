import { randomBytes as bytes } from "node:crypto";

/** Unpredictable bytes, `count` of them. An argument of use cases, so that tests know what comes. */
export type RandomBytes = (count: number) => Uint8Array;

export const randomBytes: RandomBytes = (count) => bytes(count);
