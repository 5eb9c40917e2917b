import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disclose } from "../../../../core/disclosures/disclose.ts";
import { ANYWHERE } from "../../../../core/disclosures/places.ts";
import { tillLines } from "../../../../core/disclosures/till-lines.ts";
import { capName } from "../../../../core/giving/pricing/allowance.ts";
import { readCause, readCommunity } from "../../../../core/impact/read-community.ts";
import { termsView } from "../../../../core/impact/read-offers.ts";
import { Locale } from "../../../../core/model/cause.ts";
import type { Terms } from "../../../../core/model/terms.ts";
import { brokenPromises } from "../../../../core/operations/brand/promises.ts";
import { servePage } from "../../../../core/site/community/serve-page.ts";
import { answerShop } from "../../../../core/site/elements/answer-shop.ts";
import { aPurchase, aRefund, aStatement, brand, someTerms } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";
import { memoryStories } from "../../../support/memory-stories.ts";

const SITE = "https://give.example.com";
const BEFORE_END = "2026-11-22T14:00:00Z";
const END = "2026-11-23T00:00:00Z";
const CAP = 700;
/** As both languages write the one rate that these terms have. */
const RATE = /3[.,]17/;
const MINIMUM = /€10\b|10\s€/;

const terms: Terms = someTerms({
  share: { kind: "percentage", basisPoints: 317 },
  minimumOrder: { EUR: 1_000 },
  capPerCampaign: { EUR: CAP },
  until: END,
});

/** All that a brand with a campaign shows at one moment, each read anew: what a cache may keep is 15 seconds old. */
function campaign() {
  const config = aStatement({ terms: [terms] });
  const world = ledgerWorld(config);
  let now = BEFORE_END;
  const left = async (names: readonly string[]) => new Map(names.map((name) => [name, world.left(name)]));
  const deps = {
    brandConfig: async () => config,
    impact: { days: async () => [], allTime: async () => undefined },
    allowances: { left },
    payouts: async () => undefined,
    milestones: { reached: async () => [] },
    now: () => now,
  };
  const community = readCommunity(deps);
  const pages = servePage({
    siteUrl: SITE,
    readFont: async () => undefined,
    readPicture: async () => undefined,
    readBrandWords: async () => [],
    readBrandConfig: deps.brandConfig,
    stories: memoryStories([]),
    readCommunity: community,
    readCause: readCause(deps),
    readMonths: async () => Promise.reject(new Error("no page of this test has months")),
    now: deps.now,
  });
  const shop = answerShop(
    {
      ...deps,
      readCommunity: community,
      readBrandWords: async () => [],
      balanceOf: (name) => world.ledger.balanceOf(name),
      siteUrl: SITE,
    },
    () => ({ status: 418 }),
  );
  const get = async (respond: typeof shop, path: string, query: Record<string, string>) => {
    const call = { route: "", method: "GET", path, parameters: {}, query, headers: {}, cookies: [] };
    return (await respond({ ...call, sourceIp: "203.0.113.7", body: Buffer.alloc(0) })).body ?? "";
  };
  const cart = { currency: "EUR", amount: "50.00" };
  return {
    world,
    end: () => {
      now = END;
    },
    /** Everything that a customer can read of the offer, by where; earlier terms may be told of. */
    shown: async (locale: Locale) => {
      const { terms: offers } = await community();
      const said = { brand, causes: config.causes, site: SITE, locale, currency: "EUR" };
      const page = async (path: string) =>
        (await get(pages, path, { lang: locale })).replace(/<details><summary>.*$/s, "");
      return {
        community: await page("/"),
        cause: await page("/causes/rivers"),
        element: await get(shop, "/api/shop/shopify/web", { ...cart, lang: locale }),
        smallCart: await get(shop, "/api/shop/shopify/web", { ...cart, amount: "1.00", lang: locale }),
        statement: offers
          .flatMap((one) => disclose({ ...said, terms: one }, ANYWHERE).map(({ text }) => text))
          .join("\n"),
        till: offers.flatMap((one) => tillLines({ ...said, terms: one }) ?? []).join("\n"),
      };
    },
  };
}

const steps = fc.array(
  fc.oneof(
    fc.record({ of: fc.constant("purchase" as const), base: fc.integer({ min: 5_000, max: 12_000 }) }),
    fc.record({ of: fc.constant("refund" as const) }),
  ),
  { minLength: 3, maxLength: 7 },
);

/** Two purchases use the cap up, and the third finds nothing of it. */
const ENDING = [12_000, 12_000, 5_000].map((base) => ({ of: "purchase" as const, base }));

describe("an offer", () => {
  test("is nowhere any more as soon as all that its cap set aside is given, and is again once a refund frees some", async () => {
    let overs = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(...Locale.options), async (some, locale) => {
        const { world, shown } = campaign();
        const given: string[] = [];
        for (const [index, step] of some.entries()) {
          const orderId = step.of === "purchase" ? `order-${index}` : given.pop();
          if (orderId === undefined) continue;
          if (step.of === "purchase") {
            given.push(orderId);
            await world.give(aPurchase({ orderId, currency: "EUR", base: step.base, paid: step.base }));
          } else {
            await world.refund(
              aRefund({ orderId, refundId: `refund-${orderId}`, currency: "EUR", scope: { of: "all" } }),
            );
          }
          const isOver = world.left(capName(terms, "EUR")) === 0;
          if (isOver) overs += 1;
          for (const [where, text] of Object.entries(await shown(locale))) {
            expect(RATE.test(text), `${where} after ${step.of} ${orderId}`).toBe(!isOver);
            if (isOver) expect(MINIMUM.test(text), where).toBe(false);
          }
        }
      }),
      { numRuns: 20, examples: Locale.options.map((locale): [typeof ENDING, Locale] => [ENDING, locale]) },
    );
    expect(overs).toBeGreaterThanOrEqual(2 * Locale.options.length);
  }, 30_000);

  test("is nowhere any more from the moment on at which its terms end", async () => {
    for (const locale of Locale.options) {
      const { shown, end } = campaign();
      for (const [where, text] of Object.entries(await shown(locale)))
        expect(RATE.test(text), where).toBe(true);
      end();
      for (const [where, text] of Object.entries(await shown(locale)))
        expect(RATE.test(text), where).toBe(false);
    }
  });

  test("that is over promises nothing: not even to a brand without terms would its words be a broken promise", () => {
    const over = { capReached: ["EUR"], capPerCampaign: { EUR: CAP } };
    fc.assert(
      fc.property(
        fc.constantFrom(...Locale.options),
        fc.boolean(),
        fc.constantFrom("US-NY", "GB", "DE", ANYWHERE),
        (locale, roundUp, place) => {
          const ended = { ...termsView({ ...terms, roundUp }), ...over };
          const said = { brand, causes: aStatement().causes, site: SITE, locale, currency: "EUR" };
          const items = disclose({ ...said, terms: ended }, place);
          const names = items.map(({ item }) => item);
          expect(names).toEqual(expect.arrayContaining(["unit", "payer"]));
          // Customers go on to round up, and read who receives that.
          expect(names.includes("recipients")).toBe(roundUp);
          const text = items.map((line) => line.text).join("\n");
          expect(text).not.toMatch(/%/);
          expect(brokenPromises(text, locale, { terms: [], pools: [] })).toEqual([]);
        },
      ),
    );
  });
});
