import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../core/giving/config/brand-config.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { CHARITY_ROUTES } from "../../core/model/routes.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { behindDomain } from "../../core/platform/lambda/behind-domain.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { acknowledgementStore } from "../../core/settlement/acknowledgement.store.ts";
import { charityFiles } from "../../core/settlement/charity-files.client.ts";
import { paymentLetterStore } from "../../core/settlement/payment-letter.store.ts";
import { charityPages } from "../../core/site/payment/charity-pages.ts";
import { peopleFailed, servePeople } from "../../core/site/serve-people.ts";
import { NO_SECRET, ServeCharityEnv } from "./env.ts";

const env = readEnv(ServeCharityEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const key = identitySecret(readSecret, env.IDENTITY_SECRET);
const domainKey = env.DOMAIN_KEY === NO_SECRET ? undefined : contactSecret(readSecret, env.DOMAIN_KEY);

const respond = servePeople({
  readBrandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
  readBrandWords: cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now),
  pages: charityPages({
    letters: paymentLetterStore(dynamo, env.LEDGER_TABLE),
    payouts: acknowledgementStore(dynamo, env.LEDGER_TABLE),
    files: charityFiles(new S3Client(), env.FILES_BUCKET),
    limits: rateLimitStore(dynamo, env.PEOPLE_TABLE, { key, now }),
    triesMax: env.TRIES_MAX,
    now,
  }),
  takesFiles: CHARITY_ROUTES.map(({ path }) => path),
  siteUrl: env.SITE_URL,
  replyTo: env.REPLY_TO,
  now,
});

/** Above what the page takes, so that the page itself says what is too large, as far as Lambda lets a body through. */
const BODY_BYTES = 6 * 1024 * 1024;

export const handler = http(behindDomain(respond, domainKey), logger, {
  whenFailed: peopleFailed,
  bodyBytesMax: BODY_BYTES,
});
