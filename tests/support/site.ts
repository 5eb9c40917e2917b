import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BrandNotAppliedError } from "../../core/giving/config/brand-in-force.ts";
import type { Community } from "../../core/impact/view.ts";
import { servePage } from "../../core/site/community/serve-page.ts";
import { demoStories } from "./demo-texts.ts";
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

export interface Site {
  /** The address of one state's pages: each state is a site of its own, so that links stay in it. */
  readonly of: (state: string) => string;
  readonly close: () => Promise<void>;
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
    readCause: async (slug) =>
      community?.causes.some((cause) => cause.slug === slug) ? detail(community, slug) : undefined,
  });
}

async function serve(community: Community | undefined) {
  const respond = respondWith(community);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://site");
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const answer = await respond({
      route: "",
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
export async function startSite(): Promise<Site> {
  const sites = new Map<string, Awaited<ReturnType<typeof serve>>>();
  for (const [name, community] of Object.entries(states)) sites.set(name, await serve(community));
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
