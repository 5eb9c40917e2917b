import * as z from "zod";
import { MINOR_MAX, proportion, splitByWeight } from "../../../model/money.ts";
import { type GoodsLines, goodsLines, type PricedLine } from "../../shop-system/goods-lines.ts";
import { LooseFlag, LooseText, loose, moneyList } from "../../shop-system/lenient.ts";
import { Id, invalidPayload, notNegative } from "../../shop-system/payload.ts";
import { boundedRoundUp, isRoundUpProduct } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";

/** Minor units, as a number or as its digits; negative in a refund. */
const Amount = z
  .union([z.int(), z.string().regex(/^-?\d{1,15}$/)], "an amount must be a whole number of minor units")
  .transform(Number)
  .pipe(z.int().min(-MINOR_MAX).max(MINOR_MAX));

/** A whole number or a part of one as text: `"2"`, `"0.350"`, `"-1"`. */
const Quantity = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,7}(\.\d{1,6})?$/, "a quantity must be a decimal"));

const Percentage = z.number().min(0).max(100).nullish();

const Discount = loose(z.object({ amount: Amount.nullish(), percentage: Percentage, quantity: LooseText }));

const Product = z.object({
  type: LooseText,
  productUuid: LooseText,
  variantUuid: LooseText,
  sku: LooseText,
  name: LooseText,
  comment: LooseText,
  unitPrice: Amount,
  quantity: Quantity,
  vatPercentage: Percentage,
  discount: Discount,
  discountValue: Amount.nullish(),
});
type Product = z.infer<typeof Product>;

const Payment = z.object({ gratuityAmount: Amount.nullish() });

const ServiceCharge = z
  .object({ amount: Amount, quantity: Quantity.nullish(), vatPercentage: Percentage })
  .nullish();

/** A purchase, or a refund: the same with everything negative. Webhooks and lists name its ids differently. */
export const ZettleSale = z
  .object({
    purchaseUuid: Id.nullish(),
    purchaseUUID1: Id.nullish(),
    purchaseNumber: LooseText,
    globalPurchaseNumber: LooseText,
    refund: LooseFlag,
    refundsPurchaseUuid: Id.nullish(),
    refundsPurchaseUUID1: Id.nullish(),
    timestamp: z.union([z.int().positive(), z.string()]),
    currency: z.string(),
    country: LooseText,
    taxationMode: LooseText,
    amount: Amount,
    vatAmount: Amount,
    products: moneyList(Product),
    payments: moneyList(Payment),
    serviceCharge: ServiceCharge,
  })
  .transform(({ purchaseUuid, purchaseUUID1, refundsPurchaseUuid, refundsPurchaseUUID1, ...sale }) => ({
    ...sale,
    id: purchaseUuid ?? purchaseUUID1,
    refunds: refundsPurchaseUuid ?? refundsPurchaseUUID1,
  }));
export type ZettleSale = z.infer<typeof ZettleSale>;

/** What was sold, or given back, in positive minor units. */
export interface ZettleMoney extends GoodsLines {
  readonly paid: number;
  readonly goodsGross: number;
  readonly roundUp: number;
}

/** Prices hold their VAT unless the sale says otherwise. */
function withoutVat(gross: number, percentage: number | null | undefined, mode: string | undefined): number {
  if (mode === "EXCLUSIVE") return gross;
  const hundredths = Math.round((percentage ?? 0) * 100);
  return proportion(gross, 10_000, 10_000 + hundredths);
}

/** `price × quantity` in minor units, rounded half up, without a sign: a refund's quantities are negative. */
function times(price: number, quantity: string): number {
  const [whole = "", fraction = ""] = quantity.replace("-", "").split(".");
  return proportion(Math.abs(price), Number(`${whole}${fraction}`), 10 ** fraction.length);
}

function priceOf({ unitPrice, quantity, discount, discountValue }: Product): number {
  const price = times(unitPrice, quantity);
  const off = discountValue ?? discount?.amount;
  if (typeof off === "number") return Math.max(0, price - Math.abs(off));
  const hundredths = Math.round((discount?.percentage ?? 0) * 100);
  return price - proportion(price, hundredths, 10_000);
}

/** The id of a line is that of what was sold: a refund is a sale of its own, which numbers its lines anew. */
function lineIdOf({ variantUuid, productUuid }: Product): string {
  return variantUuid || productUuid || "custom";
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

const GIFT_CARD = "GIFTCARD";

/**
 * The money of a sale or a refund. What is no product of the shop's own is taken off the whole: VAT, the tip, gift cards
 * (they count when they are spent), the service charge and the customer's own gift. What is left is the goods, to the minor
 * unit, whatever the products' prices round to. Throws for amounts that contradict each other.
 */
export function zettleMoney(sale: ZettleSale, currency: string, rule: RoundUpRule | undefined): ZettleMoney {
  const { products, payments, serviceCharge, taxationMode: mode } = sale;
  const sign = sale.refund ? -1 : 1;
  const paid = notNegative(sign * sale.amount + 0, "amount");
  const vat = notNegative(sign * sale.vatAmount + 0, "vatAmount");
  const tip = Math.abs(sum(payments.map(({ gratuityAmount }) => gratuityAmount ?? 0)));
  const kinds = Map.groupBy(products, (product) => kindOf(product, rule));
  const priced = (kind: ZettleKind) => sum((kinds.get(kind) ?? []).map(priceOf));
  const roundUp = boundedRoundUp(priced("roundUp"), currency, rule, "products");
  const service = serviceCharge ? times(serviceCharge.amount, serviceCharge.quantity ?? "1") : 0;
  const beside = tip + priced("giftCard") + roundUp;
  const net = withoutVat(service, serviceCharge?.vatPercentage, mode);
  const base = notNegative(paid - vat - beside - net, "amount");
  const goodsGross = paid - beside - (mode === "EXCLUSIVE" ? net : service);
  const goods = splitOver(kinds.get("goods") ?? [], base, mode);
  return { ...goods, paid, goodsGross: Math.max(base, goodsGross), roundUp };
}

type ZettleKind = "goods" | "giftCard" | "roundUp";

function kindOf(
  { type, sku, productUuid, variantUuid, name }: Product,
  rule: RoundUpRule | undefined,
): ZettleKind {
  if (type === GIFT_CARD) return "giftCard";
  const isRoundUp = isRoundUpProduct(
    rule,
    { ids: [sku, productUuid, variantUuid], names: [name] },
    "products",
  );
  return isRoundUp ? "roundUp" : "goods";
}

/** The base over its products, by their prices without VAT; one amount where no product has a price. */
function splitOver(products: readonly Product[], base: number, mode: string | undefined): GoodsLines {
  const weights = products.map((product, index): [string, number] => [
    String(index),
    withoutVat(priceOf(product), product.vatPercentage, mode),
  ]);
  if (!weights.some(([, weight]) => weight > 0)) return { base, lines: [] };
  const parts = splitByWeight(base, new Map(weights));
  const lines = products.map(
    (product, index): PricedLine => ({
      lineId: lineIdOf(product),
      sku: product.sku,
      quantity: unitsOf(product),
      goods: parts.get(String(index)) ?? 0,
    }),
  );
  return goodsLines(lines);
}

/** Whole units; what is sold by weight or length is one. */
function unitsOf({ quantity }: Product): number {
  return Math.max(1, Math.floor(Math.abs(Number(quantity))));
}

/** The id of a sale or a refund, which it must have. */
export function zettleId({ id }: ZettleSale): string {
  if (!id) throw invalidPayload("purchaseUuid", "is missing");
  return id;
}
