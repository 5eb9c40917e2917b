import type { EventsClient } from "../../core/events/events.client.ts";
import { Cause } from "../../core/giving/cause.ts";
import type { Stated } from "../../core/giving/stated.ts";
import { limitStore } from "../../core/limit/limit.store.ts";
import { confirmByLink, readQuestion } from "../../core/people/confirm.ts";
import { enrol } from "../../core/people/enrol.ts";
import { withdraw } from "../../core/people/withdraw.ts";
import { historyPage } from "../../core/people-pages/history.ts";
import { impactPage } from "../../core/people-pages/impact.ts";
import { peoplePages } from "../../core/people-pages/people-pages.ts";
import { preferencesPage } from "../../core/people-pages/preferences.ts";
import { servePeople } from "../../core/people-pages/serve-people.ts";
import { tellPeople } from "../../core/people-pages/tell-people.ts";
import type { Respond } from "../../core/runtime/http.ts";
import { randomBytes } from "../../core/runtime/random.ts";
import {
  clock,
  contacts,
  createTable,
  deleteTable,
  dynamo,
  keys,
  links,
  people,
  sessions,
  suppressions,
  table,
} from "../e2e/people-world.ts";
import { startGateway } from "./gateway.ts";
import { brand, everyday } from "./states.ts";

/** An event that a page published. */
export interface Published {
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** People's pages as they are deployed, over the people of tests/e2e/people-world.ts, with a bus that only remembers. */
export interface PeopleSite {
  readonly url: string;
  readonly published: readonly Published[];
  /** So many events are refused from now on. */
  breakBus(times: number): void;
  close(): Promise<void>;
}

const stated: Stated = {
  brand,
  causes: everyday.causes.map(({ slug, name, summary, charity, status }) =>
    Cause.parse({ slug, name, summary, charity, status }),
  ),
  terms: [],
  pools: [],
};

const now = () => clock.at;

function rememberingBus() {
  const published: Published[] = [];
  let refusals = 0;
  const events: EventsClient = {
    async publish(contract, details) {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error("The bus refused it");
      }
      for (const detail of details)
        published.push({ name: contract.name, detail: Object(contract.detail.parse(detail)) });
    },
  };
  return {
    events,
    published,
    breakBus: (times: number) => {
      refusals = times;
    },
  };
}

function respondWith(events: EventsClient): Respond {
  const tell = tellPeople({ events, now, random: randomBytes });
  const stores = { people, contacts, links, now, announce: tell.announce };
  const pages = peoplePages({
    ...stores,
    ...tell,
    own: {
      "/preferences": preferencesPage({ ...stores, suppressions, ask: tell.ask }),
      "/history": historyPage({ people }),
      "/impact/me": impactPage({
        people,
        readPersonal: async () => ({ asOf: everyday.asOf, figures: [], purchases: [] }),
        readCommunity: async () => everyday,
      }),
    },
    random: randomBytes,
    atLeast: (_ms, work) => work(),
    sessions,
    limits: limitStore(dynamo, table, { key: keys.identities, now }),
    triesMax: 10_000,
    contactKey: keys.addresses,
    readQuestion: readQuestion(stores),
    confirm: confirmByLink(stores),
    withdraw: withdraw(stores),
    enrol: enrol({ ...stores, random: randomBytes }),
  });
  return servePeople({ stated: async () => stated, pages });
}

/** Makes the table of people on the engine; `close` drops it. */
export async function startPeopleSite(): Promise<PeopleSite> {
  await createTable();
  const { events, published, breakBus } = rememberingBus();
  const gateway = await startGateway(respondWith(events));
  return {
    url: gateway.origin,
    published,
    breakBus,
    async close() {
      await gateway.close();
      await deleteTable();
    },
  };
}
