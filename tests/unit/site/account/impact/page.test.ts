import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GiftPartsOf } from "../../../../../core/impact/read-gift-parts.ts";
import type { PersonalImpact, PersonalPurchase } from "../../../../../core/impact/read-personal.ts";
import { personalFigures } from "../../../../../core/impact/read-personal.ts";
import type { Community } from "../../../../../core/impact/view.ts";
import type { WeightedCause } from "../../../../../core/model/customer.ts";
import type { HttpRequest } from "../../../../../core/platform/lambda/http.ts";
import type { GiftState, PaymentOf } from "../../../../../core/settlement/gift-state.ts";
import { impactPage } from "../../../../../core/site/account/impact/page.ts";
import { wayInWords } from "../../../../../core/site/account/impact/way-in-words.ts";
import type { AccountContext, PageRequest } from "../../../../../core/site/ui/page.ts";
import { pageFormatter } from "../../../../../core/site/ui/page-formatter.ts";
import { formOf } from "../../../../../core/site/ui/read-form.ts";
import { giftParts, personal } from "../../../../support/account-states.ts";
import { ann } from "../../../../support/account-world.ts";
import { textOf } from "../../../../support/said-figures.ts";
import { brand, everyday } from "../../../../support/states.ts";

const everydayImpact = personal["everyday"] ?? expect.fail("there is no such state");
const session = { customer: ann, startedAt: "2026-11-22T12:00:00Z", expiresAt: "2026-11-22T13:00:00Z" };

async function page(
  query: HttpRequest["query"],
  {
    impact = everydayImpact,
    community = everyday,
    causes = [],
    parts = new Map(),
  }: {
    readonly impact?: PersonalImpact;
    readonly community?: Community;
    readonly causes?: readonly WeightedCause[];
    readonly parts?: GiftPartsOf;
  } = {},
): Promise<string> {
  const respond = impactPage({
    people: {
      preferences: async () => undefined,
      causes: async () => [...causes],
      savePreferences: async () => expect.fail("looking saves nothing"),
    },
    readPersonal: async () => impact,
    readGiftParts: async () => parts,
    readCommunity: async () => community,
  });
  const request: PageRequest = {
    route: "GET /impact/me",
    method: "GET",
    path: "/impact/me",
    parameters: {},
    query,
    headers: {},
    cookies: [],
    sourceIp: "203.0.113.7",
    body: Buffer.alloc(0),
    form: formOf([]),
  };
  const context = {
    brand,
    brandConfig: { brand, causes: [], terms: [], pools: [] },
    carryLanguage: false,
    formatter: pageFormatter("en", brand),
    termsInForce: [],
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
  };
  const { body = "" } = await respond(request, { customer: ann, session }, context);
  return textOf(body).replaceAll(/\s+/g, " ");
}

describe("a customer's own figures", () => {
  test("tell two purchases of one day apart by their hour", async () => {
    const [first] = everydayImpact.purchases;
    const twice = [first, first && { ...first, gift: "gift_b", placedAt: "2026-11-20T08:03:00Z" }];
    const purchases = twice.filter((one) => one !== undefined);
    const shown = await page({}, { impact: { ...everydayImpact, purchases } });
    // Berlin's clock.
    expect(shown).toMatch(/Purchase of November 20, 2026 at 5:12\sPM/);
    expect(shown).toMatch(/Purchase of November 20, 2026 at 9:03\sAM/);
  });

  test("count purchases of all, and tell a share only where it says something", async () => {
    const shown = await page({});
    expect(shown).toContain(`4 of ${everyday.purchases.toLocaleString("en")}purchases that gave are yours`);
    expect(shown).not.toMatch(/\b0\.\d+% of what/);
    const behind = await page({}, { community: { ...everyday, purchases: 1 } });
    expect(behind).toContain("4 of 4purchases that gave are yours");
  });

  test("say that a match pool is used up where it is, and only for causes that were chosen", async () => {
    const impact = { ...everydayImpact, figures: [] };
    const pools = everyday.pools.map((pool) => ({ ...pool, left: 0 }));
    const [pool] = pools;
    const cause = pool?.causes[0] ?? expect.fail("no pool of the state has a cause");
    const causes = [{ cause, weight: 1 }];
    const usedUp = /The match pool of your causes is used up\./;
    expect(await page({}, { impact, community: { ...everyday, pools }, causes })).toMatch(usedUp);
    expect(await page({}, { impact, community: { ...everyday, pools } })).not.toMatch(usedUp);
    const open = pools.map((one) => ({ ...one, left: 1 }));
    expect(await page({}, { impact, community: { ...everyday, pools: open }, causes })).not.toMatch(usedUp);
  });
});

describe("where a customer's gifts are", () => {
  test("is told of each purchase, and of each part where they differ", async () => {
    const shown = await page({}, { parts: giftParts });
    expect(shown).toContain(
      "part of the payment of November 3, 2026 (reference pay-s3nay7rkj239rw3zm1k7wh6ypj), acknowledged by the charity on November 9, 2026",
    );
    expect(shown).toMatch(
      /part of the payment of November 5, 2026 \(reference pay-\S+\), which is on its way\$4\.10/,
    );
    expect(shown).toMatch(/final since October 6, 2026; part of the next payment\$0\.25/);
    expect(shown).toContain("pending until December 11, 2026");
    expect(shown).toContain("canceled because it was returned");
  });

  test("stays untold where it is not known", async () => {
    expect(await page({})).not.toMatch(/payment of|next payment/);
  });

  test.each(["en", "de"] as const)("is a sentence of its own in %s for each state", (locale) => {
    const context = { formatter: pageFormatter(locale, brand), brand } as AccountContext;
    const on = "2026-11-03";
    const payments: PaymentOf[] = [
      ...[{ kind: "prepared" } as const, { kind: "held" } as const, { kind: "sent", on } as const],
      ...[{ kind: "booked", on } as const, { kind: "received", on, acknowledgedOn: "2026-11-09" } as const],
    ];
    const states: GiftState[] = [
      ...[{ kind: "pending", until: on } as const, { kind: "claimable", until: on } as const],
      ...[true, false].map((cameBack) => ({ kind: "settled", since: on, cameBack }) as const),
      { kind: "waits", since: on },
      ...payments.map((payment) => ({ kind: "inPayment", reference: "pay-1", payment }) as const),
    ];
    const said = states.map((state) => wayInWords({ state, minor: 100 }, { context }));
    said.push(
      wayInWords({ state: { kind: "settled", since: on, cameBack: false }, minor: -100 }, { context }),
    );
    expect(new Set(said).size).toBe(states.length + 1);
    expect(said.filter((one) => one.includes(brand.name))).toHaveLength(2);
  });
});

describe("a year to keep", () => {
  test("is linked, has that year's purchases alone, and says that it is no receipt", async () => {
    const [newest, ...others] = everydayImpact.purchases;
    const old = others.map((one) => ({ ...one, placedAt: "2025-12-31T22:59:00Z" }));
    const impact = { ...everydayImpact, purchases: newest === undefined ? old : [newest, ...old] };
    expect(await page({}, { impact })).toMatch(/By year, to print or keep: 2026 2025/);
    const year = await page({ year: "2026" }, { impact });
    expect(year).toMatch(/1 purchase with a gift/);
    expect(year).toContain("This is no tax receipt");
    expect(year).not.toContain("2025");
  });

  test("begins at midnight where the customer lives", async () => {
    const [one] = everydayImpact.purchases;
    const impact = {
      ...everydayImpact,
      purchases: one === undefined ? [] : [{ ...one, placedAt: "2025-12-31T23:00:00Z" }],
    };
    expect(await page({ year: "2026" }, { impact })).toContain("January 1, 2026 at 12:00");
  });

  test.each(["1999", "", "2026'", "__proto__"])("that had no purchase (%j) is the whole", async (year) => {
    expect(await page({ year })).toBe(await page({}));
  });

  const purchase = fc.record({
    gift: fc.string(),
    placedAt: fc
      .date({
        min: new Date("2023-01-01T00:00:00Z"),
        max: new Date("2026-12-31T00:00:00Z"),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
    currency: fc.constantFrom("EUR", "USD", "JPY"),
    parts: fc.array(
      fc.record({
        cause: fc.constantFrom("clean-rivers", "open-paths"),
        funding: fc.constantFrom("brand" as const, "match" as const, "customer" as const),
        minor: fc.integer({ min: 1, max: 100_000 }),
      }),
      { maxLength: 4 },
    ),
    settlesOn: fc.constant("2026-12-12"),
    pending: fc.boolean(),
    entries: fc.constant([]),
  });
  const sumOf = (purchases: readonly PersonalPurchase[]) =>
    personalFigures(purchases).reduce((sum, { pending, settled }) => sum + pending + settled, 0);

  test("adds up to its lines, and all years to the whole", () => {
    fc.assert(
      fc.property(fc.array(purchase, { maxLength: 20 }), (purchases) => {
        const years = [...Map.groupBy(purchases, ({ placedAt }) => placedAt.slice(0, 4)).values()];
        const lines = purchases.flatMap(({ parts }) => parts).reduce((sum, { minor }) => sum + minor, 0);
        expect(sumOf(purchases)).toBe(lines);
        expect(years.reduce((sum, year) => sum + sumOf(year), 0)).toBe(lines);
      }),
    );
  });
});
