import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";

type Item = Record<string, unknown>;
type Marshalled = Parameters<typeof unmarshall>[0];

interface Write {
  readonly Item?: Marshalled;
  readonly Key?: Marshalled;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Marshalled;
  readonly UpdateExpression?: string;
}

/** One action of a transaction, as the table is about to judge it. */
export type Action = "Put" | "Update" | "Delete" | "ConditionCheck";

/** An item without one attribute: `name`, or `name.inner` of a map. */
function without(item: Item, path: string): Item {
  const [name = "", inner] = path.split(".");
  const { [name]: value, ...rest } = item;
  return inner === undefined ? rest : { ...rest, [name]: without({ ...Object(value) }, inner) };
}

/**
 * A table in memory that keeps the promises that stores build on: a transaction is written whole or not at all, by the conditions of
 * its items (comparisons with `=`, `<` of numbers, or `<=`, joined by AND, and `attribute_not_exists` and `attribute_exists`, all joined by OR), and an update sets attributes, adds to one, or removes them. `leaveOut` makes it a broken one: what it names is
 * neither judged nor written.
 */
export function memoryTable(leaveOut: (action: Action, write: Write) => boolean = () => false) {
  const rows = new Map<string, Item>();
  const dynamo = new DynamoDBClient({ region: "us-east-1" });
  const mock = mockClient(dynamo);
  const keyOf = ({ pk, sk }: Item) => JSON.stringify([pk, sk]);
  const compares = (one: string, write: Write, item: Item | undefined) => {
    if (one === "attribute_not_exists(pk)") return item === undefined;
    if (one === "attribute_exists(pk)") return item !== undefined;
    const [, absent] = /^attribute_not_exists\((\w+)\)$/.exec(one) ?? [];
    if (absent !== undefined) return item?.[absent] === undefined;
    const [, name = "", operator, value = ""] = /^(#?[\w.]+) (=|<=|<) (:\w+)$/.exec(one) ?? [];
    if (operator === undefined) throw new Error(`Not a condition that is known: ${one}`);
    const wanted = unmarshall(write.ExpressionAttributeValues ?? {})[value];
    const actual = name.split(".").reduce<unknown>((within, part) => {
      const known = write.ExpressionAttributeNames?.[part] ?? part;
      return typeof within === "object" && within !== null ? Reflect.get(within, known) : undefined;
    }, item);
    if (actual === undefined) return false;
    if (operator === "=") return actual === wanted;
    return operator === "<" ? Number(actual) < Number(wanted) : String(actual) <= wanted;
  };
  const holds = (write: Write, item: Item | undefined) =>
    write.ConditionExpression === undefined ||
    write.ConditionExpression.split(" OR ").some((either) =>
      either.split(" AND ").every((one) => compares(one, write, item)),
    );
  const keyOfWrite = ({ Item, Key }: Write) => keyOf(unmarshall(Item ?? Key ?? {}));

  const update = (write: Write) => {
    const said = write.UpdateExpression ?? "";
    const before = rows.get(keyOfWrite(write));
    const removed = /^REMOVE (\w+(?:\.\w+)?(?:, \w+(?:\.\w+)?)*)$/.exec(said)?.[1]?.split(", ");
    if (removed !== undefined) {
      rows.set(keyOfWrite(write), removed.reduce(without, before ?? {}));
      return;
    }
    if (!/^(ADD \w+ :\w+)?( ?SET #?\w+ = :\w+(, #?\w+ = :\w+)*)?$/.test(said))
      throw new Error(`Not an update that is known: ${said}`);
    const values = unmarshall(write.ExpressionAttributeValues ?? {});
    const named = (name: string) => write.ExpressionAttributeNames?.[name] ?? name;
    const added = [...said.matchAll(/ADD (\w+) (:\w+)/g)].map(([, name = "", value = ""]) => [
      name,
      Number(before?.[name] ?? 0) + Number(values[value]),
    ]);
    const set = [...said.matchAll(/(#?\w+) = (:\w+)/g)].map(([, name = "", value = ""]) => [
      named(name),
      values[value],
    ]);
    const after = Object.fromEntries([...added, ...set]);
    rows.set(keyOfWrite(write), { ...unmarshall(write.Key ?? {}), ...before, ...after });
  };

  mock.on(GetItemCommand).callsFake(async ({ Key }) => {
    const item = rows.get(keyOf(unmarshall(Key)));
    return { ...(item && { Item: marshall(item) }) };
  });
  mock.on(QueryCommand).callsFake(async ({ ExpressionAttributeValues }) => {
    const { ":pk": pk, ":from": from = "", ":to": to = "~" } = unmarshall(ExpressionAttributeValues);
    const isFound = (item: Item) =>
      item["pk"] === pk && from <= String(item["sk"]) && String(item["sk"]) <= to;
    const found = [...rows.values()].filter(isFound);
    const inOrder = found.toSorted((one, other) => (String(one["sk"]) < String(other["sk"]) ? -1 : 1));
    return { Items: inOrder.map((item) => marshall(item)) };
  });
  mock.on(BatchGetItemCommand).callsFake(async ({ RequestItems }) => {
    const [[table = "", { Keys = [] } = {}] = []] = Object.entries(
      RequestItems as Record<string, { Keys?: Marshalled[] }>,
    );
    const found = Keys.flatMap((key) => rows.get(keyOf(unmarshall(key))) ?? []);
    return { Responses: { [table]: found.map((item) => marshall(item)) } };
  });
  mock.on(PutItemCommand).callsFake(async (write) => {
    rows.set(keyOfWrite(write), unmarshall(write.Item));
    return {};
  });
  mock.on(UpdateItemCommand).callsFake(async (write) => {
    const before = rows.get(keyOfWrite(write));
    if (!holds(write, before)) throw new ConditionalCheckFailedException({ message: "", $metadata: {} });
    update(write);
    return {};
  });
  mock.on(TransactWriteItemsCommand).callsFake(async ({ TransactItems }) => {
    const writes = (TransactItems as readonly Partial<Record<Action, Write>>[]).flatMap((item) =>
      (Object.entries(item) as [Action, Write][]).filter((one) => !leaveOut(...one)),
    );
    const failed = writes.map(([, write]) => !holds(write, rows.get(keyOfWrite(write))));
    if (failed.includes(true)) {
      throw new TransactionCanceledException({
        $metadata: {},
        message: "cancelled",
        CancellationReasons: failed.map((one) => ({ Code: one ? "ConditionalCheckFailed" : "None" })),
      });
    }
    for (const [action, write] of writes) {
      if (action === "Put") rows.set(keyOfWrite(write), unmarshall(write.Item ?? {}));
      if (action === "Update") update(write);
      if (action === "Delete") rows.delete(keyOfWrite(write));
    }
    return {};
  });
  mock.on(DeleteItemCommand).callsFake(async (write) => {
    const before = rows.get(keyOfWrite(write));
    if (!holds(write, before)) throw new ConditionalCheckFailedException({ message: "", $metadata: {} });
    rows.delete(keyOfWrite(write));
    return { ...(before && { Attributes: marshall(before) }) };
  });
  mock.on(BatchWriteItemCommand).callsFake(async ({ RequestItems }) => {
    for (const requests of Object.values(RequestItems as Record<string, { DeleteRequest: Write }[]>))
      for (const { DeleteRequest } of requests) rows.delete(keyOfWrite(DeleteRequest));
    return {};
  });
  return {
    dynamo,
    rows: () => [...rows.values()],
    put: (item: Item) => rows.set(keyOf(item), item),
    remove: (key: { readonly pk: string; readonly sk: string }) => rows.delete(keyOf({ ...key })),
  };
}
