import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../core/giving/config/brand-config.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { fontReader } from "../../core/giving/config/font.store.ts";
import { pictureReader } from "../../core/giving/config/picture.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCause, readCommunity } from "../../core/impact/read-community.ts";
import { readMonths } from "../../core/impact/read-months.ts";
import { storyStore } from "../../core/impact/stories/story.store.ts";
import { storyReader } from "../../core/impact/stories/story-reader.ts";
import { now } from "../../core/platform/clock.ts";
import { contentCoding } from "../../core/platform/lambda/content-coding.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { PAYOUTS_AGE_MAX_SECONDS, payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { servePage } from "../../core/site/community/serve-page.ts";
import { ServePagesEnv } from "./env.ts";

const env = readEnv(ServePagesEnv);
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
  stories: storyReader(storyStore(dynamo, env.LEDGER_TABLE, reportUnreadable), now),
  now,
};

export const handler = http(
  servePage({
    readCommunity: readCommunity(stores),
    readCause: readCause(stores),
    readMonths: readMonths(stores),
    readFont: fontReader(dynamo, env.LEDGER_TABLE),
    readPicture: pictureReader(dynamo, env.LEDGER_TABLE),
    readBrandConfig: stores.brandConfig,
    now,
    stories: stores.stories,
    readBrandWords: cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now),
    siteUrl: env.SITE_URL,
    hasLog: env.HAS_LOG,
  }),
  logger,
  { coding: contentCoding },
);
