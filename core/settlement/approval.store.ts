import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { getRow, transact } from "../platform/aws/table.store.ts";
import type { MovePayoutDeps } from "./move-payout.ts";
import { headOf, Payout } from "./payout.ts";
import { registerStore, unlessLost } from "./registers/register.store.ts";
import { payoutKey } from "./settlement.keys.ts";

/** All that the store writes of a row, beside its key: what its function may, and nothing else (lib/desk/desk-stack.ts). */
export const APPROVAL_ATTRIBUTES = ["entries", "head"] as const;

/**
 * What a page on which people approve may do with payouts: add to the history of one. It can change no amount and no account, so what
 * would owe an amount again throws.
 */
export function approvalStore(dynamo: DynamoDBClient, name: string): MovePayoutDeps["store"] {
  const update = (before: Payout, payout: Payout): TransactWriteItem => ({
    Update: {
      TableName: name,
      Key: marshall({ ...payoutKey(payout.id) }),
      UpdateExpression: "SET entries = :entries, head = :head",
      ConditionExpression: "head = :before",
      ExpressionAttributeValues: marshall(
        { ":entries": payout.entries, ":head": headOf(payout), ":before": headOf(before) },
        { removeUndefinedValues: true },
      ),
    },
  });
  const noAccount = (id: string) => new Error(`${id} cannot be owed again from here`);
  return {
    async find(id) {
      const row = await getRow({ dynamo, name }, payoutKey(id));
      return row === undefined ? undefined : Payout.parse(row);
    },
    async account({ charity }) {
      throw noAccount(charity);
    },
    register: registerStore(dynamo, name).find,
    async advance(before, payout, { reopened, gated = false } = {}) {
      if (reopened !== undefined) throw noAccount(payout.id);
      const gate = gated ? [unlessLost(name, payout.charity)] : [];
      const { kind } = await transact({ dynamo, name }, [update(before, payout), ...gate]);
      return kind === "written" ? "written" : "lost";
    },
  };
}
