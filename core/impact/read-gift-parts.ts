import type { BrandConfig } from "../giving/config/brand-config.ts";
import { appliedBrand } from "../giving/config/brand-in-force.ts";
import type { PurchaseEntriesStore } from "../giving/ledger/purchase-entries.store.ts";
import { dayIn } from "../model/days.ts";
import type { Now } from "../platform/clock.ts";
import { type GiftPart, giftParts } from "../settlement/gift-state.ts";
import type { KnownPayouts } from "../settlement/read-payouts.store.ts";
import { calendar } from "./calendar.ts";
import type { PersonalPurchase } from "./read-personal.ts";

export interface ReadGiftPartsDeps {
  readonly purchaseEntries: PurchaseEntriesStore;
  readonly payouts: () => Promise<KnownPayouts | undefined>;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly now: Now;
}

/** What each of some purchases gave by where it is on its way, by its gift. */
export type GiftPartsOf = ReadonlyMap<string, readonly GiftPart[]>;

/**
 * Follows purchases of one customer to the payments that counted them. Those that are pending say so themselves, and read nothing. One is
 * left out where it is pending, or not all of it could be read. Throws BrandNotAppliedError before the first apply.
 */
export function readGiftParts(
  deps: ReadGiftPartsDeps,
): (purchases: readonly PersonalPurchase[]) => Promise<GiftPartsOf> {
  return async (purchases) => {
    const followed = purchases.filter(({ pending }) => !pending);
    if (followed.length === 0) return new Map();
    const [known, config] = await Promise.all([deps.payouts(), deps.brandConfig()]);
    if (known === undefined) return new Map();
    const { timeZone } = appliedBrand(config);
    const today = dayIn(timeZone, deps.now());
    const { dayOf } = calendar(timeZone);
    const orders = await deps.purchaseEntries.of(followed);
    const payments = { ...known, causes: config.causes, today, dayOf };
    return new Map([...orders].map(([gift, order]) => [gift, giftParts(order, payments)]));
  };
}
