import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { BatchPayouts, batchPayouts } from "../../core/settlement/batch-payouts.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { BatchPayoutsEnv } from "./env.ts";

const env = readEnv(BatchPayoutsEnv);
const dynamo = new DynamoDBClient();

export const handler = task(
  BatchPayouts,
  batchPayouts({
    store: payoutStore(dynamo, env.LEDGER_TABLE),
    brandConfig: brandConfigStore(dynamo, env.LEDGER_TABLE).read,
  }),
);
