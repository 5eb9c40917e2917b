import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mailHeard } from "../../core/conversations/hear/mail-heard.ts";
import { personWrote } from "../../core/conversations/hear/person-wrote.ts";
import { withoutClock } from "../../core/conversations/thread/append.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { attachments } from "../../core/messaging/inbound/attachments.client.ts";
import { mailBucket } from "../../core/messaging/inbound/mail.client.ts";
import { receiveMail, receiveStored } from "../../core/messaging/inbound/receive-mail.ts";
import { sentTo } from "../../core/messaging/inbound/sent-to.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { saltStore } from "../../core/people/contacts/salt.store.ts";
import { copyStore } from "../../core/people/records/copy.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { onEvent } from "../../core/platform/lambda/event.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { ReceiveEmailEnv } from "./env.ts";

const env = readEnv(ReceiveEmailEnv);
const dynamo = new DynamoDBClient();
const s3 = new S3Client();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactSecret(readSecret, env.CONTACT_SECRET),
  identities: identitySecret(readSecret, env.IDENTITY_SECRET),
};
const written = { key: keys.addresses, random: randomBytes };
const people = peopleStore(dynamo, env.PEOPLE_TABLE, pause, written);
const conversations = conversationStore(dynamo, env.PEOPLE_TABLE, {
  ...written,
  keptDays: wordsKeptDays,
  now,
});

export const handler = onEvent(
  receiveStored(
    receiveMail({
      ...mailBucket(s3, env.MAIL_BUCKET),
      people,
      contacts: contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
      contactKey: keys.addresses,
      domain: env.REPLY_DOMAIN,
      own: [env.WRITES_AS],
      sentTo: sentTo({
        people,
        copies: copyStore(dynamo, env.PEOPLE_TABLE, written),
        conversationsOf: conversations.ofCustomer,
      }),
      keep: attachments(s3, env.MAIL_BUCKET, { ...written, salts: saltStore(dynamo, env.PEOPLE_TABLE) }).keep,
      hear: mailHeard(personWrote({ conversations, clockOf: withoutClock, random: randomBytes })),
      now,
    }),
    { bucket: env.MAIL_BUCKET, now },
  ),
);
