import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventBus } from "../../core/events/events.client.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { quarantineClient } from "../../core/intake/quarantine.client.ts";
import { receiveNativeEvent } from "../../core/intake/receive-native-event.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { takeIn } from "../../core/intake/take-in.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { onEvent } from "../../core/runtime/event.ts";
import { countQuarantined } from "../../core/runtime/metrics.ts";
import { ReceiveNativeEventEnv } from "./env.ts";

const env = readEnv(ReceiveNativeEventEnv);

export const handler = onEvent(
  receiveNativeEvent({
    partners: env.PARTNERS,
    takeIn: takeIn({
      key: identityKey(secretsClient(new SecretsManagerClient()), env.IDENTITY_SECRET),
      bus: eventBus(new EventBridgeClient(), env.EVENT_BUS),
      quarantine: quarantineClient(new S3Client(), env.QUARANTINE_BUCKET),
      countQuarantined,
      now,
    }),
  }),
);
