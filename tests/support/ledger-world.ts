import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  PutItemCommand,
  type ServiceInputTypes,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { engineAddress, localCredentials, localRegion } from "../../cli/settings.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { allowanceShardKey } from "../../core/giving/ledger/ledger.keys.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { recordGift } from "../../core/giving/ledger/record-gift.ts";
import { reverseGift } from "../../core/giving/ledger/reverse-gift.ts";
import { poolAllowance, poolName } from "../../core/giving/pricing/allowance.ts";
import type { CauseChoice } from "../../core/giving/pricing/choice.ts";
import { CustomerId } from "../../core/model/customer.ts";
import type { OrderRef } from "../../core/model/purchase.ts";
import { ContendedError } from "../../core/platform/aws/contention.ts";
import { aPool, aStatement } from "./giving-builders.ts";
import type { Delivery, Order } from "./ledger-history.ts";

const config: DynamoDBClientConfig = {
  endpoint: engineAddress().endpoint,
  region: localRegion,
  credentials: localCredentials,
};
export const dynamo = new DynamoDBClient(config);

/** What reaches the table: the ledger as it is, or a mutant of it. */
export type Ledger = (input: ServiceInputTypes) => ServiceInputTypes;
export const asItIs: Ledger = (input) => input;

/** A mutant that puts entries, order rows and first gifts whatever stands at their key. */
export const withoutEntryConditions: Ledger = (input) => {
  if ("TransactItems" in input) {
    return { ...input, TransactItems: input.TransactItems?.map(putAnyway) };
  }
  return "Item" in input ? unconditional(input) : input;
};

/** A mutant that draws from an allowance whatever is left in it. */
export const withoutDrawConditions: Ledger = (input) =>
  "TransactItems" in input ? { ...input, TransactItems: input.TransactItems?.map(drawAnyway) } : input;

function putAnyway(item: TransactWriteItem): TransactWriteItem {
  return item.Put === undefined ? item : { Put: unconditional(item.Put) };
}

function unconditional<Put extends object>(put: Put): Put {
  return {
    ...put,
    ConditionExpression: undefined,
    ExpressionAttributeNames: undefined,
    ExpressionAttributeValues: undefined,
  };
}

function drawAnyway(item: TransactWriteItem): TransactWriteItem {
  if (item.Update === undefined) return item;
  const { ":seen": _, ...values } = item.Update.ExpressionAttributeValues ?? {};
  return {
    Update: { ...item.Update, ConditionExpression: undefined, ExpressionAttributeValues: values },
  };
}

class Died extends Error {}

/** A client of this ledger that may die at one of its writes. */
function clientOf(ledger: Ledger, dies: Delivery["dies"]): DynamoDBClient {
  const client = new DynamoDBClient({ ...config, requestHandler: dynamo.config.requestHandler });
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isWrite = ["PutItemCommand", "TransactWriteItemsCommand"].includes(String(context.commandName));
      if (isWrite) writes += 1;
      const now = isWrite && dies !== undefined && writes >= dies.atWrite;
      if (now && !dies.written) throw new Died();
      const answer = await next({ ...args, input: ledger(args.input) });
      if (now) throw new Died();
      return answer;
    },
    { step: "initialize" },
  );
  return client;
}

export interface World {
  /** An order under the id that it has in this world alone. */
  own<Ref extends OrderRef>(order: Ref): Ref;
  /** Does with an event what the workflow does with it. */
  deliver(order: Order, event: number, dies?: Delivery["dies"]): Promise<void>;
  holding(): Promise<{ readonly left: readonly number[]; readonly exhausted: boolean }>;
}

const RETRIES_MAX = 10;

/** Orders, customers and a pool of their own in the shared table. */
export async function world(
  table: string,
  shards: number,
  ledger: Ledger,
  poolAmount: number | undefined,
): Promise<World> {
  const id = randomBytes(8).toString("hex");
  const own = <Ref extends OrderRef>(order: Ref): Ref => ({ ...order, orderId: `${id}-${order.orderId}` });
  const pools = poolAmount === undefined ? [] : [aPool({ id: `pool-${id}`, amount: poolAmount, shards: 3 })];
  const stated = aStatement({ pools });
  const chosen: CauseChoice = { by: "order", causes: [{ cause: "rivers", weight: 1 }], otherwise: [] };
  for (const { allowance, shards: rows } of pools.map(poolAllowance)) {
    for (const [shard, left] of rows.entries()) {
      const Item = marshall({ ...allowanceShardKey(allowance, shard), left });
      await dynamo.send(new PutItemCommand({ TableName: table, Item }));
    }
  }

  async function attempt({ purchase, refunds, customer }: Order, event: number, dies: Delivery["dies"]) {
    const client = clientOf(ledger, dies);
    const deps = {
      ledger: ledgerStore(client, table, shards),
      claims: claimLinkStore(client, table),
      balanceOf: allowanceStore(client, table).balanceOf,
      brandConfig: async () => stated,
      now: () => "2026-11-25T00:00:00Z",
      pause: async (race: number) => {
        await sleep(Math.random() * 4 * (race + 1));
      },
    };
    const takeBack = reverseGift(deps);
    const refund = refunds[event - 1];
    if (refund !== undefined) {
      await takeBack({ refund: own(refund) });
      return;
    }
    const known = customer === undefined ? {} : { customer: customerOf(id, customer) };
    const recorded = await recordGift(deps)({ purchase: own(purchase), chosen, ...known });
    if (recorded.outcome === "conflict") throw new Error("The ledger holds another body");
    for (const early of recorded.early) await takeBack({ refund: early });
  }

  return {
    own,
    async deliver(order, event, dies) {
      for (let retry = 0; retry < RETRIES_MAX; retry += 1) {
        try {
          await attempt(order, event, dies);
          return;
        } catch (error) {
          if (!(error instanceof ContendedError)) throw error;
        }
      }
    },
    async holding() {
      const name = pools.map(poolName)[0] ?? "";
      const { left, exhausted } = await allowanceStore(dynamo, table).balanceOf(name);
      return { left: [...left.values()], exhausted };
    },
  };
}

function customerOf(id: string, customer: number): CustomerId {
  return CustomerId.parse(`cus_${`${id}${customer}`.padEnd(26, "0")}`);
}
