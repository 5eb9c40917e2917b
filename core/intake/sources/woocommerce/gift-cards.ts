import type { ExactAmount } from "../../../model/exact-amount.ts";
import { SignedAmount } from "../../shop-system/amounts.ts";
import type { WooItem, WooMeta, WooOrder } from "./order.ts";

/**
 * In the metadata of a sold gift card's item: WooCommerce Gift Cards, PW Gift Cards, YITH WooCommerce Gift Cards, and the
 * credit that StoreApps Smart Coupons sells.
 */
const SOLD = /^_?(?:wc_gc_giftcard|pw_gift_card|ywgc_|sc_called_credit)/;
/** Order metadata in which Smart Coupons then maps the item's id to its credit. */
const SOLD_CREDIT = "sc_called_credit_details";

/** Whether an item of an order is a gift card or store credit that is sold. */
export function isGiftCard(
  item: Pick<WooItem, "id" | "meta_data">,
  order: Pick<WooOrder, "meta_data">,
): boolean {
  const credit = metaValue(order.meta_data, SOLD_CREDIT);
  const isCredit = item.id !== undefined && isObject(credit) && Object.hasOwn(credit, item.id);
  return isCredit || item.meta_data.some(({ key }) => key !== undefined && SOLD.test(key));
}

/** Order metadata that maps each code of a gift card or store credit to what it paid: YITH, StoreApps Smart Coupons. */
const SPENT = ["_ywgc_applied_gift_cards", "smart_coupons_contribution"] as const;
/** YITH has made a negative fee of what its cards paid. */
const SPENT_AS_FEE = "ywgc_gift_card_updated_as_fee";

export interface SpentCards {
  /** What gift cards and store credit paid, as far as the order says it; `total` is then what was paid beside it. */
  readonly paid: ExactAmount;
  /** How much of it stands among the order's fees, as a negative one. */
  readonly asFee: ExactAmount;
}

export function spentCards(order: Pick<WooOrder, "gift_cards" | "meta_data">): SpentCards {
  const [ofYith, ofSmartCoupons] = SPENT.map((key) => sum(amountsOf(metaValue(order.meta_data, key))));
  const asFee = isTruthy(metaValue(order.meta_data, SPENT_AS_FEE)) ? (ofYith ?? 0n) : 0n;
  const ofCards = sum(order.gift_cards.map(({ amount }) => amount));
  return { paid: ofCards + (ofYith ?? 0n) + (ofSmartCoupons ?? 0n), asFee };
}

function metaValue(meta: WooMeta, name: string): unknown {
  return meta.find(({ key }) => key === name)?.value;
}

function amountsOf(value: unknown): ExactAmount[] {
  if (!isObject(value)) return [];
  return Object.values(value).flatMap((one) => {
    const amount = SignedAmount.safeParse(one);
    return amount.success && amount.data > 0n ? [amount.data] : [];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function sum(amounts: readonly ExactAmount[]): ExactAmount {
  return amounts.reduce((all, amount) => all + amount, 0n);
}

function isTruthy(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== "" && value !== "0" && value !== 0 && value !== false
  );
}
