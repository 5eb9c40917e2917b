import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** The limit of DynamoDB for one item: names and values in UTF-8. */
export const ITEM_BYTES_MAX = 400 * 1024;

/** What a list or a map costs beside what is in it, and a byte for each of its members. */
const CONTAINER_BYTES = 3;
const MEMBER_BYTES = 1;

/**
 * The size of an item as DynamoDB bills it: names and values.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return textBytes(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.L !== undefined) {
    return value.L.reduce((sum, one) => sum + MEMBER_BYTES + valueBytes(one), CONTAINER_BYTES);
  }
  if (value.M !== undefined) {
    const members = Object.keys(value.M).length;
    return CONTAINER_BYTES + members * MEMBER_BYTES + itemBytes(value.M);
  }
  if (value.SS !== undefined) return value.SS.reduce((sum, one) => sum + textBytes(one), 0);
  if (value.NS !== undefined) return value.NS.reduce((sum, one) => sum + numberBytes(one), 0);
  return 1;
}

function textBytes(text: string): number {
  return Buffer.byteLength(text);
}

/** About a byte for two significant digits, and one more; one for a sign. */
function numberBytes(text: string): number {
  const digits = text.replace(/^-/, "").replace(".", "").replace(/^0+/, "").replace(/0+$/, "");
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0);
}
