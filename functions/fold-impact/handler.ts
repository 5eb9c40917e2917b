import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { appliedBrand } from "../../core/giving/config/brand-in-force.ts";
import { bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import { foldImpact } from "../../core/impact/fold-impact.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { onStream } from "../../core/platform/lambda/stream.ts";
import { FoldImpactEnv } from "./env.ts";

const env = readEnv(FoldImpactEnv);
const dynamo = new DynamoDBClient();
const stated = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);

export const handler = onStream(
  foldImpact({
    buckets: bucketStore(dynamo, env.LEDGER_TABLE),
    impact: impactStore(dynamo, env.IMPACT_TABLE, reportUnreadable),
    timeZone: async () => appliedBrand(await stated()).timeZone,
  }),
);
