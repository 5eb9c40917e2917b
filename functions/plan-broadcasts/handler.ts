import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { PlanBroadcasts, planBroadcasts } from "../../core/messaging/journeys/calendar/plan-broadcasts.ts";
import { now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { PlanBroadcastsEnv } from "./env.ts";

const env = readEnv(PlanBroadcastsEnv);
const brandConfig = cached(brandConfigStore(new DynamoDBClient(), env.LEDGER_TABLE).read, now);

export const handler = task(PlanBroadcasts, planBroadcasts({ brandConfig }));
