import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PersonalImpact, PersonalPurchase } from "../../../../../core/impact/read-personal.ts";
import { personalFigures } from "../../../../../core/impact/read-personal.ts";
import type { Community } from "../../../../../core/impact/view.ts";
import type { WeightedCause } from "../../../../../core/model/customer.ts";
import type { HttpRequest } from "../../../../../core/platform/lambda/http.ts";
import { impactPage } from "../../../../../core/site/account/impact/page.ts";
import type { PageRequest } from "../../../../../core/site/ui/page.ts";
import { pageFormatter } from "../../../../../core/site/ui/page-formatter.ts";
import { formOf } from "../../../../../core/site/ui/read-form.ts";
import { personal } from "../../../../support/account-states.ts";
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
  }: {
    readonly impact?: PersonalImpact;
    readonly community?: Community;
    readonly causes?: readonly WeightedCause[];
  } = {},
): Promise<string> {
  const respond = impactPage({
    people: {
      preferences: async () => undefined,
      causes: async () => [...causes],
      savePreferences: async () => expect.fail("looking saves nothing"),
    },
    readPersonal: async () => impact,
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
