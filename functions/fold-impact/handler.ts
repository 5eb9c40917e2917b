import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { brandIn } from "../../core/impact/brand-in-force.ts";
import { foldImpact } from "../../core/impact/fold-impact.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { bucketStore } from "../../core/ledger/bucket.store.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { onStream } from "../../core/runtime/stream.ts";
import { FoldImpactEnv } from "./env.ts";

const env = readEnv(FoldImpactEnv);
const dynamo = new DynamoDBClient();
const stated = remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now);

export const handler = onStream(
  foldImpact({
    buckets: bucketStore(dynamo, env.LEDGER_TABLE),
    impact: impactStore(dynamo, env.IMPACT_TABLE),
    timeZone: async () => brandIn(await stated()).timeZone,
  }),
);
