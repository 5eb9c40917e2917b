import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { LinkOrder, linkOrder } from "../../core/giving/ledger/link-order.ts";
import { RecordGift, recordGift } from "../../core/giving/ledger/record-gift.ts";
import { now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { pause } from "../../core/platform/pause.ts";
import { RecordGiftEnv } from "./env.ts";

const env = readEnv(RecordGiftEnv);
const dynamo = new DynamoDBClient();
const ledger = ledgerStore(dynamo, env.LEDGER_TABLE, env.LEDGER_SHARDS, env.PLACED_AT_FIXED);

const record = recordGift({
  ledger,
  balanceOf: allowanceStore(dynamo, env.LEDGER_TABLE).balanceOf,
  brandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
  now,
  pause,
});
const link = linkOrder({ ledger, pause });

/** A purchase, or another id of one: both are claimed at the keys by which refunds find it. */
export const handler = task(z.union([RecordGift, LinkOrder]), async (input) =>
  "link" in input ? link(input) : record(input),
);
