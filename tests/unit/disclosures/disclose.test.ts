import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Disclosing, disclose } from "../../../core/disclosures/disclose.ts";
import { DISCLOSURE_ITEMS, DISCLOSURE_PLACES, itemsAskedAt } from "../../../core/disclosures/places.ts";
import { TILL_LETTERS_MAX, TillLineTooLongError, tillLines } from "../../../core/disclosures/till-lines.ts";
import { brandShare } from "../../../core/giving/pricing/share.ts";
import { termsView } from "../../../core/impact/read-offers.ts";
import { Locale } from "../../../core/model/cause.ts";
import type { Share, Terms } from "../../../core/model/terms.ts";
import { brokenPromises } from "../../../core/operations/brand/promises.ts";
import { pageFormatter } from "../../../core/site/ui/page-formatter.ts";
import { aCause, aPurchase, brand, someTerms } from "../../support/giving-builders.ts";

const SITE = "https://give.example.com/";
const causes = [aCause("rivers"), aCause("trees"), aCause("meadows", "paused")];

function disclosing(terms: Terms, locale: Locale = "en", more: Partial<Disclosing> = {}): Disclosing {
  return {
    terms: termsView(terms),
    brand,
    causes,
    currency: "EUR",
    site: SITE,
    locale,
    ...more,
  };
}

function said(terms: Terms, place = "ZZ", locale: Locale = "en"): string {
  return disclose(disclosing(terms, locale), place)
    .map(({ text }) => text)
    .join("\n");
}

describe("what stands beside an offer", () => {
  test("is every item of the terms, in sentences", () => {
    const terms = someTerms({
      capPerOrder: { EUR: 500 },
      capPerCampaign: { EUR: 2_500_000 },
      until: "2026-12-31T23:00:00Z",
      roundUp: false,
    });
    expect(said(terms).split("\n")).toEqual([
      "One of these receives it, as the customer picks: rivers (1) or trees (1).",
      "Sample gives: 2% of the purchase · Up to €5 per purchase · Up to €25,000 in total. Percentages and minimums are computed on goods after discounts, without tax, shipping, tips and gift cards.",
      "For goods of €50 that is €1.00.",
      "No minimum total is guaranteed.",
      "Pick a cause with your order, beforehand, or with the receipt within 60 days. If nobody picks, it goes to trees.",
      "From January 1, 2026 to December 31, 2026.",
      "If goods are returned, their part of the gift is taken back. While a purchase can be returned, its gift is pending: 30 days from the day of purchase. If something is returned, all or part of its gift is canceled.",
      "What Sample gives is its own gift, so customers cannot claim it on their taxes.",
      "What has been given so far: https://give.example.com/",
    ]);
  });

  test("says what all of it comes to at least, beside the share and as a sentence, in both languages", () => {
    const terms = someTerms({ guaranteedMinimum: { EUR: 500_000 }, until: "2026-12-31T23:00:00Z" });
    expect(said(terms)).toContain("Sample gives: 2% of the purchase · At least €5,000 in total.");
    expect(said(terms, "US-VT")).toContain(
      "At least €5,000 is given in all: if purchases until December 31, 2026 come to less, Sample adds the rest, once they can no longer be returned.",
    );
    expect(said(terms, "DE", "de")).toContain(
      "Insgesamt werden mindestens 5.000\u00a0€ gegeben: Kommt bei Einkäufen bis 31. Dezember 2026 weniger zusammen, legt Sample den Rest dazu",
    );
    for (const text of [said(terms), said(terms, "DE", "de")])
      expect(text).not.toMatch(/No minimum total|Eine Mindestsumme ist nicht/);
  });

  test("names in German what a split sends elsewhere, and asks for nothing where there is nothing to pick", () => {
    const split = [{ cause: "trees", weight: 1 }];
    const text = said(someTerms({ split, share: { kind: "flat", amounts: { EUR: 70 } } }), "ZZ", "de");
    expect(text).toContain("trees (1) bekommt es.");
    expect(text).toContain("Sample gibt: 0,70 € je Einkauf.");
    expect(text).toContain("Alles, was Sample gibt, geht an trees.");
    expect(text).toContain("Sie müssen dafür nichts tun.");
    expect(text).not.toContain("rivers");
  });

  test("is at each place what is asked there, with who pays and what a purchase gives; all of it where nobody knows", () => {
    for (const { code, asks, source } of DISCLOSURE_PLACES) {
      const items = itemsAskedAt(code);
      expect(items).toEqual(expect.arrayContaining([...asks, "unit", "payer"]));
      expect(items.toSorted()).toEqual([...new Set(items)].toSorted());
      expect(source).not.toBe("");
    }
    expect(itemsAskedAt("GB-SCT")).toEqual(itemsAskedAt("GB"));
    expect(itemsAskedAt("FR")).toEqual(DISCLOSURE_ITEMS);
  });
});

const minor = fc.integer({ min: 1, max: 100_000 });
const basisPoints = fc.integer({ min: 1, max: 10_000 });
const share: fc.Arbitrary<Share> = fc.oneof(
  fc.record({ kind: fc.constant("percentage" as const), basisPoints }),
  fc.record({ kind: fc.constant("flat" as const), amounts: fc.record({ EUR: minor }) }),
  fc.record({
    kind: fc.constant("perUnit" as const),
    skus: fc.constantFrom("CUP").map((sku) => [sku]),
    amounts: fc.record({ EUR: minor }),
  }),
  fc.record({
    kind: fc.constant("tiers" as const),
    tiers: fc.record({
      EUR: fc
        .array(fc.record({ from: fc.integer({ min: 1, max: 9_999 }), basisPoints }), { maxLength: 3 })
        .chain((more) => basisPoints.map((first) => [{ from: 0, basisPoints: first }, ...more])),
    }),
  }),
);
const UNTIL = "2027-01-01T00:00:00Z";
const terms = fc
  .record(
    {
      share,
      minimumOrder: fc.record({ EUR: minor }),
      capPerOrder: fc.record({ EUR: minor }),
      capPerCampaign: fc.record({ EUR: minor }),
      guaranteedMinimum: fc.record({ EUR: minor }),
    },
    { requiredKeys: ["share"] },
  )
  .map((changes) => someTerms({ ...changes, ...(changes.guaranteedMinimum && { until: UNTIL }) }));

describe("the disclosure of any terms", () => {
  test("says each amount and rate that the terms have, and an example as its purchase would be priced", () => {
    fc.assert(
      fc.property(terms, (any) => {
        const formatter = pageFormatter("en", brand);
        const text = said(any);
        const { minimumOrder, capPerOrder, capPerCampaign, guaranteedMinimum } = any;
        const limits = [minimumOrder, capPerOrder, capPerCampaign, guaranteedMinimum].flatMap(
          (one) => one?.["EUR"] ?? [],
        );
        for (const limit of limits) expect(text).toContain(formatter.roundMoney(limit, "EUR"));
        if (any.share.kind === "percentage") expect(text).toContain(formatter.percent(any.share.basisPoints));
        if ("amounts" in any.share)
          expect(text).toContain(formatter.roundMoney(any.share.amounts["EUR"] ?? 0, "EUR"));
        for (const tier of any.share.kind === "tiers" ? (any.share.tiers["EUR"] ?? []) : [])
          expect(text).toContain(formatter.percent(tier.basisPoints));
        const [, goods = "", gift] = /For goods of (\S+) that is (\S+)\./.exec(text) ?? [];
        if (gift === undefined) return;
        const base = Math.max(5_000, any.minimumOrder?.["EUR"] ?? 0);
        expect(goods).toBe(formatter.roundMoney(base, "EUR"));
        const priced = brandShare(any, aPurchase({ currency: "EUR", base, paid: base }));
        expect(gift).toBe(formatter.money(priced.gives ? priced.minor : -1, "EUR"));
      }),
    );
  });

  test("promises nothing that the same terms do not keep", () => {
    fc.assert(
      fc.property(terms, fc.constantFrom(...Locale.options), (any, locale) => {
        const kept = { causes: [...causes], terms: [any], pools: [] };
        expect(brokenPromises(said(any, "ZZ", locale), locale, kept)).toEqual([]);
      }),
    );
  });

  test("is three whole lines on a receipt, or refused", () => {
    fc.assert(
      fc.property(terms, fc.string({ minLength: 1, maxLength: 40 }), (any, name) => {
        const at = disclosing(any, "de", { brand: { ...brand, name } });
        try {
          const lines = tillLines(at) ?? [];
          expect(lines).toHaveLength(3);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(TILL_LETTERS_MAX);
          expect(lines[0]).toContain(name);
          expect(lines[2]).toBe("give.example.com");
        } catch (error) {
          if (!(error instanceof TillLineTooLongError)) throw error;
          expect(/“(.*)”/s.exec(error.message)?.[1]?.length).toBeGreaterThan(TILL_LETTERS_MAX);
        }
      }),
    );
    expect(
      tillLines(disclosing(someTerms({ share: { kind: "flat", amounts: { USD: 70 } } }))),
    ).toBeUndefined();
    expect(tillLines(disclosing(someTerms()))).toEqual([
      "Sample gives 2% of these goods",
      "to the cause that you pick:",
      "give.example.com",
    ]);
  });
});
