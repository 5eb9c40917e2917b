import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { allowanceStore } from "../../core/giving/allowance.store.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCause, readCommunity } from "../../core/impact/read-community.ts";
import { servePage } from "../../core/pages/serve-page.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { http } from "../../core/runtime/http.ts";
import { ServePagesEnv } from "./env.ts";

const env = readEnv(ServePagesEnv);
const dynamo = new DynamoDBClient();
const stores = {
  stated: statedStore(dynamo, env.LEDGER_TABLE).read,
  impact: impactStore(dynamo, env.IMPACT_TABLE),
  allowances: allowanceStore(dynamo, env.LEDGER_TABLE),
  milestones: milestoneStore(dynamo, env.LEDGER_TABLE),
  now,
};

export const handler = http(
  servePage({ readCommunity: readCommunity(stores), readCause: readCause(stores) }),
);
