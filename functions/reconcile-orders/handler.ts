import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventBus } from "../../core/events/events.client.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { readWebhook } from "../../core/intake/read-webhook.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { ledgerStore } from "../../core/ledger/ledger.store.ts";
import { ReconcileOrders, reconcileOrders } from "../../core/reconcile/reconcile-orders.ts";
import { shopAccess } from "../../core/reconcile/shop-access.ts";
import { shopifyOrders } from "../../core/reconcile/shopify-orders.client.ts";
import { squarePayments } from "../../core/reconcile/square-payments.client.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { countMissing } from "../../core/runtime/metrics.ts";
import { task } from "../../core/runtime/task.ts";
import { ReconcileOrdersEnv } from "./env.ts";

const env = readEnv(ReconcileOrdersEnv);
const readSecret = secretsClient(new SecretsManagerClient());

export const handler = task(
  ReconcileOrders,
  reconcileOrders({
    list: { shopify: shopifyOrders(fetch), square: squarePayments(fetch) },
    access: shopAccess(readSecret, new Map(Object.entries(env.SHOPS))),
    read: readWebhook({ key: identityKey(readSecret, env.IDENTITY_SECRET), now }),
    find: ledgerStore(new DynamoDBClient(), env.LEDGER_TABLE, env.LEDGER_SHARDS).find,
    bus: eventBus(new EventBridgeClient(), env.EVENT_BUS),
    countMissing,
  }),
);
