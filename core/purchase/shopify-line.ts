import { z } from "zod";
import { Decimal, isRoundUp, OptionalText } from "./payload.ts";

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
