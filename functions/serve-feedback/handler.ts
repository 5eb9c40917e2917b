import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clockBy } from "../../core/conversations/clock/due.ts";
import { statedService } from "../../core/conversations/clock/stated-hours.ts";
import { feedbackHeard } from "../../core/conversations/hear/feedback-heard.ts";
import { personWrote } from "../../core/conversations/hear/person-wrote.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { feedbackStore } from "../../core/feedback/feedback.store.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../core/giving/config/brand-config.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { listeningStore } from "../../core/giving/config/listening.store.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { behindDomain } from "../../core/platform/lambda/behind-domain.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { feedbackPage } from "../../core/site/feedback/feedback-page.ts";
import { peopleFailed, servePeople } from "../../core/site/serve-people.ts";
import { NO_FEEDBACK_DOMAIN, ServeFeedbackEnv } from "./env.ts";

const env = readEnv(ServeFeedbackEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const contactKey = contactSecret(readSecret, env.CONTACT_SECRET);
const identityKey = identitySecret(readSecret, env.IDENTITY_SECRET);
const domainKey =
  env.DOMAIN_KEY === NO_FEEDBACK_DOMAIN ? undefined : contactSecret(readSecret, env.DOMAIN_KEY);
const chance = { random: randomBytes, now };

const readBrandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);
const sealing = { key: contactKey, random: randomBytes };
const conversations = conversationStore(dynamo, env.PEOPLE_TABLE, {
  ...sealing,
  keptDays: wordsKeptDays,
  now,
});
const clockOf = clockBy(statedService(readBrandConfig));

const page = feedbackPage({
  readListening: cachedIf(listeningStore(dynamo, env.LEDGER_TABLE).read, now),
  feedback: feedbackStore(dynamo, env.PEOPLE_TABLE, sealing),
  keptDays: env.KEPT_DAYS,
  toConversation: feedbackHeard(personWrote({ conversations, clockOf, random: randomBytes }), now),
  claims: claimLinkStore(dynamo, env.LEDGER_TABLE),
  sessions: sessionStore(dynamo, env.PEOPLE_TABLE, chance),
  limits: rateLimitStore(dynamo, env.PEOPLE_TABLE, { key: identityKey, now }),
  contactKey,
  identityKey,
  ...chance,
});

const respond = servePeople({
  readBrandConfig,
  readBrandWords: cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now),
  pages: { "/f/{place}": page },
  siteUrl: env.SITE_URL,
  replyTo: env.REPLY_TO,
  now,
});

export const handler = http(behindDomain(respond, domainKey), logger, { whenFailed: peopleFailed });
