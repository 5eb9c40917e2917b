import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { itemBytes } from "../../core/platform/aws/item-bytes.ts";
import type { Call } from "./call.ts";

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** What a call consumes by AWS's rules, and what the engine says that it did. */
export interface Units {
  readonly table: string;
  readonly write: number;
  readonly read: number;
  readonly engineWrite: number;
  readonly engineRead: number;
}

type Item = Readonly<Record<string, AttributeValue>>;
const Item = z.record(z.string(), z.custom<AttributeValue>());

const Write = z.object({ TableName: z.string(), Item: Item.optional(), Key: Item.optional() });
const Transaction = z.object({
  TransactItems: z.array(
    z.object({
      Put: Write.optional(),
      Update: Write.optional(),
      Delete: Write.optional(),
      ConditionCheck: Write.optional(),
    }),
  ),
});
const Read = z.object({
  TableName: z.string(),
  Key: Item.optional(),
  ConsistentRead: z.boolean().optional(),
});
const Found = z.object({ Item: Item.optional(), Items: z.array(Item).optional() });
const Consumed = z.object({ TableName: z.string(), CapacityUnits: z.number() });
const ConsumedCapacity = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).optional(),
});

/** What of an item an index holds; undefined when it is not in it. */
export type IndexedPart = (item: Item) => Item | undefined;

/**
 * Meters DynamoDB calls: a write by the larger of the item before and after, in whole kilobytes; twice that in a
 * transaction; once more for each index that holds the item; a refused condition like a write of what stands there.
 * An update's item is known only where this meter saw it written; else it counts as one of less than a kilobyte.
 */
export function unitMeter(indexed: IndexedPart = () => undefined) {
  const sizes = new Map<string, number>();

  function written(write: z.infer<typeof Write>, succeeded: boolean): number {
    const key = keyOf(write);
    const before = sizes.get(key) ?? 0;
    const after = write.Item === undefined ? before : itemBytes(write.Item);
    if (!succeeded) return unitsOf(before, WRITE_UNIT_BYTES);
    if (write.Item !== undefined) sizes.set(key, after);
    const entry = write.Item === undefined ? undefined : indexed(write.Item);
    const index = entry === undefined ? 0 : unitsOf(itemBytes(entry), WRITE_UNIT_BYTES);
    return unitsOf(Math.max(before, after), WRITE_UNIT_BYTES) + index;
  }

  function transaction(call: Call): Pick<Units, "table" | "write"> {
    const writes = Transaction.parse(call.request).TransactItems.flatMap((one) =>
      [one.Put, one.Update, one.Delete, one.ConditionCheck].filter((write) => write !== undefined),
    );
    const succeeded = call.status === 200;
    const units = writes.map((write) => {
      const index = write.Item === undefined || !succeeded ? undefined : indexed(write.Item);
      const once = index === undefined ? 0 : unitsOf(itemBytes(index), WRITE_UNIT_BYTES);
      return 2 * (written(write, succeeded) - once) + once;
    });
    return { table: writes[0]?.TableName ?? "", write: units.reduce((sum, one) => sum + one, 0) };
  }

  return (call: Call): Units | undefined => {
    if (call.service !== "dynamodb") return undefined;
    const engine = ConsumedCapacity.safeParse(call.answer).data?.ConsumedCapacity ?? [];
    const total = engine.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    switch (call.operation) {
      case "PutItem":
      case "UpdateItem":
      case "DeleteItem": {
        const write = Write.parse(call.request);
        const units = written(write, call.status === 200);
        return { table: write.TableName, write: units, read: 0, engineWrite: total, engineRead: 0 };
      }
      case "TransactWriteItems":
        return { ...transaction(call), read: 0, engineWrite: total, engineRead: 0 };
      case "GetItem":
      case "Scan":
      case "Query": {
        const { TableName, ConsistentRead } = Read.parse(call.request);
        const { Item: one, Items: many } = Found.parse(call.answer);
        const bytes = [...(many ?? []), ...(one === undefined ? [] : [one])].reduce(
          (sum, item) => sum + itemBytes(item),
          0,
        );
        const read = unitsOf(bytes, READ_UNIT_BYTES) * (ConsistentRead === true ? 1 : 0.5);
        return { table: TableName, write: 0, read, engineWrite: 0, engineRead: total };
      }
      default:
        return undefined;
    }
  };
}

/** At least one: also a condition that finds nothing, and a read that finds nothing, are billed. */
function unitsOf(bytes: number, unitBytes: number): number {
  return Math.max(1, Math.ceil(bytes / unitBytes));
}

function keyOf({ TableName, Item: item, Key }: z.infer<typeof Write>): string {
  const { pk, sk, id } = item ?? Key ?? {};
  return `${TableName} ${pk?.S ?? id?.S} ${sk?.S ?? ""}`;
}
