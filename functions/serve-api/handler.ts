import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { allowanceStore } from "../../core/giving/allowance.store.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { answerApi } from "../../core/impact/answer-api.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { http } from "../../core/runtime/http.ts";
import { ServeApiEnv } from "./env.ts";

const env = readEnv(ServeApiEnv);
const dynamo = new DynamoDBClient();

export const handler = http(
  answerApi({
    stated: statedStore(dynamo, env.LEDGER_TABLE).read,
    impact: impactStore(dynamo, env.IMPACT_TABLE),
    allowances: allowanceStore(dynamo, env.LEDGER_TABLE),
    milestones: milestoneStore(dynamo, env.LEDGER_TABLE),
    now,
  }),
);
