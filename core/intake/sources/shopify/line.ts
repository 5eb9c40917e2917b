import * as z from "zod";
import type { ExactAmount } from "../../../model/exact-amount.ts";
import { SignedAmount } from "../../shop-system/amounts.ts";
import { LooseFlag, LooseText, moneyList } from "../../shop-system/lenient.ts";
import { invalidPayload } from "../../shop-system/payload.ts";
import { isRoundUpProduct } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { isTipName } from "../../shop-system/tip.ts";

/** Amounts in the shop's currency; those of presentment money are in the customer's. */
const ShopMoney = z.object({
  shop_money: z.object({ amount: SignedAmount, currency_code: z.string() }),
});
export const OptionalShopMoney = ShopMoney.nullish();
export const PlainAmount = SignedAmount.nullish();

/** An amount in its two spellings, `…_set` and the plain one, which is in the shop's currency as well. One must be there. */
export function exactOf(
  set: z.infer<typeof OptionalShopMoney>,
  plain: z.infer<typeof PlainAmount>,
  field: string,
): ExactAmount {
  const amount = set?.shop_money.amount ?? plain;
  if (amount === undefined || amount === null) throw invalidPayload(field, "an amount is missing");
  return amount;
}

/** Names with values, also as an object of them. What is neither is left out. */
export const NamesAndValues = z
  .unknown()
  .optional()
  .transform((value): { name: string; value: unknown }[] => {
    if (typeof value !== "object" || value === null) return [];
    const pairs: [string, unknown][] = Object.entries(value);
    const named = Pair.safeParse(value).data;
    if (named !== undefined) return [{ name: named.name, value: named.value }];
    return pairs.flatMap(([name, inner]) => {
      const pair = Pair.safeParse(inner).data;
      if (pair !== undefined) return [{ name: pair.name, value: pair.value }];
      return Array.isArray(value) ? [] : [{ name, value: inner }];
    });
  });
const Pair = z.object({ name: z.string(), value: z.unknown().optional() });

/** What says which kind of thing a line is; the same in an order and in a refund. */
export const LineKind = z.object({
  sku: LooseText,
  title: LooseText,
  name: LooseText,
  gift_card: LooseFlag,
  requires_shipping: LooseFlag,
  product_id: z.unknown().optional(),
  variant_id: z.unknown().optional(),
  tip_payment_gateway: z.unknown().optional(),
  tip_payment_method: z.unknown().optional(),
  tip: z.unknown().optional(),
});

export type KindOfLine = "goods" | "roundUp" | "neither";

/**
 * Whether a line is no product of the shop's: whoever makes a draft order writes its SKU and its title. An old refund, which
 * leaves the ids out, says nothing of it.
 */
function isCustom({ product_id: product, variant_id: variant }: z.infer<typeof LineKind>): boolean {
  return product === null && (variant ?? null) === null;
}

/** The SKU by which gifts per unit find a line: that of a product. */
export function skuOf(line: z.infer<typeof LineKind>): string | undefined {
  return isCustom(line) ? undefined : line.sku;
}

/**
 * Goods are what a share is computed on; gift cards count when they are spent, and a tip is not the brand's. Shopify marks
 * a tip by three fields, not all of them on each line; what an app sells as a tip has its name, and is not shipped. The
 * round-up is a product that `rule` names: a line's properties are written by the storefront's browser, and not read.
 */
export function kindOfLine(
  line: z.infer<typeof LineKind>,
  rule: RoundUpRule | undefined,
  field: string,
): KindOfLine {
  const ids = [line.sku, line.product_id, line.variant_id];
  const sold = isCustom(line) ? { ids: [], names: [] } : { ids, names: [line.sku, line.title] };
  if (isRoundUpProduct(rule, sold, field)) return "roundUp";
  const marks = [line.tip, line.tip_payment_gateway, line.tip_payment_method];
  if (line.gift_card || marks.some((mark) => mark !== undefined && mark !== null && mark !== false))
    return "neither";
  return !line.requires_shipping && isTipName(line.title, line.name) ? "neither" : "goods";
}

/** What a line costs. A tax line's rate is compared with, and never multiplied into an amount that counts. */
export const LineCost = z.object({
  quantity: z.int().min(0),
  price_set: OptionalShopMoney,
  price: PlainAmount,
  discount_allocations: moneyList(z.object({ amount_set: OptionalShopMoney, amount: PlainAmount })),
  tax_lines: moneyList(
    z.object({
      price_set: OptionalShopMoney,
      price: PlainAmount,
      rate: z.number().nullish().catch(undefined),
    }),
  ),
});

/** All units of a line after discounts, in the shop's kind of price, and the tax on or within that. */
export function costOf(
  line: z.infer<typeof LineCost>,
  field: string,
): { readonly price: ExactAmount; readonly tax: ExactAmount } {
  const sum = (amounts: readonly ExactAmount[]) => amounts.reduce((all, amount) => all + amount, 0n);
  const discounts = line.discount_allocations.map((one) =>
    exactOf(one.amount_set, one.amount, `${field}.discount_allocations`),
  );
  const taxes = line.tax_lines.map((one) => exactOf(one.price_set, one.price, `${field}.tax_lines`));
  const list = exactOf(line.price_set, line.price, `${field}.price_set`) * BigInt(line.quantity);
  return { price: list - sum(discounts), tax: sum(taxes) };
}
