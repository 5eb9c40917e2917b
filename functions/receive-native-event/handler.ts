import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { ingestWebhook } from "../../core/intake/webhook/ingest-webhook.ts";
import { lateQuarantine } from "../../core/intake/webhook/late-quarantine.client.ts";
import { receiveNativeEvent } from "../../core/intake/webhook/receive-native-event.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { epochMs, now } from "../../core/platform/clock.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { onEvent } from "../../core/platform/lambda/event.ts";
import { ReceiveNativeEventEnv } from "./env.ts";

const env = readEnv(ReceiveNativeEventEnv);

export const handler = onEvent(
  receiveNativeEvent({
    partners: env.PARTNERS,
    ingest: ingestWebhook({
      key: identitySecret(secretsClient(new SecretsManagerClient()), env.IDENTITY_SECRET),
      lookUps: env.LOOK_UPS,
      roundUps: env.ROUND_UPS,
      bus: eventBus(new EventBridgeClient(), env.EVENT_BUS),
      ...lateQuarantine(env.QUARANTINE_BUCKET),
      now,
      epochMs,
    }),
  }),
);
