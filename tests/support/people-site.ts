import type { EventsClient } from "../../core/events/event-bus.client.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { Cause } from "../../core/model/cause.ts";
import { confirmByLink, readQuestion } from "../../core/people/confirm.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import { subscribe } from "../../core/people/subscribe.ts";
import { unsubscribe } from "../../core/people/unsubscribe.ts";
import type { Respond } from "../../core/platform/lambda/http.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { historyPage } from "../../core/site/account/history/page.ts";
import { impactPage } from "../../core/site/account/impact/page.ts";
import { preferencesPage } from "../../core/site/account/preferences/page.ts";
import { peoplePages } from "../../core/site/people-pages.ts";
import { publishAccountEvents } from "../../core/site/publish-account-events.ts";
import { servePeople } from "../../core/site/serve-people.ts";
import { startGateway } from "./gateway.ts";
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
} from "./people-world.ts";
import { brand, everyday } from "./states.ts";

/** An event that a page published. */
export interface Published {
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** People's pages as they are deployed, over the people of tests/support/people-world.ts, with a bus that only remembers. */
export interface PeopleSite {
  readonly url: string;
  readonly published: readonly Published[];
  /** So many events are refused from now on. */
  breakBus(times: number): void;
  close(): Promise<void>;
}

const stated: BrandConfig = {
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
  const tell = publishAccountEvents({ events, now, random: randomBytes });
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
    limits: rateLimitStore(dynamo, table, { key: keys.identities, now }),
    triesMax: 10_000,
    contactKey: keys.addresses,
    readQuestion: readQuestion(stores),
    confirm: confirmByLink(stores),
    withdraw: unsubscribe(stores),
    enrol: subscribe({ ...stores, random: randomBytes }),
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
