import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { answerConversation } from "../../core/conversations/answer/answer.ts";
import { answerDeps } from "../../core/conversations/answer/answer-deps.ts";
import { sentSentences } from "../../core/conversations/answer/sent-sentences.store.ts";
import { clockBy } from "../../core/conversations/clock/due.ts";
import { statedService } from "../../core/conversations/clock/stated-hours.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { auditStore } from "../../core/desk/audit/audit.store.ts";
import { serveDesk } from "../../core/desk/serve-desk.ts";
import { deskSessionStore } from "../../core/desk/sessions/desk-session.store.ts";
import { openIdClient } from "../../core/desk/sign-in/open-id.client.ts";
import { alarmsClient } from "../../core/desk/today/alarms.client.ts";
import { AnswerGiven } from "../../core/events/catalog.ts";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { isTexted } from "../../core/people/contacts/texted-number.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { behindDomain } from "../../core/platform/lambda/behind-domain.ts";
import { contentCoding } from "../../core/platform/lambda/content-coding.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { approvalStore } from "../../core/settlement/approval.store.ts";
import { payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { peopleFailed } from "../../core/site/serve-people.ts";
import { NO_DOMAIN_KEY, ServeDeskEnv } from "./env.ts";

const env = readEnv(ServeDeskEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const domainKey = env.DOMAIN_KEY === NO_DOMAIN_KEY ? undefined : contactSecret(readSecret, env.DOMAIN_KEY);
const keys = {
  addresses: contactSecret(readSecret, env.CONTACT_SECRET),
  // Nobody's address is looked up here.
  identities: () => Promise.reject(new Error("The desk hashes no address")),
};
const chance = { random: randomBytes, now };
const readBrandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);

const openId = openIdClient(new CognitoIdentityProviderClient(), {
  issuer: env.ISSUER,
  signInUrl: env.SIGN_IN_URL,
  keysUrl: env.KEYS_URL,
  userPool: env.USER_POOL,
  clientId: env.CLIENT_ID,
  redirectUri: `${env.SITE_URL}/desk/callback`,
});

const conversations = conversationStore(dynamo, env.PEOPLE_TABLE, {
  key: keys.addresses,
  keptDays: wordsKeptDays,
  ...chance,
});
const clockOf = clockBy(statedService(readBrandConfig));
const events = eventsClient(new EventBridgeClient(), env.EVENT_BUS);
const giveAnswer = answerConversation(
  answerDeps({
    conversations,
    sentences: sentSentences(dynamo, env.PEOPLE_TABLE, { key: keys.addresses, now }),
    people: peopleStore(dynamo, env.PEOPLE_TABLE, pause, { key: keys.addresses, random: randomBytes }),
    contacts: contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
    brandConfig: readBrandConfig,
    isTexted: (number) => isTexted(number, env.TEXT_COUNTRIES),
    bring: (answer) => events.publish(AnswerGiven, [answer]),
    clockOf,
    now,
  }),
);

const respond = serveDesk({
  readBrandConfig,
  siteUrl: env.SITE_URL,
  replyTo: env.REPLY_TO,
  openId,
  signInUrl: env.SIGN_IN_URL,
  sessions: deskSessionStore(dynamo, env.DESK_TABLE, chance),
  audit: auditStore(dynamo, env.DESK_TABLE, chance),
  conversations,
  giveAnswer,
  impact: impactStore(dynamo, env.IMPACT_TABLE, reportUnreadable),
  readAlarms: alarmsClient(new CloudWatchClient(), env.STAGE),
  readPayouts: payoutsReader(dynamo, env.LEDGER_TABLE, reportUnreadable),
  approvals: approvalStore(dynamo, env.LEDGER_TABLE),
  clockOf,
  ...chance,
});

export const handler = http(behindDomain(respond, domainKey), logger, {
  whenFailed: peopleFailed,
  coding: contentCoding,
});
