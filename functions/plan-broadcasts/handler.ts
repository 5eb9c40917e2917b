import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { PlanBroadcasts, planBroadcasts } from "../../core/journey/plan-broadcasts.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { task } from "../../core/runtime/task.ts";
import { PlanBroadcastsEnv } from "./env.ts";

const env = readEnv(PlanBroadcastsEnv);
const stated = remembered(statedStore(new DynamoDBClient(), env.LEDGER_TABLE).read, now);

export const handler = task(PlanBroadcasts, planBroadcasts({ stated }));
