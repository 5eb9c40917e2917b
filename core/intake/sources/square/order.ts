import * as z from "zod";
import { LooseText, loose, looseList, moneyList } from "../../shop-system/lenient.ts";
import { Id } from "../../shop-system/payload.ts";
import { isRoundUpFee, isRoundUpProduct } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { isTipName } from "../../shop-system/tip.ts";

/** An amount in an order, in the smallest unit: signed, and nothing where Square leaves it out. */
const Cents = z
  .object({ amount: z.int().nullish() })
  .nullish()
  .transform((money) => money?.amount ?? 0);

const AppliedTax = z.object({ tax_uid: LooseText, applied_money: Cents });
const Tax = z.object({ uid: LooseText, type: LooseText });

/** What a line of a sale and one of a return have in common. */
const item = {
  uid: LooseText,
  name: LooseText,
  item_type: LooseText,
  catalog_object_id: LooseText,
  /** Some items are sold by weight; a part of a unit counts as one. */
  quantity: z.unknown().transform((value) => Math.ceil(Math.abs(Number(value)) || 0)),
  total_discount_money: Cents,
  total_money: Cents,
  applied_taxes: moneyList(AppliedTax),
};
const LineItem = z.object({ ...item, gross_sales_money: Cents });
const ReturnLineItem = z.object({ ...item, gross_return_money: Cents, source_line_item_uid: LooseText });
export type SquareReturnItem = z.infer<typeof ReturnLineItem>;

const Charge = z.object({
  total_money: Cents,
  total_tax_money: Cents,
  name: LooseText,
  catalog_object_id: LooseText,
});
type SquareCharge = z.infer<typeof Charge>;
const Return = z.object({
  return_line_items: moneyList(ReturnLineItem),
  return_service_charges: moneyList(Charge),
  return_tips: moneyList(z.object({ applied_money: Cents })),
  return_taxes: looseList(Tax),
  rounding_adjustment: loose(z.object({ amount_money: Cents })),
});
export type SquareReturn = z.infer<typeof Return>;

/** An order of `GET /v2/orders/{id}`: a sale, a return, or an exchange, which is both. */
const Order = z.object({
  id: Id,
  state: LooseText,
  location_id: loose(z.string().min(1).max(80)),
  metadata: loose(z.record(z.string(), z.unknown())),
  line_items: moneyList(LineItem),
  service_charges: moneyList(Charge),
  taxes: looseList(Tax),
  returns: moneyList(Return),
  refunds: moneyList(z.object({ id: Id, tender_id: LooseText, status: LooseText, amount_money: Cents })),
  tenders: moneyList(z.object({ id: Id, payment_id: Id.nullish(), amount_money: Cents })),
  /** Rounding of a cash payment. */
  rounding_adjustment: loose(z.object({ amount_money: Cents })),
  net_amount_due_money: Cents,
});
export type SquareOrder = z.infer<typeof Order>;
export const OrderAnswer = z.object({ order: Order });

/** What a line costs: `goods` after discounts and without tax, `gross` with it. */
export interface SquarePrice {
  readonly goods: number;
  readonly gross: number;
}

interface PricedItem {
  readonly total_discount_money: number;
  readonly applied_taxes: readonly { readonly tax_uid: string | undefined; readonly applied_money: number }[];
}

/** A tax is added to a price, unless it says that the price includes it. */
export function squarePrice(
  listed: number,
  { total_discount_money, applied_taxes }: PricedItem,
  taxes: readonly z.infer<typeof Tax>[],
): SquarePrice {
  const inside = new Set(taxes.filter(({ type }) => type === "INCLUSIVE").map(({ uid }) => uid));
  const sum = (list: PricedItem["applied_taxes"]) => list.reduce((all, tax) => all + tax.applied_money, 0);
  const included = sum(applied_taxes.filter(({ tax_uid }) => inside.has(tax_uid)));
  const after = listed - total_discount_money;
  return { goods: after - included, gross: after + sum(applied_taxes) - included };
}

/** What a line of an order or of a return is; only `goods` count for the share. */
export function squareKind(
  { item_type, name, catalog_object_id }: Pick<SquareReturnItem, "item_type" | "name" | "catalog_object_id">,
  rule: RoundUpRule | undefined,
) {
  if (item_type === "GIFT_CARD") return "giftCard";
  if (isRoundUpProduct(rule, ofCatalog(catalog_object_id, name), "line_items")) return "roundUp";
  return isTipName(name) ? "tip" : "goods";
}

/** What the round-ups among service charges come to, without their tax. */
export function chargedRoundUp(charges: readonly SquareCharge[], rule: RoundUpRule | undefined): number {
  const own = charges.filter(({ catalog_object_id: id, name }) =>
    isRoundUpFee(rule, ofCatalog(id, name), "service_charges"),
  );
  return own.reduce((all, { total_money, total_tax_money }) => all + total_money - total_tax_money, 0);
}

/** What is not of the catalogue is typed in for one sale, and has no name that counts. */
function ofCatalog(id: string | undefined, name: string | undefined) {
  return id ? { ids: [id], names: [name] } : { ids: [], names: [] };
}
