import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../core/giving/config/brand-config.ts";
import { appliedBrand } from "../../core/giving/config/brand-in-force.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { recordedOrderStore } from "../../core/giving/ledger/recorded-order.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contentCoding } from "../../core/platform/lambda/content-coding.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { once } from "../../core/platform/once.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { proofStore } from "../../core/proof/proof.store.ts";
import { proofPages } from "../../core/site/proof-pages.ts";
import { peopleFailed, servePeople } from "../../core/site/serve-people.ts";
import { ServeVerifyEnv } from "./env.ts";

const env = readEnv(ServeVerifyEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const readBrandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);

const { verifierKey, proofsOf } = proofStore(new S3Client(), env.PROOF_BUCKET, {
  salts: once(() => readSecret(env.PROOF_SALTS)),
  timeZone: async () => appliedBrand(await readBrandConfig()).timeZone,
});

const respond = servePeople({
  readBrandConfig,
  readBrandWords: cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now),
  pages: proofPages({
    claims: claimLinkStore(dynamo, env.LEDGER_TABLE),
    orders: recordedOrderStore(dynamo, env.LEDGER_TABLE, env.LEDGER_SHARDS),
    sessions: sessionStore(dynamo, env.PEOPLE_TABLE, { random: randomBytes, now }),
    verifierKey,
    proofsOf,
  }),
  siteUrl: env.SITE_URL,
  replyTo: env.REPLY_TO,
  hasLog: true,
  now,
});

export const handler = http(respond, logger, { whenFailed: peopleFailed, coding: contentCoding });
