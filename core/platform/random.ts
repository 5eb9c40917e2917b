import { randomBytes as bytes } from "node:crypto";

/** So many unpredictable bytes. Handed to use cases as an argument, so that tests know what comes. */
export type RandomBytes = (count: number) => Uint8Array;

export const randomBytes: RandomBytes = (count) => bytes(count);
