import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { Cause } from "../../core/model/cause.ts";
import type { Respond } from "../../core/platform/lambda/http.ts";
import { addressPage } from "../../core/site/account/address/page.ts";
import { cardPage } from "../../core/site/account/card/page.ts";
import { historyPage } from "../../core/site/account/history/page.ts";
import { impactPage } from "../../core/site/account/impact/page.ts";
import { deletePage, downloadPage } from "../../core/site/account/preferences/data-page.tsx";
import { overviewPage } from "../../core/site/account/preferences/overview-page.ts";
import { stepPage } from "../../core/site/account/preferences/step-page.ts";
import { servePeople } from "../../core/site/serve-people.ts";
import type { Page, SignedInPage } from "../../core/site/ui/page.ts";
import { localDayBounds } from "../../lib/day-bounds.ts";
import { giftParts, people, personal } from "./account-states.ts";
import { type AccountWorld, accountWorld, ann, NOW } from "./account-world.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { memoryCards } from "./memory-cards.ts";
import { brand, everyday } from "./states.ts";

/** A customer's own pages, with somebody signed in whose state is as it was designed for. */
export interface AccountSite {
  readonly url: string;
  readonly world: AccountWorld;
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

function respondIn(world: AccountWorld, state: string): Respond {
  const impact = personal[state];
  if (impact === undefined) throw new Error(`There is no state ${state}`);
  const session = { customer: ann, startedAt: NOW, expiresAt: "2026-11-22T13:00:00Z" };
  const own =
    (page: SignedInPage): Page =>
    (request, context) =>
      page(request, { customer: ann, session }, context);
  const elsewhere: Page = async () => ({ status: 200, body: "elsewhere" });
  const data = {
    ...world,
    limits: { consume: async () => "allowed" as const },
    exportCustomer: async () => ({ customer: ann }),
    forgetCustomer: async () => world.forget(),
  };
  const pages = {
    "/preferences": own(overviewPage(world)),
    "/preferences/what": own(stepPage(world, "what")),
    "/preferences/when": own(stepPage(world, "when")),
    "/preferences/about": own(stepPage(world, "about")),
    "/preferences/address": own(
      addressPage({
        ...data,
        contacts: { ...world.contacts, hashOf: async ({ channel, address }) => ({ channel, hmac: address }) },
        changes: { ask: async () => undefined },
        dayBounds: localDayBounds,
        requestChange: async () => undefined,
        atLeast: (_ms, work) => work(),
      }),
    ),
    "/preferences/data": own(downloadPage(data)),
    "/preferences/delete": own(deletePage(data)),
    "/card": own(
      cardPage({
        cards: memoryCards(state === "everyday" ? [ann] : []),
        people: world.people,
        wallets: ["apple", "google"],
        now: world.now,
      }),
    ),
    "/history": own(historyPage(world)),
    "/impact/me": own(
      impactPage({
        people: world.people,
        readPersonal: async () => impact,
        readGiftParts: async () => giftParts,
        readCommunity: async () => everyday,
      }),
    ),
  };
  return servePeople({
    readBrandConfig: async () => brandConfig,
    readBrandWords: async () => [],
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    hasLog: state === "everyday",
    now: () => "2026-11-22T12:00:00Z",
    pages: {
      ...pages,
      "/join": elsewhere,
      "/confirm/{token}": elsewhere,
      "/sign-in": elsewhere,
      "/sign-in/{token}": elsewhere,
      "/change/{token}": elsewhere,
      "/letter/{token}": elsewhere,
      "/c/{token}": elsewhere,
      "/C/{token}": elsewhere,
      "/claim": elsewhere,
      "/sign-out": elsewhere,
      "/unsubscribe/{token}": elsewhere,
    },
  });
}

/** A site of its own for each test that changes something. */
export async function startAccountSite(state: string): Promise<AccountSite> {
  const facts = people[state];
  if (facts === undefined) throw new Error(`There is no state ${state}`);
  const world = accountWorld(facts);
  const gateway: Gateway = await startGateway(respondIn(world, state));
  return { url: gateway.origin, world, close: gateway.close };
}
