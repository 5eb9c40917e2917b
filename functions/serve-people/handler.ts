import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { eventsClient } from "../../core/events/events.client.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { identityKey } from "../../core/intake/identity.ts";
import { secretsClient } from "../../core/intake/secrets.client.ts";
import { limitStore } from "../../core/limit/limit.store.ts";
import { linkStore } from "../../core/link/link.store.ts";
import { sessionStore } from "../../core/link/session.store.ts";
import { confirmByLink, readQuestion } from "../../core/people/confirm.ts";
import { contactStore } from "../../core/people/contact.store.ts";
import { contactKey } from "../../core/people/contact-key.ts";
import { enrol } from "../../core/people/enrol.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { withdraw } from "../../core/people/withdraw.ts";
import { peoplePages } from "../../core/people-pages/people-pages.ts";
import { peopleFailed, servePeople } from "../../core/people-pages/serve-people.ts";
import { tellPeople } from "../../core/people-pages/tell-people.ts";
import { atLeast } from "../../core/runtime/at-least.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { http, problem } from "../../core/runtime/http.ts";
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

const soon = async () => problem({ status: 503, title: "Service Unavailable" });

const pages = peoplePages({
  ...stores,
  ...tell,
  own: { "/preferences": soon, "/history": soon, "/impact/me": soon },
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
const stated = remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now);

export const handler = http(servePeople({ stated, pages }), logger, peopleFailed);
