import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventsClient } from "../../core/events/events.client.ts";
import { connectionSecrets } from "../../core/intake/connection-secrets.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { receiveConsent } from "../../core/intake/receive-consent.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { limitStore } from "../../core/limit/limit.store.ts";
import { contactStore } from "../../core/people/contact.store.ts";
import { contactKey } from "../../core/people/contact-key.ts";
import { enrol } from "../../core/people/enrol.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { tellPeople } from "../../core/people-pages/tell-people.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { http } from "../../core/runtime/http.ts";
import { pause } from "../../core/runtime/pause.ts";
import { randomBytes } from "../../core/runtime/random.ts";
import { ReceiveConsentEnv } from "./env.ts";

const env = readEnv(ReceiveConsentEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactKey(readSecret, env.CONTACT_SECRET),
  identities: identityKey(readSecret, env.IDENTITY_SECRET),
};
const chance = { random: randomBytes, now };
const events = eventsClient(new EventBridgeClient(), env.EVENT_BUS);

export const handler = http(
  receiveConsent({
    secrets: connectionSecrets({ readSecret, arns: new Map(Object.entries(env.CONNECTIONS)), now }),
    enrol: enrol({
      people: peopleStore(dynamo, env.PEOPLE_TABLE, pause),
      contacts: contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
      ...chance,
    }),
    askWhether: tellPeople({ events, ...chance }).askWhether,
    limits: limitStore(dynamo, env.PEOPLE_TABLE, { key: keys.identities, now }),
    now,
  }),
);
