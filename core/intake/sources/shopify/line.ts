import * as z from "zod";
import { Decimal, isRoundUp, minorOf, OptionalText } from "../../shop-system/payload.ts";

/**
 * Amounts in the shop's currency. The fields without `_set` are in the same currency, but some of them are JSON
 * numbers; those of presentment money are in the customer's.
 */
export const ShopMoney = z.object({
  shop_money: z.object({ amount: Decimal, currency_code: z.string() }),
});

export const NameAndValue = z.object({ name: z.string(), value: z.unknown().optional() });

/** What says which kind of thing a line is; the same in an order and in a refund. */
export const LineKind = z.object({
  sku: OptionalText,
  title: OptionalText,
  gift_card: z.boolean().nullish(),
  tip_payment_gateway: OptionalText,
  tip_payment_method: OptionalText,
  tip: z.unknown().optional(),
  properties: z.array(NameAndValue).nullish(),
});

/** Goods are what a share is computed on; gift cards count when they are spent, and a tip is not the brand's. */
export function kindOfLine(line: z.infer<typeof LineKind>): "goods" | "roundUp" | "neither" {
  const tip = line.tip ?? line.tip_payment_gateway ?? line.tip_payment_method;
  if (line.gift_card || (tip !== undefined && tip !== null)) return "neither";
  const named = [line.sku, line.title, ...(line.properties ?? []).map((property) => property.name)];
  return isRoundUp(...named) ? "roundUp" : "goods";
}

/** What a line costs. A tax line's rate is a JSON number; it is compared with, and never multiplied into an amount. */
export const LineCost = z.object({
  quantity: z.int().min(0),
  price_set: ShopMoney,
  discount_allocations: z.array(z.object({ amount_set: ShopMoney })).nullish(),
  tax_lines: z.array(z.object({ price_set: ShopMoney, rate: z.number().nullish() })).nullish(),
});

/** All units of a line after discounts, in the shop's kind of price, and the tax on or within that. */
export function costOf(line: z.infer<typeof LineCost>, currency: string, field: string) {
  const minor = (money: z.infer<typeof ShopMoney>, part: string) =>
    minorOf(money.shop_money.amount, currency, `${field}.${part}`);
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  const discounts = (line.discount_allocations ?? []).map((one) =>
    minor(one.amount_set, "discount_allocations"),
  );
  const taxes = (line.tax_lines ?? []).map((one) => minor(one.price_set, "tax_lines"));
  return { price: minor(line.price_set, "price_set") * line.quantity - sum(discounts), tax: sum(taxes) };
}
