import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { feedbackStore } from "../../core/feedback/feedback.store.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached, cachedIf } from "../../core/giving/config/brand-config.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { listeningStore } from "../../core/giving/config/listening.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { purchaseEntriesStore } from "../../core/giving/ledger/purchase-entries.store.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCommunity } from "../../core/impact/read-community.ts";
import { readGiftParts } from "../../core/impact/read-gift-parts.ts";
import { readOffers } from "../../core/impact/read-offers.ts";
import { readPersonal } from "../../core/impact/read-personal.ts";
import { dossierStore } from "../../core/operations/people/dossier.store.ts";
import { exportCustomer } from "../../core/operations/people/export.ts";
import { forget } from "../../core/operations/people/forget.ts";
import { cardStore } from "../../core/people/cards/card.store.ts";
import { passStore } from "../../core/people/cards/pass.store.ts";
import { addressChangeStore } from "../../core/people/contacts/address-change.store.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import { copyStore } from "../../core/people/records/copy.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { linkStore } from "../../core/people/sessions/link.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { smsInboxStore } from "../../core/people/sms/sms-inbox.store.ts";
import { atLeast } from "../../core/platform/at-least.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { behindDomain } from "../../core/platform/lambda/behind-domain.ts";
import { contentCoding } from "../../core/platform/lambda/content-coding.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { PAYOUTS_AGE_MAX_SECONDS, payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { peoplePages } from "../../core/site/people-pages.ts";
import { peopleFailed, servePeople } from "../../core/site/serve-people.ts";
import { NO_DOMAIN_KEY, ServePeopleEnv } from "./env.ts";

const env = readEnv(ServePeopleEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactSecret(readSecret, env.CONTACT_SECRET),
  identities: identitySecret(readSecret, env.IDENTITY_SECRET),
};
const domainKey = env.DOMAIN_KEY === NO_DOMAIN_KEY ? undefined : contactSecret(readSecret, env.DOMAIN_KEY);
const chance = { random: randomBytes, now };

const readBrandConfig = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);
const figures = {
  brandConfig: readBrandConfig,
  entries: customerEntriesStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
  purchaseEntries: purchaseEntriesStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
  impact: impactStore(dynamo, env.IMPACT_TABLE, reportUnreadable),
  allowances: allowanceStore(dynamo, env.LEDGER_TABLE),
  milestones: milestoneStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
  payouts: cachedIf(
    payoutsReader(dynamo, env.LEDGER_TABLE, reportUnreadable),
    now,
    undefined,
    PAYOUTS_AGE_MAX_SECONDS,
  ),
  now,
};

const stores = {
  people: peopleStore(dynamo, env.PEOPLE_TABLE, pause, { key: keys.addresses, random: randomBytes }),
  contacts: contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
  changes: addressChangeStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes }),
  cards: cardStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes, pause }),
  copies: copyStore(dynamo, env.PEOPLE_TABLE, { key: keys.addresses, random: randomBytes }),
  suppressions: suppressionStore(dynamo, env.PEOPLE_TABLE),
};
const passes = passStore(dynamo, env.PEOPLE_TABLE, pause);
const kept = {
  ...stores,
  dossiers: dossierStore(dynamo, env.PEOPLE_TABLE, pause),
  waitingTexts: smsInboxStore(dynamo, env.PEOPLE_TABLE, { key: keys.addresses }),
  conversations: conversationStore(dynamo, env.PEOPLE_TABLE, {
    key: keys.addresses,
    random: randomBytes,
    keptDays: wordsKeptDays,
    now,
  }),
  feedback: feedbackStore(dynamo, env.PEOPLE_TABLE, { key: keys.addresses, random: randomBytes }),
  entries: figures.entries,
  identityKey: keys.identities,
  now,
};

const pages = peoplePages({
  ...stores,
  claims: claimLinkStore(dynamo, env.LEDGER_TABLE),
  readListening: cachedIf(listeningStore(dynamo, env.LEDGER_TABLE).read, now),
  exportCustomer: exportCustomer(kept),
  forgetCustomer: forget(kept),
  links: linkStore(dynamo, env.PEOPLE_TABLE, chance),
  sessions: sessionStore(dynamo, env.PEOPLE_TABLE, chance),
  limits: rateLimitStore(dynamo, env.PEOPLE_TABLE, { key: keys.identities, now }),
  events: eventsClient(new EventBridgeClient(), env.EVENT_BUS),
  readPersonal: readPersonal(figures),
  readGiftParts: readGiftParts(figures),
  readCommunity: readCommunity(figures),
  readOffers: readOffers(figures),
  contactKey: keys.addresses,
  identityKey: keys.identities,
  triesMax: env.TRIES_MAX,
  textCountries: env.TEXT_COUNTRIES,
  dayBounds: env.DAY_BOUNDS,
  wallets: env.WALLETS,
  // A stage whose cards are in no wallet asks for no phones.
  hasCardOnPhone: env.WALLETS.includes("apple")
    ? async (customer) => (await passes.phonesOf(customer)).length > 0
    : async () => false,
  atLeast,
  ...chance,
});

const respond = servePeople({
  readBrandConfig,
  readBrandWords: cachedIf(brandWordsStore(dynamo, env.LEDGER_TABLE, reportUnreadable).read, now),
  pages,
  siteUrl: env.SITE_URL,
  replyTo: env.REPLY_TO,
  hasLog: env.HAS_LOG,
  now,
});

export const handler = http(behindDomain(respond, domainKey), logger, {
  whenFailed: peopleFailed,
  coding: contentCoding,
});
