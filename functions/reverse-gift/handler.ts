import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { ReverseGift, reverseGift } from "../../core/giving/ledger/reverse-gift.ts";
import { now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { pause } from "../../core/platform/pause.ts";
import { ReverseGiftEnv } from "./env.ts";

const env = readEnv(ReverseGiftEnv);
const dynamo = new DynamoDBClient();

export const handler = task(
  ReverseGift,
  reverseGift({
    ledger: ledgerStore(dynamo, env.LEDGER_TABLE, env.LEDGER_SHARDS, env.PLACED_AT_FIXED),
    balanceOf: allowanceStore(dynamo, env.LEDGER_TABLE).balanceOf,
    brandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
    now,
    pause,
  }),
);
