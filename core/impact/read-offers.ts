import type { BrandConfig } from "../giving/config/brand-config.ts";
import { versionsInForce } from "../giving/config/in-force.ts";
import type { AllowanceStore } from "../giving/ledger/allowance.store.ts";
import { capName } from "../giving/pricing/allowance.ts";
import type { Currency } from "../model/money.ts";
import type { Instant } from "../model/purchase.ts";
import { type Terms, termsName } from "../model/terms.ts";
import type { Now } from "../platform/clock.ts";
import type { TermsView } from "./view.ts";

export interface ReadOffersDeps {
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly allowances: Pick<AllowanceStore, "left">;
  readonly now: Now;
}

/** What purchases give now: the terms in force, with what of their caps is used up. Reads a row for each cap, and none without caps. */
export function readOffers(deps: ReadOffersDeps): () => Promise<readonly TermsView[]> {
  return async () => offersAt(deps.allowances, (await deps.brandConfig()).terms, deps.now());
}

/** The same of terms that are read already. */
export async function offersAt(
  allowances: Pick<AllowanceStore, "left">,
  terms: readonly Terms[],
  now: Instant,
): Promise<TermsView[]> {
  const inForce = versionsInForce(terms, now);
  const caps = inForce.flatMap((one) => cappedCurrencies(one).map((currency) => capName(one, currency)));
  const left = caps.length === 0 ? new Map<string, number>() : await allowances.left(caps);
  return inForce.map((one) => {
    const capReached = cappedCurrencies(one).filter((currency) => left.get(capName(one, currency)) === 0);
    return { ...termsView(one), ...(capReached.length > 0 && { capReached }) };
  });
}

function cappedCurrencies({ capPerCampaign = {} }: Terms): Currency[] {
  return Object.keys(capPerCampaign);
}

/** What is public of some terms, as the brand states them. */
export function termsView(terms: Terms): TermsView {
  const { share, roundUp, minimumOrder, capPerOrder, capPerCampaign, defaultCause, returnDays } = terms;
  const { claimDays, from, until, guaranteedMinimum } = terms;
  return {
    name: termsName(terms),
    share: {
      kind: share.kind,
      ...("basisPoints" in share && { basisPoints: share.basisPoints }),
      ...("amounts" in share && { amounts: share.amounts }),
      ...("tiers" in share && { tiers: share.tiers }),
      ...("skus" in share && { skus: share.skus }),
    },
    roundUp,
    defaultCause,
    returnDays,
    claimDays,
    from,
    ...(terms.split && { split: terms.split }),
    ...(minimumOrder && { minimumOrder }),
    ...(capPerOrder && { capPerOrder }),
    ...(capPerCampaign && { capPerCampaign }),
    ...(guaranteedMinimum && { guaranteedMinimum }),
    ...(until && { until }),
  };
}
