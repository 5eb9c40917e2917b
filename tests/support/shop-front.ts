import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import type { Cause } from "../../core/model/cause.ts";
import type { HttpAnswer } from "../../core/platform/lambda/http.ts";
import { servePicture } from "../../core/site/community/serve-picture.ts";
import { answerShop } from "../../core/site/elements/answer-shop.ts";
import { ELEMENTS, elementsFile } from "../../core/site/elements-module/elements-file.ts";
import { aPool, aStatement, someTerms } from "./giving-builders.ts";
import { ledgerWorld } from "./ledger-spec.ts";
import { readDemoPicture } from "./pictures.ts";
import { everyday } from "./states.ts";

/** How the site behaves towards a shop's page. `silent`: it takes the call and never answers. */
export type SiteMood = "well" | "failing" | "silent";

export interface ShopFront {
  /** The shop's own origin, which is not the site's. */
  readonly shop: string;
  readonly site: string;
  /** The queries of what the elements asked for, in order. */
  readonly asked: readonly URL[];
  mood: SiteMood;
  /** Changes the module on its way, as somebody between site and shop would. */
  tampered: boolean;
  close(): Promise<void>;
}

/** Answers of the shop's own server; undefined: it has nothing there. */
export type ShopPages = (request: {
  readonly path: string;
  readonly method: string;
  readonly body: string;
  readonly site: string;
}) => ShopPage | undefined | Promise<ShopPage | undefined>;

interface ShopPage {
  readonly type: string;
  /** Of the scripts that stand in the page itself. */
  readonly nonce?: string;
  readonly body: string;
}

/** As strict as a shop's policy can be that loads the elements: no inline code without a nonce, no inline styles, one foreign origin. */
export const strictPolicy = (site: string, nonce?: string) =>
  `default-src 'none'; script-src 'self' ${site}${nonce === undefined ? "" : ` 'nonce-${nonce}'`}; connect-src 'self' ${site}; img-src ${site}; style-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'`;

export const moduleTag = (site: string) =>
  `<script type="module" src="${site}${ELEMENTS.path}" integrity="${ELEMENTS.integrity}" crossorigin="anonymous"></script>`;

const causes: readonly Cause[] = everyday.causes.map(({ slug, name, summary, charity, status, picture }) => ({
  slug,
  name,
  summary,
  charity,
  status,
  picture,
}));

/** The causes of {@link everyday}, 2 % for each purchase, and a pool that doubles what clean rivers get. */
export const shopConfig: BrandConfig = aStatement({
  brand: everyday.brand,
  causes: [...causes],
  terms: [someTerms({ defaultCause: "clean-rivers", roundUp: true })],
  pools: [aPool({ currency: "EUR", causes: ["clean-rivers"] })],
});

async function listen(
  answer: (request: IncomingMessage, url: URL, body: string, response: ServerResponse) => Promise<void>,
) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      void answer(request, new URL(request.url ?? "/", "http://shop"), body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The test's server has no port");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

/** A web shop and, at another origin, the part of the site that shops' pages load: real answers for an invented brand. */
export async function startShopFront(pages: ShopPages, config: BrandConfig = shopConfig): Promise<ShopFront> {
  const { ledger } = ledgerWorld(config);
  const asked: URL[] = [];
  const respond = answerShop(
    {
      brandConfig: async () => config,
      readBrandWords: async () => [],
      readCommunity: async () => everyday,
      balanceOf: (allowance) => ledger.balanceOf(allowance),
      siteUrl: "https://give.example.com",
      hasLog: true,
      now: () => "2026-11-22T13:35:45Z",
    },
    () => ({ status: 404 }),
  );
  const send = (response: ServerResponse, { status, headers, body, isBase64 }: HttpAnswer) => {
    response.writeHead(status, headers).end(isBase64 ? Buffer.from(body ?? "", "base64") : body);
  };
  const site = await listen(async (request, url, _, response) => {
    const file = elementsFile(url.pathname);
    if (file !== undefined) {
      send(response, front.tampered ? { ...file, body: `${file.body}//` } : file);
      return;
    }
    const shown = await servePicture(url.pathname, readDemoPicture);
    if (shown !== undefined) {
      send(response, shown);
      return;
    }
    asked.push(url);
    if (front.mood === "silent") return;
    if (front.mood === "failing") {
      send(response, { status: 500, body: "{}", headers: { "access-control-allow-origin": "*" } });
      return;
    }
    const query = Object.fromEntries(url.searchParams);
    const call = { route: "GET /api/{proxy+}", method: request.method ?? "GET", path: url.pathname, query };
    const plain = {
      parameters: {},
      headers: {},
      cookies: [],
      sourceIp: "203.0.113.7",
      body: Buffer.alloc(0),
    };
    send(response, await respond({ ...call, ...plain }));
  });
  const shop = await listen(async (request, url, body, response) => {
    const found = await pages({
      path: `${url.pathname}${url.search}`,
      method: request.method ?? "GET",
      body,
      site: site.origin,
    });
    if (found === undefined) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, {
        "content-type": found.type,
        "content-security-policy": strictPolicy(site.origin, found.nonce),
      })
      .end(found.body);
  });
  const front: ShopFront = {
    shop: shop.origin,
    site: site.origin,
    asked,
    mood: "well",
    tampered: false,
    async close() {
      for (const { server } of [site, shop]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return front;
}
