import { describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import { brandWarnings } from "../../../../core/intake/warnings/brand-warnings.ts";
import { localised } from "../../../../core/model/cause.ts";
import type { Terms } from "../../../../core/model/terms.ts";
import { aCause, aPurchase, brand, someTerms } from "../../../support/giving-builders.ts";

const rivers = { ...aCause("clean-rivers"), name: localised({ en: "Clean rivers", de: "Saubere Flüsse" }) };
function config(terms: readonly Terms[] = [someTerms()]): BrandConfig {
  return { brand, causes: [rivers, aCause("sea-birds", "paused")], terms, pools: [] };
}
const perUnit = someTerms({
  share: { kind: "perUnit", skus: ["TEA-250", "COAT"], amounts: { EUR: 100, USD: 100 } },
});
const line = (lineId: string, sku?: string) => ({ lineId, quantity: 1, goods: 500, ...(sku && { sku }) });
const said = (purchase: Parameters<typeof aPurchase>[0], terms?: readonly Terms[]) =>
  brandWarnings(config(terms), aPurchase(purchase));

describe("what a purchase names that the brand does not have", () => {
  test("is nothing where all is known", () => {
    expect(said({ cause: "clean-rivers" })).toEqual([]);
  });
  test.each([
    ["clean-river", "clean-rivers"],
    ["saubere-flüsse", "clean-rivers"],
    ["whales", undefined],
  ])("is the cause %s", (cause, didYouMean) => {
    const [warning] = said({ cause });
    expect(warning).toMatchObject({ kind: "unknownCause", path: "data.cause" });
    expect(warning?.didYouMean).toBe(didYouMean);
  });
  test("is words that are no cause", () => {
    expect(said({ causeUnread: true })).toMatchObject([{ kind: "unknownCause" }]);
  });
  test("is a cause that is paused", () => {
    expect(said({ cause: "sea-birds" })).toMatchObject([{ kind: "causePaused", path: "data.cause" }]);
  });
  test("is a store that is written otherwise in the terms", () => {
    const terms = [someTerms(), someTerms({ id: "counters", stores: ["harbour-street"] })];
    expect(said({ store: "harbour-stret" }, terms)).toMatchObject([
      { kind: "unknownStore", path: "data.store", didYouMean: "harbour-street" },
    ]);
    expect(said({ store: "anywhere" }, terms)).toEqual([]);
  });
  test.each([
    ["begin only on 2027-01-01", { from: "2027-01-01T00:00:00Z" }],
    ["ended on 2026-01-02", { until: "2026-01-02T00:00:00Z" }],
    ["No terms are of this connection", { connections: [] }],
  ])("is terms: %s", (words, change) => {
    expect(said({}, [someTerms(change)])).toMatchObject([
      { kind: "noTerms", message: expect.stringContaining(words) },
    ]);
  });
  test("is an amount in its currency", () => {
    const flat = someTerms({ share: { kind: "flat", amounts: { JPY: 10 } } });
    expect(said({}, [flat])).toMatchObject([{ kind: "noAmountInCurrency", path: "data.currency" }]);
  });
  test("is products: where no line holds one that counts, and where an SKU is misspelt", () => {
    expect(said({ base: 500, lines: [line("1", "SCARF")] }, [perUnit])).toMatchObject([
      { path: "data.lines" },
    ]);
    expect(said({ base: 500, lines: [] }, [perUnit])).toMatchObject([{ path: "data.lines" }]);
    const lines = [line("1", "COAT"), line("2", "tea250"), line("3", "SCARF")];
    expect(said({ base: 1500, lines }, [perUnit])).toMatchObject([
      { kind: "productsNotCounted", path: "data.lines.1.sku", didYouMean: "TEA-250" },
    ]);
    expect(said({ base: 1000, lines: [line("1", "COAT"), line("2", "SCARF")] }, [perUnit])).toEqual([]);
  });
  test("is a round-up that the terms do not take", () => {
    expect(said({ roundUp: 30 }, [someTerms({ roundUp: false })])).toMatchObject([
      { kind: "roundUpNotTaken", path: "data.roundUp" },
    ]);
  });
  test("is everything before a brand is applied, said once", () => {
    expect(brandWarnings({ causes: [], terms: [], pools: [] }, aPurchase({}))).toMatchObject([
      { kind: "noBrand" },
    ]);
  });
});
