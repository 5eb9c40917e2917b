import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { Entry } from "../../core/giving/ledger/entry.ts";
import { parseBucketKey } from "../../core/giving/ledger/ledger.keys.ts";
import { capName, poolName } from "../../core/giving/pricing/allowance.ts";
import { readTotals } from "../../core/impact/totals-row.ts";
import { rowOf } from "../../core/platform/aws/row-of.ts";
import type { Progress } from "../progress.ts";
import { DirectSum, differences, figuresOf, rowName } from "./direct-sum.ts";
import { type Held, Orders } from "./orders.ts";
import { scan } from "./scan.ts";
import { type Tables, timeZoneOf } from "./tables.ts";
import { payoutsCheck } from "./verify-payouts.ts";

export interface Verification {
  readonly entries: number;
  readonly purchases: number;
  readonly rows: number;
  readonly allowances: number;
  /** What customers added for a cause and no terms take. */
  readonly held: readonly Held[];
  /** One line for each figure that differs from what the ledger says. */
  readonly problems: readonly string[];
}

interface Counted {
  readonly sum: DirectSum;
  readonly orders: Orders;
  readonly drawn: Map<string, number>;
  readonly problems: string[];
  readonly payouts: Awaited<ReturnType<typeof payoutsCheck>>;
  entries: number;
}

function count(item: Record<string, AttributeValue>, into: Counted): void {
  const { pk, sk, ...row } = rowOf(item);
  const bucket = parseBucketKey(String(pk));
  if (bucket === undefined || row["kind"] === "parked") return;
  const parsed = Entry.safeParse(row);
  if (!parsed.success) {
    into.problems.push(`${pk} ${sk}: is not an entry`);
    return;
  }
  const entry = parsed.data;
  if (!entry.placedAt.startsWith(bucket.minute.slice(0, 16))) {
    into.problems.push(`${pk} ${sk}: was placed at ${entry.placedAt}, in another bucket's minute`);
  }
  into.entries += 1;
  into.sum.add(entry, bucket.shard);
  into.orders.add(entry);
  into.payouts.add(entry);
  for (const { allowance, minor } of entry.draws) {
    into.drawn.set(allowance, (into.drawn.get(allowance) ?? 0) + minor);
  }
}

/** Each allowance of the brand, with its whole amount. */
function allowancesOf({ pools, terms }: BrandConfig): Map<string, number> {
  const caps = terms.flatMap((version) =>
    Object.entries(version.capPerCampaign ?? {}).map(
      ([currency, amount]) => [capName(version, currency), amount] as const,
    ),
  );
  return new Map([...pools.map((pool) => [poolName(pool), pool.amount] as const), ...caps]);
}

async function allowanceProblems(
  { dynamo, ledger }: Tables,
  stated: ReadonlyMap<string, number>,
  drawn: ReadonlyMap<string, number>,
): Promise<string[]> {
  const left = await allowanceStore(dynamo, ledger).left([...stated.keys()]);
  const unknown = [...drawn.keys()].filter((name) => !stated.has(name));
  return [
    ...unknown.map((name) => `allowance ${name}: was drawn from, and no pool or cap has that name`),
    ...[...stated].flatMap(([name, amount]) => {
      const [is, out] = [left.get(name) ?? 0, drawn.get(name) ?? 0];
      if (is >= 0 && is + out === amount) return [];
      return [`allowance ${name}: of ${amount}, ${is} is left and ${out} was drawn`];
    }),
  ];
}

async function impactProblems({ dynamo, impact }: Tables, sum: DirectSum, progress: Progress) {
  const problems: string[] = [];
  const wanted = sum.rows();
  const missing = new Set(wanted.keys());
  let rows = 0;
  for await (const items of scan(dynamo, impact, "compare Impact", progress)) {
    for (const { pk, sk, ...row } of items.map(rowOf)) {
      const name = rowName({ pk: String(pk), sk: String(sk) });
      rows += 1;
      missing.delete(name);
      const read = readTotals(row);
      if (!read.ok) problems.push(`${name}: does not hold totals`);
      else problems.push(...differences(name, figuresOf(read.totals), wanted.get(name)));
    }
  }
  for (const name of missing) problems.push(...differences(name, undefined, wanted.get(name)));
  return { rows, problems };
}

/**
 * Recomputes everything from the ledger by code that shares nothing with the fold, and compares: each figure of
 * each Impact row; each allowance (what is left and what was drawn add up to the whole); that each purchase counts
 * once, is never reversed below zero and never restored above what it gave; that each account of payouts is what the ledger finds
 * payable, less its payouts. Reads all of both tables and writes nothing.
 * Correct while no purchases arrive: those that do show as differences.
 */
export async function verify(tables: Tables, progress: Progress): Promise<Verification> {
  const stated = await brandConfigStore(tables.dynamo, tables.ledger).read();
  const counted: Counted = {
    sum: new DirectSum(await timeZoneOf(tables)),
    orders: new Orders(),
    drawn: new Map(),
    problems: [],
    payouts: await payoutsCheck(tables),
    entries: 0,
  };
  for await (const items of scan(tables.dynamo, tables.ledger, "read the ledger", progress)) {
    for (const item of items) count(item, counted);
  }
  const allowances = allowancesOf(stated);
  const compared = await impactProblems(tables, counted.sum, progress);
  return {
    entries: counted.entries,
    purchases: counted.orders.purchases,
    rows: compared.rows,
    allowances: allowances.size,
    held: counted.orders.held(),
    problems: [
      ...counted.problems,
      ...counted.orders.problems(),
      ...(await allowanceProblems(tables, allowances, counted.drawn)),
      ...compared.problems.toSorted(),
      ...counted.payouts.problems(),
    ],
  };
}
