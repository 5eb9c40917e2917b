import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { LinkOrder, linkOrder } from "../../core/giving/ledger/link-order.ts";
import { PickCause, pickCause } from "../../core/giving/ledger/pick-cause.ts";
import { RecordGift, recordGift } from "../../core/giving/ledger/record-gift.ts";
import { RecordSmoke, recordSmoke } from "../../core/giving/ledger/record-smoke.ts";
import { smokeStore } from "../../core/giving/ledger/smoke.store.ts";
import { epochMs, now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { pause } from "../../core/platform/pause.ts";
import { RecordGiftEnv } from "./env.ts";

const env = readEnv(RecordGiftEnv);
const dynamo = new DynamoDBClient();
const ledger = ledgerStore(dynamo, env.LEDGER_TABLE, env.LEDGER_SHARDS, env.PLACED_AT_FIXED);

const brandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);
const giving = {
  ledger,
  claims: claimLinkStore(dynamo, env.LEDGER_TABLE),
  balanceOf: allowanceStore(dynamo, env.LEDGER_TABLE).balanceOf,
  brandConfig,
  now,
  pause,
};
const record = recordGift(giving);
const pick = pickCause(giving);
const link = linkOrder({ ledger, pause });

const smoke = recordSmoke({ brandConfig, writeSmoke: smokeStore(dynamo, env.LEDGER_TABLE), epochMs });

/** A purchase, a test purchase, another id of one, or the cause that was picked for one: each is an entry or a row of the order. */
export const handler = task(z.union([RecordGift, LinkOrder, PickCause, RecordSmoke]), async (input) => {
  if ("smoke" in input) return smoke(input);
  if ("pick" in input) return pick(input);
  return "link" in input ? link(input) : record(input);
});
