import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
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
import { PEOPLE_ROUTES } from "../../core/people-pages/routes.ts";
import { peopleFailed, servePeople } from "../../core/people-pages/serve-people.ts";
import { tellPeople } from "../../core/people-pages/tell-people.ts";
import type { HttpAnswer, HttpRequest, Respond } from "../../core/runtime/http.ts";
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

function respondWith(events: EventsClient, triesMax: number): Respond {
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
    triesMax,
    contactKey: keys.addresses,
    readQuestion: readQuestion(stores),
    confirm: confirmByLink(stores),
    withdraw: withdraw(stores),
    enrol: enrol({ ...stores, random: randomBytes }),
  });
  return servePeople({ stated: async () => stated, pages });
}

/** A request as the gateway hands it over; undefined for an address that is none of people's pages. */
async function requestOf(message: IncomingMessage): Promise<HttpRequest | undefined> {
  const url = new URL(message.url ?? "/", "http://site");
  const method = message.method ?? "GET";
  const found = PEOPLE_ROUTES.flatMap(({ path, methods }) => {
    const match = new RegExp(`^${path.replace("{token}", "([^/]+)")}$`).exec(url.pathname);
    return match !== null && methods.some((one) => one === method) ? [{ path, token: match[1] }] : [];
  })[0];
  if (found === undefined) return undefined;
  const body: Buffer[] = [];
  for await (const chunk of message) body.push(Buffer.from(chunk));
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    route: `${method} ${found.path}`,
    method,
    path: url.pathname,
    parameters: found.token === undefined ? {} : { token: decodeURIComponent(found.token) },
    query: Object.fromEntries(url.searchParams),
    headers,
    cookies: headers["cookie"]?.split("; ") ?? [],
    sourceIp: "203.0.113.7",
    body: Buffer.concat(body),
  };
}

async function answerTo(respond: Respond, message: IncomingMessage): Promise<HttpAnswer> {
  const request = await requestOf(message);
  if (request === undefined)
    return { status: 200, headers: { "content-type": "text/plain" }, body: "elsewhere" };
  try {
    return await respond(request);
  } catch {
    return peopleFailed(request);
  }
}

/** Makes the table of people on the engine; `close` drops it. */
export async function startPeopleSite({ triesMax = 10_000 } = {}): Promise<PeopleSite> {
  await createTable();
  const { events, published, breakBus } = rememberingBus();
  const respond = respondWith(events, triesMax);
  const server = createServer(async (message, response) => {
    const { status, headers, cookies, body } = await answerTo(respond, message);
    response.writeHead(status, { ...headers, ...(cookies && { "set-cookie": [...cookies] }) });
    response.end(message.method === "HEAD" ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The test's server has no port");
  return {
    // A name under localhost, as the engine's own: browsers take it for safe, and keep the session's cookie.
    url: `http://site.localhost:${address.port}`,
    published,
    breakBus,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await deleteTable();
    },
  };
}
