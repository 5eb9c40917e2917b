import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { ledgerStore } from "../../core/ledger/ledger.store.ts";
import { TakeBackGift, takeBackGift } from "../../core/ledger/take-back-gift.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { pause } from "../../core/runtime/pause.ts";
import { task } from "../../core/runtime/task.ts";
import { TakeBackGiftEnv } from "./env.ts";

const env = readEnv(TakeBackGiftEnv);
const dynamo = new DynamoDBClient();

export const handler = task(
  TakeBackGift,
  takeBackGift({
    ledger: ledgerStore(dynamo, env.LEDGER_TABLE, env.LEDGER_SHARDS),
    stated: remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now),
    now,
    pause,
  }),
);
