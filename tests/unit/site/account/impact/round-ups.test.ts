import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerEntry } from "../../../../../core/giving/ledger/customer-entries.store.ts";
import { accrualSortKey, entriesPrefix, orderIdIn } from "../../../../../core/giving/ledger/ledger.keys.ts";
import { personalFigures, personalImpact } from "../../../../../core/impact/read-personal.ts";
import type { Locale } from "../../../../../core/model/cause.ts";
import { Funding } from "../../../../../core/model/gift.ts";
import { brokenPromises } from "../../../../../core/operations/brand/promises.ts";
import { impactPage } from "../../../../../core/site/account/impact/page.ts";
import { roundUpsOf } from "../../../../../core/site/account/impact/round-ups.ts";
import { RECEIPT_RULES } from "../../../../../core/site/disclosures/receipt-rules.ts";
import type { PageRequest } from "../../../../../core/site/ui/page.ts";
import { pageFormatter } from "../../../../../core/site/ui/page-formatter.ts";
import { formOf } from "../../../../../core/site/ui/read-form.ts";
import { ann } from "../../../../support/account-world.ts";
import { textOf } from "../../../../support/said-figures.ts";
import { brand, everyday } from "../../../../support/states.ts";

const session = { customer: ann, startedAt: "2026-11-22T12:00:00Z", expiresAt: "2026-11-22T13:00:00Z" };
const order = { source: "standard" as const, connection: "pos", orderId: "POS/1060228 ä" };
const causes = everyday.causes.map(({ slug, name, summary, charity, status }) => ({
  ...{ slug, name, summary, charity, status },
}));

function bought(
  placedAt: string,
  parts: readonly [Funding, number][],
  orderId = order.orderId,
): CustomerEntry {
  const of = { ...order, orderId };
  return {
    kind: "accrual",
    gift: `gift_${placedAt}`,
    purchase: entriesPrefix(of),
    key: { pk: "bucket", sk: accrualSortKey(of) },
    currency: "EUR",
    placedAt,
    settlesOn: placedAt.slice(0, 10),
    parts: parts.map(([funding, minor]) => ({ cause: "clean-rivers", funding, minor })),
  };
}

const entries = [
  bought("2026-10-02T10:00:00Z", [
    ["brand", 1_312],
    ["match", 811],
    ["customer", 37],
  ]),
  bought("2025-05-02T10:00:00Z", [["brand", 499]], "older"),
  // By the clock of Berlin a purchase of 2025.
  bought("2024-12-31T23:30:00Z", [["customer", 63]], "at midnight"),
  bought("2023-05-02T10:00:00Z", [["brand", 222]], "oldest"),
];

async function page(query: Record<string, string>, locale: Locale = "en") {
  const respond = impactPage({
    people: {
      preferences: async () => undefined,
      causes: async () => [],
      savePreferences: async () => expect.fail("looking saves nothing"),
    },
    readPersonal: async () => personalImpact(entries, "2026-11-28"),
    readGiftParts: async () => new Map(),
    readCommunity: async () => everyday,
  });
  const at = { route: "GET /impact/me", method: "GET", path: "/impact/me", parameters: {}, query };
  const from = { headers: {}, cookies: [], sourceIp: "203.0.113.7", body: Buffer.alloc(0), form: formOf([]) };
  const request: PageRequest = { ...at, ...from };
  const answer = await respond(
    request,
    { customer: ann, session },
    {
      brand,
      brandConfig: { brand, causes, terms: [], pools: [] },
      carryLanguage: false,
      formatter: pageFormatter(locale, brand),
      termsInForce: [],
      siteUrl: "https://site.example",
      replyTo: "hello@tarnfell.example",
    },
  );
  return { ...answer, text: textOf(answer.body ?? "").replaceAll(/\s+/g, " ") };
}

const roundUps = (year: string, locale?: Locale) => page({ year, of: "round-ups" }, locale);

describe("the page of what a customer added in a year", () => {
  test("has each round-up with its day, order, cause and charity, and nothing that the brand gave", async () => {
    const { text, headers } = await roundUps("2026");
    const [cause] = causes.filter(({ slug }) => slug === "clean-rivers");
    expect(text).toContain("October 2, 2026");
    expect(text).toContain("Order POS/1060228 ä");
    expect(text).toContain(`${cause?.charity.name} (${cause?.charity.registration})`);
    expect(text).toContain("€0.37");
    expect(text).not.toMatch(/13\.12|8\.11|6\.3|4\.99/);
    expect(headers?.["cache-control"]).toContain("no-store");
  });

  test("says who collects it, that it is no receipt, and what each country asks for, in both languages", async () => {
    const [en, de] = [(await roundUps("2026")).text, (await roundUps("2026", "de")).text];
    expect(en).toContain(`none of ${brand.name}’s. ${brand.name} collects it and pays it to the charities`);
    expect(de).toContain(`keine von ${brand.name}. ${brand.name} sammelt es ein`);
    for (const country of ["United States:", "United Kingdom:", "Germany:"]) expect(en).toContain(country);
    for (const country of ["USA:", "Vereinigtes Königreich:", "Deutschland:"]) expect(de).toContain(country);
    expect(en).toContain("Rules as read on November 28, 2026");
    expect(RECEIPT_RULES.every(({ source }) => source !== "")).toBe(true);
    const kept = { causes: [], terms: [], pools: [] };
    expect(brokenPromises(en.slice(en.indexOf("For your taxes")), "en", kept)).toEqual([]);
    expect(brokenPromises(de.slice(de.indexOf("Für Ihre Steuer")), "de", kept)).toEqual([]);
  });

  test("is led to for the years that have one, by the clock of the customer's place, and there is none of others", async () => {
    const { body = "", text } = await page({});
    expect(body.match(/of=round-ups/g)).toHaveLength(2);
    expect(text).toContain("Your round-ups of 2026, to print");
    expect((await roundUps("2025")).text).toContain("€0.63");
    expect((await roundUps("2023")).text).not.toContain("For your taxes");
    expect((await roundUps("1999")).text).not.toContain("For your taxes");
  });

  test("comes to what the customer added, whatever was given beside it", () => {
    const parts = fc.array(
      fc.tuple(fc.constantFrom(...Funding.options), fc.integer({ min: 1, max: 9_999 })),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (drawn) => {
        const { purchases, figures } = personalImpact(
          drawn.map((one, at) => bought(`2026-10-02T10:00:0${at}Z`, one, `o${at}`)),
          "2026-11-28",
        );
        const own = figures.filter(({ funding }) => funding === "customer");
        expect(personalFigures(roundUpsOf(purchases))).toEqual(own);
      }),
    );
  });

  test("names an order as its shop does, or not at all", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 100, unit: "grapheme" }), (orderId) => {
        const named = orderIdIn(entriesPrefix({ ...order, orderId }));
        expect([orderId, undefined]).toContain(named);
      }),
    );
  });
});
