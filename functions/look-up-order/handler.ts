import { setTimeout as wait } from "node:timers/promises";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { keptAccess } from "../../core/intake/look-up/kept-access.ts";
import { askedOf, LookUpOrder, lookUpOrder } from "../../core/intake/look-up/look-up-order.ts";
import { shopPauses } from "../../core/intake/look-up/shop-pauses.ts";
import { askShopBy } from "../../core/intake/shop-system/ask-shop.client.ts";
import { shopAccess } from "../../core/intake/shop-system/shop-access.ts";
import { shopSystems } from "../../core/intake/sources/registry.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now, nowMs } from "../../core/platform/clock.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { LookUpOrderEnv } from "./env.ts";

/** Several questions of one look-up fit in the function's time. */
const ANSWER_MS_MAX = 4_000;

const env = readEnv(LookUpOrderEnv);
const arns = new Map(Object.entries(env.SHOPS));
const readSecret = secretsClient(new SecretsManagerClient());
const pauses = shopPauses({ nowMs, wait });
const askShop = askShopBy(fetch, ANSWER_MS_MAX);

export const handler = task(
  LookUpOrder,
  lookUpOrder({
    systems: shopSystems,
    lookUps: new Set(arns.keys()),
    roundUps: env.ROUND_UPS,
    ask: (connection) => pauses(connection, askShop),
    withAccess: keptAccess(shopAccess(readSecret, arns), nowMs),
    bus: eventBus(new EventBridgeClient(), env.EVENT_BUS),
    key: identitySecret(readSecret, env.IDENTITY_SECRET),
    now,
  }),
  { about: askedOf },
);
