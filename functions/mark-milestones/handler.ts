import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { followLoad } from "../../core/impact/fold-window.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { markMilestones } from "../../core/impact/mark-milestones.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { batchingWindow } from "../../core/platform/aws/batching-window.client.ts";
import { epochMs, now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { onStream } from "../../core/platform/lambda/stream.ts";
import { MarkMilestonesEnv } from "./env.ts";

const env = readEnv(MarkMilestonesEnv);
const dynamo = new DynamoDBClient();
const brandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);

export const handler = onStream(
  followLoad(
    {
      impact: impactStore(dynamo, env.IMPACT_TABLE, reportUnreadable),
      timeZone: async () => (await brandConfig()).brand?.timeZone,
      window: batchingWindow(new LambdaClient(), env.FOLD_MAPPING),
      epochMs,
    },
    markMilestones({
      brandConfig,
      milestones: milestoneStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
    }),
  ),
);
