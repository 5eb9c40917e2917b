import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BrandNotAppliedError } from "../../core/giving/config/brand-in-force.ts";
import type { Community } from "../../core/impact/view.ts";
import { verifierKey } from "../../core/proof/signed-note.ts";
import { servePage } from "../../core/site/community/serve-page.ts";
import { servePeople } from "../../core/site/serve-people.ts";
import { verifyPage } from "../../core/site/verify/verify-page.ts";
import { demoStories } from "./demo-texts.ts";
import { LOG, type ServedLog } from "./gift-log.ts";
import { someTerms } from "./giving-builders.ts";
import { memoryStories } from "./memory-stories.ts";
import { readDemoPicture } from "./pictures.ts";
import { crowded, detail, everyday, extreme, monthsOf, nothingYet } from "./states.ts";

/** A first path segment for each state, which a page of that state never sees. */
const states: Readonly<Record<string, Community | undefined>> = {
  everyday,
  nothingYet,
  extreme,
  crowded,
  notSetUp: undefined,
};

/** What a site serves besides its pages: the log that it publishes, and proofs by their paths. */
export interface Published {
  readonly log?: ServedLog;
  readonly proofs?: Readonly<Record<string, string>>;
}

export interface Site {
  /** The address of one state's pages: each state is a site of its own, so that links stay in it. */
  readonly of: (state: string) => string;
  readonly close: () => Promise<void>;
}

/** The stage of the state with nothing in it publishes no log. */
function hasLog(community: Community | undefined): boolean {
  return community !== undefined && community !== nothingYet;
}

/** The page on which anybody checks a gift. The log of the extreme state has no day yet. */
function respondAsPeople(community: Community) {
  const line = verifierKey(LOG);
  return servePeople({
    readBrandConfig: async () => ({ brand: community.brand, causes: community.causes, terms: [], pools: [] }),
    readBrandWords: async () => [],
    pages: {
      "/verify": verifyPage({ verifierKey: async () => (community === extreme ? undefined : line) }),
    },
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    hasLog: true,
    now: () => everyday.readAt,
  });
}

function respondWith(community: Community | undefined) {
  return servePage({
    siteUrl: "https://site.example",
    readFont: async () => undefined,
    readPicture: readDemoPicture,
    readBrandWords: async () => [],
    readBrandConfig: async () => ({
      ...(community && { brand: community.brand }),
      causes: community?.causes ?? [],
      terms: [someTerms({ from: "2025-02-01T00:00:00Z" })],
      pools: [],
    }),
    stories: memoryStories(community === everyday ? demoStories() : []),
    readCommunity: async () => {
      if (community === undefined) throw new BrandNotAppliedError();
      return community;
    },
    readMonths: async (year) => monthsOf(community ?? nothingYet, year),
    now: () => everyday.readAt,
    hasLog: hasLog(community),
    readCause: async (slug) =>
      community?.causes.some((cause) => cause.slug === slug) ? detail(community, slug) : undefined,
  });
}

/** As the network before the site does. */
async function readPublished(path: string, { log, proofs = {} }: Published): Promise<Uint8Array | undefined> {
  const proof = proofs[path];
  if (proof !== undefined) return Buffer.from(proof);
  return path.startsWith("/proof/")
    ? log?.read(path.slice("/proof/".length)).catch(() => undefined)
    : undefined;
}

async function serve(community: Community | undefined, published: Published) {
  const anybody = respondWith(community);
  const people = community !== undefined && hasLog(community) ? respondAsPeople(community) : anybody;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://site");
    const file = await readPublished(url.pathname, published);
    if (file !== undefined) {
      response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(file);
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const isPeople = url.pathname === "/verify";
    const answer = await (isPeople ? people : anybody)({
      route: `${request.method} ${url.pathname}`,
      method: request.method ?? "GET",
      path: url.pathname,
      parameters: {},
      query: Object.fromEntries(url.searchParams),
      headers,
      cookies: [],
      sourceIp: "203.0.113.7",
      body: Buffer.alloc(0),
    });
    response
      .writeHead(answer.status, answer.headers)
      .end(answer.isBase64 ? Buffer.from(answer.body ?? "", "base64") : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The test's server has no port");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

/** The real answers of the real pages, headers and all, for hand-made states. */
export async function startSite(published: Published = {}): Promise<Site> {
  const sites = new Map<string, Awaited<ReturnType<typeof serve>>>();
  for (const [name, community] of Object.entries(states)) sites.set(name, await serve(community, published));
  return {
    of: (state) => {
      const site = sites.get(state);
      if (site === undefined) throw new Error(`There is no state ${state}`);
      return site.origin;
    },
    close: async () => {
      for (const { server } of sites.values()) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
