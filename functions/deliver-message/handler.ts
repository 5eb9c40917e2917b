import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { SNSClient } from "@aws-sdk/client-sns";
import { addressOf, carryMessage } from "../../core/delivery/carry-message.ts";
import { claimStore } from "../../core/delivery/claim.store.ts";
import { composeMessage } from "../../core/delivery/compose-message.ts";
import { deliverMessage } from "../../core/delivery/deliver-message.ts";
import { DeliverMessage } from "../../core/delivery/delivery.ts";
import { recipientOf } from "../../core/delivery/recipient.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { journeyStore } from "../../core/journey/journey.store.ts";
import { linkStore } from "../../core/link/link.store.ts";
import { emailClient } from "../../core/message/ses.client.ts";
import { textClient } from "../../core/message/sns.client.ts";
import { confirmFacts } from "../../core/people/confirm.ts";
import { contactStore } from "../../core/people/contact.store.ts";
import { contactKey } from "../../core/people/contact-key.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { pause } from "../../core/runtime/pause.ts";
import { randomBytes } from "../../core/runtime/random.ts";
import { task } from "../../core/runtime/task.ts";
import { DeliverMessageEnv } from "./env.ts";

const env = readEnv(DeliverMessageEnv);
const dynamo = new DynamoDBClient();
/** SES and SNS know no idempotency token: the SDK must not try again what may have been taken. */
const once = { maxAttempts: 1 };
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactKey(readSecret, env.CONTACT_SECRET),
  identities: identityKey(readSecret, env.IDENTITY_SECRET),
};

const people = peopleStore(dynamo, env.PEOPLE_TABLE, pause);
const contacts = contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes });

export const handler = task(
  DeliverMessage,
  deliverMessage({
    readPerson: people.readPerson,
    journeySwitch: journeyStore(dynamo, env.PEOPLE_TABLE).read,
    recipient: recipientOf(contacts),
    claims: claimStore(dynamo, env.PEOPLE_TABLE, pause),
    compose: composeMessage({
      stated: remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now),
      issue: linkStore(dynamo, env.PEOPLE_TABLE, { random: randomBytes, now }).issue,
      confirmFacts: (customer, channel) => confirmFacts({ people, contacts }, customer, channel),
      contactKey: keys.addresses,
      siteUrl: env.SITE_URL,
      senderAddress: addressOf(env.SENDER),
      postalAddress: env.POSTAL_ADDRESS,
    }),
    carry: carryMessage({
      email: emailClient(new SESClient(once)),
      text: textClient(new SNSClient(once), env.SMS_SENDER),
      sender: env.SENDER,
      replyTo: env.REPLY_TO,
      configurationSet: env.CONFIGURATION_SET,
    }),
    now,
  }),
);
