import * as z from "zod";
import type { PersonalPurchase } from "../../core/impact/read-personal.ts";
import type { BrandWords } from "../../core/model/brand-words.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { linkPaths, PEOPLE_ROUTES, PROOF_ROUTES } from "../../core/model/routes.ts";
import type { Channel, Topic } from "../../core/model/topic.ts";
import type { Wallet } from "../../core/model/wallet.ts";
import { changeFacts } from "../../core/people/change-address.ts";
import { confirmFacts } from "../../core/people/confirm.ts";
import type { TextCountries } from "../../core/people/contacts/texted-number.ts";
import type { DayBounds } from "../../core/people/rate-limit/day-bounds.ts";
import { addressMark, type LetterPage, letterToken } from "../../core/people/sessions/letter-token.ts";
import { type OptInRequest, subscribe } from "../../core/people/subscribe.ts";
import type { HttpAnswer } from "../../core/platform/lambda/http.ts";
import { peoplePages } from "../../core/site/people-pages.ts";
import { type ProofPagesDeps, proofPages } from "../../core/site/proof-pages.ts";
import { peopleFailed, servePeople } from "../../core/site/serve-people.ts";
import { localDayBounds } from "../../lib/day-bounds.ts";
import { memoryCards } from "./memory-cards.ts";
import { memoryClaims } from "./memory-claims.ts";
import { type MemoryPeople, memoryPeople } from "./memory-people.ts";
import { brand, everyday } from "./states.ts";
import { everyTextCountry } from "./text-countries.ts";

export const IDENTITY_KEY = "the key of identities in these tests, long enough";
export const CONTACT_KEY = "the key of addresses in these tests, long enough";
/** What every message said, to whoever may read it again. */
export const MESSAGE_SAID = "Your purchase in Harbour Street gave.";
const FORM = "application/x-www-form-urlencoded";

/** A visitor's browser: it keeps the cookie that it is given, and sends it along. */
export interface MemoryBrowser {
  get(path: string): Promise<HttpAnswer>;
  /** A form as our own page sends it. */
  post(path: string, form?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  /** As any program could send it. */
  send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<HttpAnswer>;
  /** Leaves the cookie behind, as the next person at that computer does. */
  forgetCookie(): void;
}

/**
 * People's pages over {@link memoryPeople}. `published`: the events by name, and by the
 * request whose repetition journeys do not start again.
 */
export interface MemorySite extends MemoryPeople {
  readonly published: ReadonlySet<string>;
  /** The name of each event that was published, as often as it was. */
  readonly caused: readonly string[];
  browser(): MemoryBrowser;
  /** Joins by email, and returns the customer; each time as another request. */
  join(email: string, wishes: readonly OptInRequest[]): Promise<CustomerId>;
  /** The path of the link that a letter about what is pending now carries; undefined when nothing is. */
  confirmPath(customer: CustomerId, minutes?: number): Promise<string | undefined>;
  signInPath(customer: CustomerId, minutes?: number): Promise<string>;
  /** Asks for another email address, and returns the path of the link that the letter there carries. */
  changePath(customer: CustomerId, minutes?: number, to?: string): Promise<string>;
  /** The path of the link that a letter sent now carries to a page. */
  letterPath(customer: CustomerId, page?: LetterPage): Promise<string>;
  /** What was published for journeys, in full. */
  readonly asked: readonly Readonly<Record<string, unknown>>[];
  readonly claims: ReturnType<typeof memoryClaims>;
}

export function wishFor(
  topic: Topic,
  words = `Yes, write to me about ${topic}.`,
  channel: Channel = "email",
) {
  return { topic, channel, words, wordsVersion: "1", locale: "en" } as const satisfies OptInRequest;
}

/** What wraps each store before the pages get it: `name` is the store's, as {@link MemoryPeople} calls it. */
export type WatchStore = <Store extends object>(name: string, store: Store) => Store;

export function memorySite({
  triesMax = 10_000,
  dayBounds = localDayBounds,
  watch = (_name, store) => store,
  textCountries = everyTextCountry,
  brandWords = [],
  wallets = [],
  proofs,
  personal = [],
}: {
  readonly triesMax?: number;
  readonly dayBounds?: DayBounds;
  readonly watch?: WatchStore;
  readonly textCountries?: TextCountries;
  readonly brandWords?: readonly BrandWords[];
  readonly wallets?: readonly Wallet[];
  /** On a stage that publishes a log. */
  readonly proofs?: Omit<ProofPagesDeps, "claims" | "sessions">;
  readonly personal?: readonly PersonalPurchase[];
} = {}): MemorySite {
  const world = memoryPeople();
  const published = new Set<string>();
  const caused: string[] = [];
  const asked: Record<string, unknown>[] = [];
  const tries = new Map<string, number>();
  const claims = memoryClaims();
  const cards = memoryCards();
  const pages = peoplePages({
    ...world,
    cards: watch("cards", cards),
    wallets,
    copies: { read: async () => ({ text: MESSAGE_SAID }) },
    exportCustomer: async (customer) => ({ customer }),
    forgetCustomer: watch("dossiers", { remove: world.remove }).remove,
    claims: watch("claims", claims),
    readListening: async () => ({}),
    textCountries,
    hasCardOnPhone: async () => false,
    dayBounds,
    people: watch("people", world.people),
    contacts: watch("contacts", world.contacts),
    changes: watch("changes", world.changes),
    suppressions: watch("suppressions", world.suppressions),
    links: watch("links", world.links),
    sessions: watch("sessions", world.sessions),
    limits: watch("limits", {
      async consume({ name, max }, subject) {
        const times = (tries.get(`${name} ${subject}`) ?? 0) + 1;
        tries.set(`${name} ${subject}`, times);
        return times > max ? "exceeded" : "allowed";
      },
    }),
    events: watch("events", {
      async publish(contract, details) {
        for (const detail of details) {
          caused.push(contract.name);
          asked.push({ name: contract.name, ...Object(contract.detail.parse(detail)) });
          const { join = "" } = z.looseObject({ join: z.string().optional() }).parse(detail);
          published.add(`${contract.name} ${join}`.trimEnd());
        }
      },
    }),
    readPersonal: async () => ({ asOf: everyday.asOf, figures: [], purchases: personal }),
    readGiftParts: async () => new Map(),
    readCommunity: async () => everyday,
    readOffers: async () => everyday.terms,
    contactKey: async () => CONTACT_KEY,
    identityKey: async () => IDENTITY_KEY,
    triesMax,
    atLeast: (_ms, work) => work(),
  });
  const checked = proofs && {
    ...proofs,
    orders: watch("orders", proofs.orders),
    claims: watch("claims", claims),
    sessions: watch("sessions", world.sessions),
  };
  const respond = servePeople({
    readBrandConfig: async () => ({ brand, causes: [], terms: [], pools: [] }),
    readBrandWords: async () => brandWords,
    pages: { ...pages, ...(checked && proofPages(checked)) },
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    hasLog: proofs !== undefined,
    now: () => "2026-11-22T12:00:00Z",
  });
  let requests = 0;
  const join = subscribe(world);
  return {
    ...world,
    claims,
    published,
    caused,
    asked,
    browser: () => browserOf(respond),
    async join(email, wishes) {
      requests += 1;
      const proof = `form:${requests}`;
      const joined = await join({ email, language: "en", wishes, source: "form", proof });
      if (joined.outcome !== "joined") throw new Error(JSON.stringify(joined));
      return joined.customer;
    },
    async confirmPath(customer, minutes = 24 * 60) {
      const facts = await confirmFacts(world, customer, "email");
      if (facts === undefined) return undefined;
      return linkPaths.confirm(await world.links.issue({ purpose: "confirm", customer, facts, minutes }));
    },
    async letterPath(customer, page = "impact") {
      const [row] = await world.contacts.contacts(customer);
      const mark = addressMark(CONTACT_KEY, row?.hmac ?? "");
      return linkPaths.letter(letterToken(CONTACT_KEY, { customer, page, issuedAt: world.now(), mark }));
    },
    async changePath(customer, minutes = 24 * 60, to = "new@example.com") {
      const channel = "email";
      const [row] = await world.contacts.contacts(customer);
      const { hmac } = await world.contacts.hashOf({ channel, address: to });
      const until = world.now();
      await world.changes.ask(customer, { channel, address: to, hmac, replaces: row?.hmac ?? "", until });
      const facts = (await changeFacts(world.changes, customer, { channel, hmac })) ?? {};
      const link = { purpose: "changeAddress", customer, facts, minutes } as const;
      return linkPaths.changeAddress(await world.links.issue(link));
    },
    async signInPath(customer, minutes = 10) {
      const link = { purpose: "signIn", customer, facts: {}, minutes } as const;
      return linkPaths.signIn(await world.links.issue(link));
    },
  };
}

function browserOf(respond: ReturnType<typeof servePeople>): MemoryBrowser {
  const jar = new Map<string, string>();
  const send: MemoryBrowser["send"] = async (method, url, headers, body) => {
    const { pathname: path, searchParams } = new URL(url, "https://site.example");
    const route = [...PEOPLE_ROUTES, ...PROOF_ROUTES].find((one) => patternOf(one.path).test(path));
    if (route === undefined) throw new Error(`${path} is no address of people's pages`);
    const request = {
      route: `${method} ${route.path}`,
      method,
      path,
      parameters: { ...patternOf(route.path).exec(path)?.groups },
      query: Object.fromEntries(searchParams),
      headers: { host: "site.example", ...headers },
      cookies: [...jar.values()],
      sourceIp: "203.0.113.7",
      body: Buffer.from(body),
    };
    const answer = await Promise.resolve()
      .then(() => respond(request))
      .catch(() => peopleFailed(request));
    for (const given of answer.cookies ?? []) {
      const pair = given.split(";")[0] ?? "";
      jar.set(pair.split("=")[0] ?? "", pair);
    }
    return answer;
  };
  return {
    send,
    get: (path) => send("GET", path, {}, ""),
    post: (path, form = {}) =>
      send(
        "POST",
        path,
        { "content-type": FORM, "sec-fetch-site": "same-origin" },
        new URLSearchParams(form).toString(),
      ),
    forgetCookie() {
      jar.clear();
    },
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/, "(?<$1>[^/]+)")}$`);
}
