import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventsClient } from "../../core/events/events.client.ts";
import { allowanceStore } from "../../core/giving/allowance.store.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCommunity } from "../../core/impact/read-community.ts";
import { readPersonal } from "../../core/impact/read-personal.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { customerEntriesStore } from "../../core/ledger/customer-entries.store.ts";
import { limitStore } from "../../core/limit/limit.store.ts";
import { linkStore } from "../../core/link/link.store.ts";
import { sessionStore } from "../../core/link/session.store.ts";
import { confirmByLink, readQuestion } from "../../core/people/confirm.ts";
import { contactStore } from "../../core/people/contact.store.ts";
import { contactKey } from "../../core/people/contact-key.ts";
import { enrol } from "../../core/people/enrol.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { suppressionStore } from "../../core/people/suppression.store.ts";
import { withdraw } from "../../core/people/withdraw.ts";
import { historyPage } from "../../core/people-pages/history.ts";
import { impactPage } from "../../core/people-pages/impact.ts";
import { peoplePages } from "../../core/people-pages/people-pages.ts";
import { preferencesPage } from "../../core/people-pages/preferences.ts";
import { peopleFailed, servePeople } from "../../core/people-pages/serve-people.ts";
import { tellPeople } from "../../core/people-pages/tell-people.ts";
import { atLeast } from "../../core/runtime/at-least.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { http } from "../../core/runtime/http.ts";
import { logger } from "../../core/runtime/logger.ts";
import { pause } from "../../core/runtime/pause.ts";
import { randomBytes } from "../../core/runtime/random.ts";
import { ServePeopleEnv } from "./env.ts";

const env = readEnv(ServePeopleEnv);
const dynamo = new DynamoDBClient();
const readSecret = secretsClient(new SecretsManagerClient());
const keys = {
  addresses: contactKey(readSecret, env.CONTACT_SECRET),
  identities: identityKey(readSecret, env.IDENTITY_SECRET),
};
const chance = { random: randomBytes, now };

const people = peopleStore(dynamo, env.PEOPLE_TABLE, pause);
const contacts = contactStore(dynamo, env.PEOPLE_TABLE, { keys, random: randomBytes });
const links = linkStore(dynamo, env.PEOPLE_TABLE, chance);
const tell = tellPeople({ events: eventsClient(new EventBridgeClient(), env.EVENT_BUS), ...chance });
const stores = { people, contacts, links, now, announce: tell.announce };

const stated = remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now);
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
  limits: limitStore(dynamo, env.PEOPLE_TABLE, { key: keys.identities, now }),
  triesMax: env.TRIES_MAX,
  contactKey: keys.addresses,
  readQuestion: readQuestion(stores),
  confirm: confirmByLink(stores),
  withdraw: withdraw(stores),
  enrol: enrol({ ...stores, random: randomBytes }),
});

export const handler = http(servePeople({ stated, pages }), logger, peopleFailed);
