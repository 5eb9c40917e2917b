import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/**
 * An item as one line of JSON with DynamoDB's own types (`{"pk":{"S":"…"}}`), members and sets sorted: equal for equal
 * items, and the very item when it is read back. Bytes are base64.
 */
export function storedLine(item: Readonly<Record<string, AttributeValue>>): string {
  return JSON.stringify(canonical(item));
}

/** Of every set that the tables hold; lists keep their order. */
const SETS = ["SS", "NS"];

function canonical(value: unknown, name = ""): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) {
    const all = value.map((one) => canonical(one));
    return SETS.includes(name) ? all.toSorted() : all;
  }
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, canonical(member, key)]));
}

/** The item of a line. Throws for a line with bytes in it: no table of ours has any. */
export function itemOf(line: string): Record<string, AttributeValue> {
  return JSON.parse(line, (key, value: unknown) => {
    if (key === "B" || key === "BS") throw new Error(`Bytes are not read back: ${line.slice(0, 80)}`);
    return value;
  });
}
