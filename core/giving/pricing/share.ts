import { assertNever } from "../../model/assert-never.ts";
import type { NoGift } from "../../model/gift.ts";
import { MINOR_MAX, proportion } from "../../model/money.ts";
import type { Purchase } from "../../model/purchase.ts";
import type { Terms } from "../../model/terms.ts";

/** What the brand gives of a purchase before any cap of the campaign, or why it gives nothing. */
export type BrandShare =
  | {
      readonly gives: true;
      readonly minor: number;
      readonly shrinks: "fraction" | "whole" | ReadonlyMap<string, Units>;
    }
  | { readonly gives: false; readonly because: NoGift };

/** The units of one counted line, and what they alone would give. */
export interface Units {
  readonly units: number;
  readonly minor: number;
}

/** What of terms the share of one purchase is computed from. */
export type PricedTerms = Pick<Terms, "share" | "minimumOrder" | "capPerOrder">;

/** The brand's share under these terms, rounded half up, at most the cap per order. An order of nothing gives nothing, of a flat gift neither. */
export function brandShare(terms: PricedTerms | undefined, purchase: Purchase): BrandShare {
  if (terms === undefined) return { gives: false, because: "noTerms" };
  const minimum = terms.minimumOrder?.[purchase.currency] ?? 0;
  if (purchase.base < minimum) return { gives: false, because: "belowMinimum" };
  if (purchase.base === 0) return { gives: false, because: "nothingToShare" };
  const uncapped = uncappedShare(terms, purchase);
  if (!uncapped.gives) return uncapped;
  const minor = Math.min(uncapped.minor, terms.capPerOrder?.[purchase.currency] ?? MINOR_MAX);
  return minor === 0 ? { gives: false, because: "nothingToShare" } : { ...uncapped, minor };
}

const NO_AMOUNT: BrandShare = { gives: false, because: "noAmountInCurrency" };

function uncappedShare({ share }: PricedTerms, purchase: Purchase): BrandShare {
  const { base, currency } = purchase;
  switch (share.kind) {
    case "percentage":
      return { gives: true, minor: proportion(base, share.basisPoints, 10_000), shrinks: "fraction" };
    case "flat": {
      const minor = share.amounts[currency];
      return minor === undefined ? NO_AMOUNT : { gives: true, minor, shrinks: "whole" };
    }
    case "perUnit": {
      const each = share.amounts[currency];
      return each === undefined ? NO_AMOUNT : perUnit(each, new Set(share.skus), purchase);
    }
    case "tiers": {
      const tiers = share.tiers[currency];
      if (tiers === undefined) return NO_AMOUNT;
      const [tier] = tiers.filter(({ from }) => from <= base).toSorted((a, b) => b.from - a.from);
      return { gives: true, minor: proportion(base, tier?.basisPoints ?? 0, 10_000), shrinks: "fraction" };
    }
    default:
      return assertNever(share);
  }
}

/** Units that cost something: a free one is not sold, and anybody may order a thousand. */
function perUnit(each: number, skus: ReadonlySet<string>, { lines }: Purchase): BrandShare {
  const counted = new Map<string, Units>();
  for (const { lineId, sku, quantity, goods } of lines) {
    if (sku === undefined || !skus.has(sku) || goods === 0) continue;
    const units = (counted.get(lineId)?.units ?? 0) + quantity;
    counted.set(lineId, { units, minor: Math.min(units * each, MINOR_MAX) });
  }
  const minor = [...counted.values()].reduce((sum, line) => Math.min(sum + line.minor, MINOR_MAX), 0);
  return { gives: true, minor, shrinks: counted };
}
