/** How many bytes something has as JSON in UTF-8: what an event, a workflow's state and our own limits are measured by. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
