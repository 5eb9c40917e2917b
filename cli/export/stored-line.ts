import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/**
 * An item as one line of JSON with DynamoDB's own types (`{"pk":{"S":"…"}}`), members and sets sorted: equal for equal
 * items, and the very item when it is read back. Bytes are base64.
 */
export function storedLine(item: Readonly<Record<string, AttributeValue>>): string {
  return JSON.stringify(canonical(item));
}

/** Their members have no order; those of lists have. */
const SETS = ["SS", "NS", "BS"];

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

/** The item of a line. An attribute may be called `B` as well: its value is no text. */
export function itemOf(line: string): Record<string, AttributeValue> {
  return JSON.parse(line, (key, value: unknown) => {
    if (key === "B" && typeof value === "string") return bytesOf(value);
    return key === "BS" && Array.isArray(value) ? value.map((one) => bytesOf(String(one))) : value;
  });
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}
