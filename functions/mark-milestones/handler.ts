import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { markMilestones } from "../../core/impact/mark-milestones.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { onStream } from "../../core/platform/lambda/stream.ts";
import { MarkMilestonesEnv } from "./env.ts";

const env = readEnv(MarkMilestonesEnv);
const dynamo = new DynamoDBClient();

export const handler = onStream(
  markMilestones({
    brandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
    milestones: milestoneStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
  }),
);
