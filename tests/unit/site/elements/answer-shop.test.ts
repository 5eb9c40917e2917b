import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DISCLOSURE_PLACES, itemsAskedAt } from "../../../../core/disclosures/places.ts";
import { BrandNotAppliedError } from "../../../../core/giving/config/brand-in-force.ts";
import { ShopView } from "../../../../core/impact/shop-view.ts";
import type { BrandWords } from "../../../../core/model/brand-words.ts";
import type { Cause } from "../../../../core/model/cause.ts";
import { CHOSEN } from "../../../../core/model/terms.ts";
import { CACHE_PUBLICLY } from "../../../../core/platform/lambda/conditional.ts";
import type { HttpAnswer } from "../../../../core/platform/lambda/http.ts";
import { answerShop } from "../../../../core/site/elements/answer-shop.ts";
import { QUOTED_LINES_MAX } from "../../../../core/site/elements/read-cart.ts";
import { aPool, aStatement, someTerms } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";
import { everyday } from "../../../support/states.ts";
import { asWritten } from "../../../support/written-words.ts";

const causes: readonly Cause[] = everyday.causes.map(({ slug, name, summary, charity, status, picture }) => ({
  slug,
  name,
  summary,
  charity,
  status,
  picture,
}));
const [first, second] = causes.filter(({ status }) => status === "active");
if (first === undefined || second === undefined) throw new Error("The sample has no two active causes");
const terms = someTerms({ defaultCause: second.slug, capPerOrder: { EUR: 500 } });
const pools = [aPool({ currency: "EUR", causes: [first.slug], amount: 40 })];
const config = aStatement({ brand: everyday.brand, causes: [...causes], terms: [terms], pools });

function shop(changes: Partial<typeof config> = {}, words: readonly BrandWords[] = [], hasLog = false) {
  const stated = { ...config, ...changes };
  const { ledger } = ledgerWorld(stated);
  const deps = {
    brandConfig: async () => stated,
    readBrandWords: async () => words,
    readCommunity: async () => everyday,
    balanceOf: (allowance: string) => ledger.balanceOf(allowance),
    siteUrl: "https://give.example.com",
    hasLog,
    now: () => "2026-11-22T13:35:45Z",
  };
  return answerShop(deps, () => ({ status: 418 }));
}

async function get(
  query: Readonly<Record<string, string>>,
  respond = shop(),
  path = "/api/shop/shopify/web",
): Promise<HttpAnswer> {
  const call = { route: "GET /api/{proxy+}", method: "GET", parameters: {}, headers: {} };
  return await respond({
    ...call,
    path,
    query,
    cookies: [],
    sourceIp: "203.0.113.7",
    body: Buffer.alloc(0),
  });
}

const viewOf = (answer: HttpAnswer) => ShopView.parse(JSON.parse(answer.body ?? ""));
const cart = { currency: "EUR", amount: "50.00" };

describe("what the elements of a shop's page are answered", () => {
  test("may be read by pages of any origin, and kept for a short public life", async () => {
    const answer = await get(cart);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "cache-control": CACHE_PUBLICLY,
      "access-control-allow-origin": "*",
    });
  });

  test("says what the cart gives for each pick, who pays each part, and where a pool holds less than it would add", async () => {
    const { gives } = viewOf(await get(cart));
    expect(gives?.picks[first.slug]).toMatchObject({
      parts: [
        { cause: first.slug, funding: "brand", minor: 100 },
        { cause: first.slug, funding: "match", minor: 40 },
      ],
      cart: [
        "If you buy this, Tarnfell gives €1.00 to Clean rivers, out of its own money.",
        "The match pool of Tarnfell adds €0.40.",
      ],
    });
    expect(gives?.picks[second.slug]?.parts).toEqual([{ cause: second.slug, funding: "brand", minor: 100 }]);
    expect(gives?.picks[""]?.cart).toHaveLength(2);
    expect(gives?.picks[""]?.cart[1]).toContain(second.name.en);
    expect(Object.keys(gives?.picks ?? {})).not.toContain(
      causes.find(({ status }) => status === "paused")?.slug ?? "none",
    );
  });

  test("has the share, its limit, its base and its terms beside each amount, and names the charity that is paid", async () => {
    const { gives } = viewOf(await get(cart));
    expect(gives?.disclosure).toEqual([
      "Tarnfell gives: 2% of the purchase · Up to €5 per purchase. Percentages and minimums are computed on goods after discounts, without tax, shipping, tips and gift cards.",
      "Since January 1, 2026; no end is set.",
      expect.stringContaining("customers cannot claim it on their taxes"),
      "Terms everyday@1, text 1",
    ]);
    expect(gives?.picks[first.slug]?.recipients).toEqual([
      `Recipient: ${first.charity.name}, ${first.charity.registration} (Sample: invented, not a real charity)`,
    ]);
    expect(gives?.more.join(" ")).toContain("What has been given so far: https://give.example.com/");
  });

  test("has beside each amount what is asked at the place of the offer, and the rest to be opened, each once", async () => {
    const somewhere = viewOf(await get(cart)).gives;
    for (const { code } of DISCLOSURE_PLACES) {
      const there = viewOf(await get({ ...cart, place: code.toLowerCase() })).gives;
      const beside = there?.disclosure.join("\n") ?? "";
      expect(beside.includes("receives it"), code).toBe(itemsAskedAt(code).includes("recipients"));
      expect(beside.includes("No minimum total"), code).toBe(itemsAskedAt(code).includes("limits"));
      const all = (gives: typeof there) => [...(gives?.disclosure ?? []), ...(gives?.more ?? [])].toSorted();
      expect(all(there)).toEqual(all(somewhere));
    }
    expect(viewOf(await get({ ...cart, place: "FR" })).gives?.more).toEqual([]);
  });

  test("has of its terms what concerns the cart's own currency, each step of a share that grows among it", async () => {
    const limits = { USD: 1_000, EUR: 1_000, JPY: 1_500 };
    const limited = someTerms({ ...terms, minimumOrder: limits, capPerOrder: limits });
    const { gives } = viewOf(await get(cart, shop({ terms: [limited] })));
    expect(gives?.disclosure[0]).toContain(
      "gives: 2% of the purchase · Only on purchases of €10 or more · Up to €10 per purchase.",
    );
    const tiers = [
      { from: 0, basisPoints: 100 },
      { from: 7_000, basisPoints: 200 },
    ];
    const growing = someTerms({ ...terms, share: { kind: "tiers", tiers: { EUR: tiers, USD: tiers } } });
    const steps = viewOf(await get(cart, shop({ terms: [growing] }))).gives?.disclosure[0];
    expect(steps).toContain(", 1%, 2% from €70 · Up to €5 per purchase");
  });

  test("is all in a language that the brand adds, where the brand wrote its words", async () => {
    const marked = (area: "community" | "elements") =>
      [...asWritten(area, "en")].map(([path, text]) => [path, `◆${text}`] as const);
    const words: BrandWords = {
      ...{ language: "fr", base: "en", name: "Français" },
      words: Object.fromEntries([...marked("community"), ...marked("elements")]),
      texts: { [first.name.en]: "Rivières propres" },
    };
    const ours = viewOf(await get(cart));
    const view = viewOf(await get({ ...cart, lang: "fr" }, shop({}, [words])));
    expect(view.locale).toBe("fr");
    expect({ ...view.gives, lang: undefined }).toMatchObject({ disclosure: ours.gives?.disclosure });
    expect([ours.gives?.lang, view.gives?.lang]).toEqual([undefined, "en"]);
    expect(view.total.link.path).toBe("/?lang=fr");
    expect(view.pick.causes[0]?.name).toBe("Rivières propres");
    expect(view.gives?.picks[first.slug]?.parts).toEqual(ours.gives?.picks[first.slug]?.parts);
    const sentences = Object.values(view.gives?.picks ?? {}).flatMap(({ cart: said, order }) => [
      ...said,
      ...order,
    ]);
    expect(sentences.length).toBeGreaterThan(4);
    for (const text of [...sentences, view.pick.legend, view.pick.later, ...Object.values(view.thanks)])
      expect(text).toMatch(/^◆/);
    expect(viewOf(await get({ ...cart, lang: "fr" })).locale).toBe("en");
  });

  test("says that an amount is about right where the shop says that it is estimated", async () => {
    const { gives } = viewOf(await get({ ...cart, estimated: "tax" }));
    expect(gives?.picks[first.slug]?.cart[0]).toContain("gives about €1.00 to");
    expect(gives?.disclosure.join(" ")).toContain("An estimate");
  });

  test("is in the language asked for, links too, and in English for any other", async () => {
    const german = viewOf(await get({ ...cart, lang: "de" }));
    expect(german.locale).toBe("de");
    expect(german.gives?.picks[first.slug]?.cart[0]).toBe(
      "Wenn Sie das kaufen, gibt Tarnfell 1,00\u00a0€ an „Saubere Flüsse“, aus eigenem Geld.",
    );
    expect(german.total.link.path).toBe("/?lang=de");
    expect(viewOf(await get({ ...cart, lang: "fr" })).locale).toBe("en");
  });

  test("has no gift without a cart, and the causes, totals and progress all the same", async () => {
    const view = viewOf(await get({}));
    expect(view.gives).toBeUndefined();
    expect(view.pick.causes.map(({ slug }) => slug)).toContain(first.slug);
    expect(view.pick.causes.map(({ picture }) => picture)).toContain(
      `/pictures/${first.picture?.hash}/small.webp`,
    );
    expect(view.total.sums.length).toBeGreaterThan(0);
    expect(view.total.count).toBe("Also in USD and JPY · 3,385 purchases that gave");
    expect(Object.keys(view.progress)).toEqual(everyday.causes.map(({ slug }) => slug));
  });

  test("offers no causes where the terms leave nothing to choose, and promises nothing where no terms are in force", async () => {
    const fixed = someTerms({ ...terms, roundUp: false, split: [{ cause: first.slug, weight: 1 }] });
    expect(viewOf(await get(cart, shop({ terms: [fixed] }))).pick.causes).toEqual([]);
    const part = someTerms({ ...terms, split: [...(fixed.split ?? []), { cause: CHOSEN, weight: 3 }] });
    expect(viewOf(await get(cart, shop({ terms: [part] }))).pick.notes.join(" ")).toContain("25%");
    const none = viewOf(await get(cart, shop({ terms: [] })));
    expect({ gives: none.gives, causes: none.pick.causes }).toEqual({ gives: undefined, causes: [] });
  });

  test.each([
    ["belowMinimum", { minimumOrder: { EUR: 9_000 } }, "Purchases of €90 or more give something."],
    ["noAmountInCurrency", { share: { kind: "flat", amounts: { USD: 5 } } }, "Purchases in EUR give nothing"],
    ["campaignCapReached", { capPerCampaign: { EUR: 0 } }, "All that was set aside"],
  ] as const)("says why a purchase gives nothing: %s", async (noGift, changes, sentence) => {
    const view = viewOf(await get(cart, shop({ terms: [someTerms({ ...terms, ...changes })] })));
    expect(view.gives?.picks[first.slug]).toMatchObject({ noGift, parts: [] });
    expect(view.gives?.picks[first.slug]?.cart[0]).toContain(sentence);
  });

  test("says nothing of an empty cart", async () => {
    const view = viewOf(await get({ currency: "EUR", amount: "0" }));
    expect(view.gives?.picks[first.slug]?.cart).toEqual([]);
  });

  test("counts units by the lines of the cart, where terms give for each of certain products", async () => {
    const perUnit = someTerms({
      ...terms,
      share: { kind: "perUnit", skus: ["TEA, 50"], amounts: { EUR: 30 } },
    });
    const lines = JSON.stringify([
      ["TEA, 50", 3, "30.00"],
      ["CUP", 1, "8.00"],
    ]);
    const view = viewOf(await get({ currency: "EUR", lines }, shop({ terms: [perUnit] })));
    expect(view.gives?.picks[second.slug]?.parts).toEqual([
      { cause: second.slug, funding: "brand", minor: 90 },
    ]);
  });

  const tooMany = JSON.stringify(Array.from({ length: QUOTED_LINES_MAX + 1 }, () => ["A", 1, "1.00"]));
  test.each<[string, Readonly<Record<string, string>>, string?]>([
    ["source", {}, "/api/shop/etsy/web"],
    ["connection", {}, "/api/shop/shopify/WEB"],
    ["currency", { currency: "XXX", amount: "1" }],
    ["currency", { amount: "1" }],
    ["amount", { currency: "EUR", amount: "-1" }],
    ["amount", { currency: "EUR", amount: "1e3" }],
    ["amount", { currency: "JPY", amount: "1.50" }],
    ["amount", { currency: "EUR", amount: "1", lines: "[]" }],
    ["lines", { currency: "EUR", lines: "TEA" }],
    ["lines", { currency: "EUR", lines: tooMany }],
    ["lines.0.1", { currency: "EUR", lines: '[["A",0,"1"]]' }],
    ["lines.0.2", { currency: "EUR", lines: '[["A",1,"1.999"]]' }],
    ["lines.0.2", { currency: "EUR", lines: '[["A",1,1.5]]' }],
    ["roundUp", { ...cart, roundUp: "x" }],
    ["place", { ...cart, place: "New York" }],
    ["store", { ...cart, store: "s".repeat(81) }],
  ])("is 400 that names %s where that cannot be read: %o", async (field, query, path) => {
    const answer = await get(query, shop(), path);
    expect(answer.status).toBe(400);
    const { issues } = JSON.parse(answer.body ?? "");
    expect(issues).toEqual([{ field, reason: expect.any(String) }]);
    expect(answer.headers).toMatchObject({ "access-control-allow-origin": "*", "cache-control": "no-store" });
  });

  test("is 200 or a 400 that names a field, whatever a page asks", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("EUR", "12.50", '[["A",1,"2.00"]]', "[[[]]]", "9".repeat(20)),
    );
    const names = [
      "currency",
      "amount",
      "lines",
      "store",
      "roundUp",
      "lang",
      "estimated",
      "place",
      "__proto__",
    ];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), text), async (query) => {
        const answer = await get(query);
        expect([200, 400]).toContain(answer.status);
        if (answer.status === 200) viewOf(answer);
        else expect(JSON.parse(answer.body ?? "").issues[0].field).not.toBe("");
      }),
    );
  });

  test("names where a gift is checked on a stage that publishes a log, and nothing of it on others", async () => {
    const there = viewOf(await get({ ...cart, lang: "de" }, shop({}, [], true)));
    expect(there.thanks.check).toEqual({ path: "/verify?lang=de", text: "So prüfen Sie, ob es zählt" });
    expect(viewOf(await get(cart)).thanks).toEqual({ title: "Thank you.", claim: "Choose where it goes" });
  });

  test("waits for a brand with 503, and leaves every other address to the rest of the API", async () => {
    const unapplied = answerShop(
      {
        brandConfig: async () => ({ causes: [], terms: [], pools: [] }),
        readBrandWords: async () => [],
        readCommunity: async () => {
          throw new BrandNotAppliedError();
        },
        balanceOf: async () => ({ left: new Map(), exhausted: false }),
        siteUrl: "https://give.example.com",
        now: () => "2026-11-22T13:35:45Z",
      },
      () => ({ status: 418 }),
    );
    expect((await get(cart, unapplied)).status).toBe(503);
    for (const path of ["/api/causes", "/api/shop", "/api/shop/shopify", "/api/shop/shopify/web/more"])
      expect((await get({}, shop(), path)).status, path).toBe(418);
  });
});
