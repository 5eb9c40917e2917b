import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { allowanceStore } from "../../core/giving/allowance.store.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { ledgerStore } from "../../core/ledger/ledger.store.ts";
import { RecordGift, recordGift } from "../../core/ledger/record-gift.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { pause } from "../../core/runtime/pause.ts";
import { task } from "../../core/runtime/task.ts";
import { RecordGiftEnv } from "./env.ts";

const env = readEnv(RecordGiftEnv);
const dynamo = new DynamoDBClient();

export const handler = task(
  RecordGift,
  recordGift({
    ledger: ledgerStore(dynamo, env.LEDGER_TABLE, env.LEDGER_SHARDS),
    holding: allowanceStore(dynamo, env.LEDGER_TABLE).holding,
    stated: remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now),
    now,
    pause,
  }),
);
