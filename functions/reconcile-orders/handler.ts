import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { ReconcileOrders, reconcileOrders } from "../../core/intake/reconciliation/reconcile-orders.ts";
import { reportMissing } from "../../core/intake/reconciliation/report-missing.ts";
import { askShopBy } from "../../core/intake/shop-system/ask-shop.client.ts";
import { shopAccess } from "../../core/intake/shop-system/shop-access.ts";
import { eventsOfWebhook } from "../../core/intake/webhook/read-webhook.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { ReconcileOrdersEnv } from "./env.ts";

const env = readEnv(ReconcileOrdersEnv);
const readSecret = secretsClient(new SecretsManagerClient());
const key = identitySecret(readSecret, env.IDENTITY_SECRET);

export const handler = task(
  ReconcileOrders,
  reconcileOrders({
    ask: askShopBy(fetch),
    access: shopAccess(readSecret, new Map(Object.entries(env.SHOPS))),
    read: eventsOfWebhook({ key, lookUps: env.LOOK_UPS, roundUps: env.ROUND_UPS, now }),
    statements: { key, roundUps: env.ROUND_UPS, now },
    find: ledgerStore(new DynamoDBClient(), env.LEDGER_TABLE, env.LEDGER_SHARDS, env.PLACED_AT_FIXED).find,
    bus: eventBus(new EventBridgeClient(), env.EVENT_BUS),
    reportMissing,
  }),
);
