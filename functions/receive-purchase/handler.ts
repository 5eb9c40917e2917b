import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { config } from "zod";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { connectionSecrets } from "../../core/intake/webhook/connection-secrets.ts";
import { ingestWebhook } from "../../core/intake/webhook/ingest-webhook.ts";
import { lateQuarantine } from "../../core/intake/webhook/late-quarantine.client.ts";
import { lateBrandConfig, lateCards, lateWarnings } from "../../core/intake/webhook/late-warnings.client.ts";
import { receivePurchase, WEBHOOK_BYTES_MAX } from "../../core/intake/webhook/receive-purchase.ts";
import { readingSmoke, withSmoke } from "../../core/intake/webhook/smoke-secret.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { epochMs, now } from "../../core/platform/clock.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { ReceivePurchaseEnv } from "./env.ts";

// A shop system waits for the first webhook of a start: compiling its schemas would take longer than walking them.
config({ jitless: true });

const env = readEnv(ReceivePurchaseEnv);
const readSecret = secretsClient(new SecretsManagerClient());

const key = identitySecret(readSecret, env.IDENTITY_SECRET);

export const handler = http(
  receivePurchase({
    secrets: connectionSecrets({
      readSecret: readingSmoke(readSecret, key),
      arns: withSmoke(env.CONNECTIONS),
      now,
    }),
    ingest: ingestWebhook({
      key,
      lookUps: env.LOOK_UPS,
      roundUps: env.ROUND_UPS,
      bus: eventBus(new EventBridgeClient(), env.EVENT_BUS),
      ...lateQuarantine(env.QUARANTINE_BUCKET),
      siteUrl: env.SITE_URL,
      warn: lateWarnings(
        { read: lateBrandConfig(env.LEDGER_TABLE), isCard: lateCards(env.PEOPLE_TABLE) },
        now,
      ),
      now,
      epochMs,
    }),
    now,
  }),
  logger,
  { bodyBytesMax: WEBHOOK_BYTES_MAX },
);
