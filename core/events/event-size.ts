import { jsonBytes } from "../platform/json-bytes.ts";

/**
 * What the detail of one event may have in UTF-8: EventBridge takes 256 KiB with source and type, and Step Functions as much
 * with all that is around an event. A purchase of 500 lines has a fifth of that.
 */
export const DETAIL_BYTES_MAX = 240 * 1024;

/** Whether a detail fits neither the bus nor the workflows behind it. */
export function isTooLargeForEvent(detail: unknown): boolean {
  return jsonBytes(detail) > DETAIL_BYTES_MAX;
}
