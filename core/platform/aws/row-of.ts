import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

/**
 * The row of an item. Of one whose values no number holds only the key is left: its reader's schema says that it cannot be
 * read, and its neighbours are.
 */
export function rowOf(item: Record<string, AttributeValue>): Readonly<Record<string, unknown>> {
  try {
    return unmarshall(item);
  } catch {
    return { pk: item["pk"]?.S, sk: item["sk"]?.S };
  }
}
