import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventBus } from "../../core/events/events.client.ts";
import { connectionSecrets } from "../../core/intake/connection-secrets.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { lateQuarantine } from "../../core/intake/late-quarantine.client.ts";
import { receivePurchase } from "../../core/intake/receive-purchase.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { takeIn } from "../../core/intake/take-in.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { http } from "../../core/runtime/http.ts";
import { ReceivePurchaseEnv } from "./env.ts";

const env = readEnv(ReceivePurchaseEnv);
const readSecret = secretsClient(new SecretsManagerClient());

export const handler = http(
  receivePurchase({
    secrets: connectionSecrets({ readSecret, arns: new Map(Object.entries(env.CONNECTIONS)), now }),
    takeIn: takeIn({
      key: identityKey(readSecret, env.IDENTITY_SECRET),
      bus: eventBus(new EventBridgeClient(), env.EVENT_BUS),
      ...lateQuarantine(env.QUARANTINE_BUCKET),
      now,
    }),
    now,
  }),
);
