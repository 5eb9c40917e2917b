import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { connectionSecrets } from "../../core/intake/webhook/connection-secrets.ts";
import { receiveConsent } from "../../core/intake/webhook/receive-consent.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { subscribe } from "../../core/people/subscribe.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { publishAccountEvents } from "../../core/site/publish-account-events.ts";
import { ReceiveConsentEnv } from "./env.ts";

const env = readEnv(ReceiveConsentEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactSecret(readSecret, env.CONTACT_SECRET),
  identities: identitySecret(readSecret, env.IDENTITY_SECRET),
};
const chance = { random: randomBytes, now };
const events = eventsClient(new EventBridgeClient(), env.EVENT_BUS);

export const handler = http(
  receiveConsent({
    secrets: connectionSecrets({ readSecret, arns: new Map(Object.entries(env.CONNECTIONS)), now }),
    subscribe: subscribe({
      people: peopleStore(dynamo, env.PEOPLE_TABLE, pause, { key: keys.addresses, random: randomBytes }),
      contacts: contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
      ...chance,
    }),
    requestConfirmation: publishAccountEvents({ events, ...chance }).requestConfirmation,
    limits: rateLimitStore(dynamo, env.PEOPLE_TABLE, { key: keys.identities, now }),
    textCountries: env.TEXT_COUNTRIES,
    dayBounds: env.DAY_BOUNDS,
    brandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
    now,
  }),
);
