import type { EventsClient } from "../../core/events/event-bus.client.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { Cause } from "../../core/model/cause.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import type { Respond } from "../../core/platform/lambda/http.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { peoplePages } from "../../core/site/people-pages.ts";
import { servePeople } from "../../core/site/serve-people.ts";
import { localDayBounds } from "../../lib/day-bounds.ts";
import { startGateway } from "./gateway.ts";
import {
  cards,
  changes,
  clock,
  contacts,
  copies,
  createTable,
  deleteTable,
  dynamo,
  exported,
  forgetCustomer,
  keys,
  links,
  people,
  sessions,
  suppressions,
  table,
} from "./people-world.ts";
import { brand, everyday } from "./states.ts";
import { everyTextCountry } from "./text-countries.ts";

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

const brandConfig: BrandConfig = {
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
  const pages = peoplePages({
    people,
    claims: { read: async () => undefined },
    readListening: async () => ({}),
    cards,
    wallets: [],
    contacts,
    changes,
    copies,
    suppressions,
    links,
    sessions,
    limits: rateLimitStore(dynamo, table, { key: keys.identities, now }),
    events,
    readPersonal: async () => ({ asOf: everyday.asOf, figures: [], purchases: [] }),
    readGiftParts: async () => new Map(),
    readCommunity: async () => everyday,
    readOffers: async () => everyday.terms,
    exportCustomer: exported,
    forgetCustomer,
    contactKey: keys.addresses,
    identityKey: keys.identities,
    triesMax: 10_000,
    textCountries: everyTextCountry,
    hasCardOnPhone: async () => false,
    dayBounds: localDayBounds,
    atLeast: (_ms, work) => work(),
    now,
    random: randomBytes,
  });
  return servePeople({
    readBrandConfig: async () => brandConfig,
    readBrandWords: async () => [],
    pages,
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    now,
  });
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
