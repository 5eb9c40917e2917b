import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clockBy } from "../../core/conversations/clock/due.ts";
import { statedService } from "../../core/conversations/clock/stated-hours.ts";
import { personWrote } from "../../core/conversations/hear/person-wrote.ts";
import { textHeard } from "../../core/conversations/hear/text-heard.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { keywordWords } from "../../core/i18n/consent-words.ts";
import { textedWords } from "../../core/i18n/message-language.ts";
import { wordsWhereTexted } from "../../core/messaging/eligibility/text-reach.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { isTexted } from "../../core/people/contacts/texted-number.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { PostedText } from "../../core/people/sms/inbound-text.ts";
import { receiveText } from "../../core/people/sms/receive-text.ts";
import { smsStore } from "../../core/people/sms/sms.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { onNotice } from "../../core/platform/lambda/notice.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { ReceiveTextEnv } from "./env.ts";

const env = readEnv(ReceiveTextEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactSecret(readSecret, env.CONTACT_SECRET),
  identities: identitySecret(readSecret, env.IDENTITY_SECRET),
};
const stated = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);
const conversations = conversationStore(dynamo, env.PEOPLE_TABLE, {
  key: keys.addresses,
  random: randomBytes,
  keptDays: wordsKeptDays,
  now,
});

export const handler = onNotice(
  PostedText,
  receiveText({
    people: peopleStore(dynamo, env.PEOPLE_TABLE, pause, { key: keys.addresses, random: randomBytes }),
    contacts: contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
    suppressions: suppressionStore(dynamo, env.PEOPLE_TABLE),
    texts: smsStore(dynamo, env.PEOPLE_TABLE),
    hear: textHeard(
      personWrote({ conversations, clockOf: clockBy(statedService(stated)), random: randomBytes }),
    ),
    events: eventsClient(new EventBridgeClient(), env.EVENT_BUS),
    stated,
    joinWord: env.JOIN_WORD,
    texted: textedWords(),
    keywordWords: wordsWhereTexted(keywordWords, now),
    isTexted: (number) => isTexted(number, env.TEXT_COUNTRIES),
    now,
    random: randomBytes,
  }),
);
