import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventsClient } from "../../core/events/events.client.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { contactStore } from "../../core/people/contact.store.ts";
import { contactKey } from "../../core/people/contact-key.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { suppressionStore } from "../../core/people/suppression.store.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { onNotice } from "../../core/runtime/notice.ts";
import { pause } from "../../core/runtime/pause.ts";
import { randomBytes } from "../../core/runtime/random.ts";
import { PostedText } from "../../core/text/inbound-text.ts";
import { receiveText } from "../../core/text/receive-text.ts";
import { textStore } from "../../core/text/text.store.ts";
import { waitingTextStore } from "../../core/text/waiting-text.store.ts";
import { ReceiveTextEnv } from "./env.ts";

const env = readEnv(ReceiveTextEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactKey(readSecret, env.CONTACT_SECRET),
  identities: identityKey(readSecret, env.IDENTITY_SECRET),
};

export const handler = onNotice(
  PostedText,
  receiveText({
    people: peopleStore(dynamo, env.PEOPLE_TABLE, pause),
    contacts: contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
    suppressions: suppressionStore(dynamo, env.PEOPLE_TABLE),
    texts: textStore(dynamo, env.PEOPLE_TABLE),
    waiting: waitingTextStore(dynamo, env.PEOPLE_TABLE, { key: keys.addresses, random: randomBytes }),
    events: eventsClient(new EventBridgeClient(), env.EVENT_BUS),
    stated: remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now),
    joinWord: env.JOIN_WORD,
    now,
    random: randomBytes,
  }),
);
