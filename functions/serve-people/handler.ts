import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCommunity } from "../../core/impact/read-community.ts";
import { readPersonal } from "../../core/impact/read-personal.ts";
import { confirmByLink, readQuestion } from "../../core/people/confirm.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { linkStore } from "../../core/people/sessions/link.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { subscribe } from "../../core/people/subscribe.ts";
import { unsubscribe } from "../../core/people/unsubscribe.ts";
import { atLeast } from "../../core/platform/at-least.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { http } from "../../core/platform/lambda/http.ts";
import { logger } from "../../core/platform/lambda/logger.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { historyPage } from "../../core/site/account/history/page.ts";
import { impactPage } from "../../core/site/account/impact/page.ts";
import { preferencesPage } from "../../core/site/account/preferences/page.ts";
import { peoplePages } from "../../core/site/people-pages.ts";
import { publishAccountEvents } from "../../core/site/publish-account-events.ts";
import { peopleFailed, servePeople } from "../../core/site/serve-people.ts";
import { ServePeopleEnv } from "./env.ts";

const env = readEnv(ServePeopleEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactSecret(readSecret, env.CONTACT_SECRET),
  identities: identitySecret(readSecret, env.IDENTITY_SECRET),
};
const chance = { random: randomBytes, now };

const people = peopleStore(dynamo, env.PEOPLE_TABLE, pause);
const contacts = contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes });
const links = linkStore(dynamo, env.PEOPLE_TABLE, chance);
const tell = publishAccountEvents({
  events: eventsClient(new EventBridgeClient(), env.EVENT_BUS),
  ...chance,
});
const stores = { people, contacts, links, now, announce: tell.announce };

const stated = cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now);
const reading = {
  stated,
  entries: customerEntriesStore(dynamo, env.LEDGER_TABLE),
  impact: impactStore(dynamo, env.IMPACT_TABLE),
  allowances: allowanceStore(dynamo, env.LEDGER_TABLE),
  milestones: milestoneStore(dynamo, env.LEDGER_TABLE),
  now,
};
const suppressions = suppressionStore(dynamo, env.PEOPLE_TABLE);

const pages = peoplePages({
  ...stores,
  ...tell,
  own: {
    "/preferences": preferencesPage({ ...stores, suppressions, ask: tell.ask }),
    "/history": historyPage({ people }),
    "/impact/me": impactPage({
      people,
      readPersonal: readPersonal(reading),
      readCommunity: readCommunity(reading),
    }),
  },
  random: randomBytes,
  atLeast,
  sessions: sessionStore(dynamo, env.PEOPLE_TABLE, chance),
  limits: rateLimitStore(dynamo, env.PEOPLE_TABLE, { key: keys.identities, now }),
  triesMax: env.TRIES_MAX,
  contactKey: keys.addresses,
  readQuestion: readQuestion(stores),
  confirm: confirmByLink(stores),
  withdraw: unsubscribe(stores),
  enrol: subscribe({ ...stores, random: randomBytes }),
});

export const handler = http(servePeople({ stated, pages }), logger, peopleFailed);
