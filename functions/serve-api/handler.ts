import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../core/giving/config/brand-config.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { answerApi } from "../../core/impact/api/answer-api.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCommunity } from "../../core/impact/read-community.ts";
import { now } from "../../core/platform/clock.ts";
import { contentCoding } from "../../core/platform/lambda/content-coding.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { PAYOUTS_AGE_MAX_SECONDS, payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { answerShop } from "../../core/site/elements/answer-shop.ts";
import { ServeApiEnv } from "./env.ts";

const env = readEnv(ServeApiEnv);
const dynamo = new DynamoDBClient();

const stores = {
  brandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
  impact: impactStore(dynamo, env.IMPACT_TABLE, reportUnreadable),
  allowances: allowanceStore(dynamo, env.LEDGER_TABLE),
  milestones: milestoneStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
  payouts: cachedIf(
    payoutsReader(dynamo, env.LEDGER_TABLE, reportUnreadable),
    now,
    undefined,
    PAYOUTS_AGE_MAX_SECONDS,
  ),
  now,
};
const shop = {
  ...stores,
  readCommunity: readCommunity(stores),
  readBrandWords: cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now),
  balanceOf: stores.allowances.balanceOf,
  siteUrl: env.SITE_URL,
  hasLog: env.HAS_LOG,
};

export const handler = http(answerShop(shop, answerApi(stores)), logger, { coding: contentCoding });
