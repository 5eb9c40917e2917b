import { type AttributeValue, type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { Entry } from "../../core/giving/ledger/entry.ts";
import { orderPath, parseBucketKey } from "../../core/giving/ledger/ledger.keys.ts";
import type { Expected } from "../../demo/oracle.ts";

export interface LedgerAudit {
  /** Purchases without an entry, and entries of purchases that have one already. */
  readonly lost: number;
  readonly twice: number;
  /** How far all figures are from the oracle's together, in minor units. */
  readonly minorUnitsOff: number;
}

/** Every item of a table, past the proxy. */
export async function* items(dynamo: DynamoDBClient, table: string): AsyncGenerator<Record<string, unknown>> {
  for await (const page of paginateScan({ client: dynamo }, { TableName: table, ConsistentRead: true })) {
    for (const item of page.Items ?? []) yield unmarshall(item as Record<string, AttributeValue>);
  }
}

/** The ledger beside an oracle that shares no code with it: entries, each figure, and what is left in the pools. */
export async function auditLedger(
  dynamo: DynamoDBClient,
  table: string,
  expected: Expected,
): Promise<LedgerAudit> {
  const sums = new Map<string, number>();
  const accruals = new Map<string, number>();
  let clawbacks = 0;
  for await (const item of items(dynamo, table)) {
    if (parseBucketKey(String(item["pk"])) === undefined) continue;
    const entry = Entry.parse(item);
    if (entry.kind === "clawback") clawbacks += 1;
    else accruals.set(orderPath(entry), (accruals.get(orderPath(entry)) ?? 0) + 1);
    for (const { cause, funding, minor } of entry.parts) {
      const name = `${cause} ${funding} ${entry.currency}`;
      sums.set(name, (sums.get(name) ?? 0) + minor);
    }
  }
  const wanted = new Map(
    expected.figures.map(({ cause, funding, currency, net }) => [`${cause} ${funding} ${currency}`, net]),
  );
  const names = new Set([...sums.keys(), ...wanted.keys()]);
  const off = [...names].reduce(
    (sum, name) => sum + Math.abs((sums.get(name) ?? 0) - (wanted.get(name) ?? 0)),
    0,
  );
  const left = await allowanceStore(dynamo, table).left(expected.pools.map(({ id }) => `pool:${id}`));
  const poolsOff = expected.pools.reduce(
    (sum, pool) => sum + Math.abs((left.get(`pool:${pool.id}`) ?? 0) - pool.left),
    0,
  );
  const written = [...accruals.values()].reduce((sum, count) => sum + count, 0);
  const refunds = expected.entries - expected.purchases;
  return {
    lost: expected.purchases - accruals.size + Math.max(0, refunds - clawbacks),
    twice: written - accruals.size + Math.max(0, clawbacks - refunds),
    minorUnitsOff: off + poolsOff,
  };
}

/** The idiomatic build's rows and counters beside the same sum over distinct orders. */
export async function auditBaseline(
  dynamo: DynamoDBClient,
  stage: string,
  expected: ReadonlyMap<string, { readonly counter: string; readonly minor: number }>,
): Promise<LedgerAudit> {
  const rows = new Map<string, number>();
  for await (const { orderId } of items(dynamo, `${stage}-donations`)) {
    rows.set(String(orderId), (rows.get(String(orderId)) ?? 0) + 1);
  }
  const wanted = new Map<string, number>();
  for (const { counter, minor } of expected.values()) wanted.set(counter, (wanted.get(counter) ?? 0) + minor);
  for await (const { id, minor } of items(dynamo, `${stage}-counters`)) {
    if (String(id).startsWith("cause#"))
      wanted.set(String(id), (wanted.get(String(id)) ?? 0) - Number(minor));
  }
  return {
    lost: [...expected.keys()].filter((order) => !rows.has(order)).length,
    twice: [...rows.values()].reduce((sum, count) => sum + count - 1, 0),
    minorUnitsOff: [...wanted.values()].reduce((sum, minor) => sum + Math.abs(minor), 0),
  };
}
