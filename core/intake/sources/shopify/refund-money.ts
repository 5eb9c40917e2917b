import * as z from "zod";
import { type ExactAmount, roundExact } from "../../../model/exact-amount.ts";
import { Currency, MoneyError } from "../../../model/money.ts";
import { roundedOf, SignedAmount } from "../../shop-system/amounts.ts";
import { LooseText, loose } from "../../shop-system/lenient.ts";
import { exactOf, OptionalShopMoney, PlainAmount } from "./line.ts";

const SignedMoney = z.object({ amount: SignedAmount, currency_code: z.string() });

/** A correction that Shopify books beside the lines of a refund, in the shop's currency and in the customer's. */
export const Adjustment = z.object({
  amount_set: z.object({ shop_money: SignedMoney, presentment_money: loose(SignedMoney) }).nullish(),
  amount: PlainAmount,
  kind: LooseText,
  reason: LooseText,
});

/** Shipping that went back; newer than the adjustment of kind `shipping_refund`, and in its place. */
export const ShippingBack = z.object({
  subtotal_amount_set: loose(OptionalShopMoney),
  subtotal_set: loose(OptionalShopMoney),
  tax_amount_set: loose(OptionalShopMoney),
  total_tax_set: loose(OptionalShopMoney),
});

export const Transaction = z.object({
  kind: LooseText,
  status: LooseText,
  amount: loose(SignedAmount),
  currency: LooseText,
});

/** The parts of a refund that say what became of its money. */
interface MoneyParts {
  readonly order_adjustments: readonly z.infer<typeof Adjustment>[];
  readonly refund_shipping_lines: readonly z.infer<typeof ShippingBack>[];
  readonly transactions: readonly z.infer<typeof Transaction>[];
}

interface Amount {
  readonly minor: number;
  readonly currency: string;
}

/** An adjustment in minor units, signed as Shopify books it: positive where less goes back than the lines say. */
interface Booked {
  readonly minor: number;
  readonly inPresentment: Amount | undefined;
  readonly isShipping: boolean;
  readonly isPending: boolean;
}

/**
 * What a refund's adjustments and transactions say of its money, in minor units of the shop's currency. Money on its
 * way counts as paid back: Shopify sends no second webhook when it arrives.
 * - `beyondLines`: how much more goes back for goods than the lines say; negative: less
 * - `beyondLinesWithShipping`: the same with what is adjusted for shipping
 * - `shipping`: what goes back for shipping, by lines of its own
 * - `paidBack`: all that goes back, or undefined where no transaction says so in the shop's currency
 * - `transactions`: how many would bring money back; `isFailed`: there are some, and all of them failed
 */
export interface RefundMoney {
  readonly beyondLines: number;
  readonly beyondLinesWithShipping: number;
  readonly shipping: number;
  readonly paidBack: number | undefined;
  readonly transactions: number;
  readonly isFailed: boolean;
}

/**
 * Adds up all adjustments, pending ones included: "Pending refund discrepancy" −X is the counterpart of the
 * "Refund discrepancy" +X that Shopify books while money is on its way, so the pair is nothing. While the money is on
 * its way, +X may lack its counterpart: one positive discrepancy of a pending transaction's amount is then left out.
 */
export function refundMoney(parts: MoneyParts, currency: string): RefundMoney {
  const booked = parts.order_adjustments.map((one, index) =>
    bookedOf(one, currency, `order_adjustments.${index}`),
  );
  const refunds = parts.transactions.filter(({ kind }) => kind === "refund");
  const pending = refunds.filter(({ status }) => isUnderWay(status)).map(amountOf);
  const outstanding = takeOutstanding(booked, pending, currency);
  const left = booked.filter((one) => !outstanding.includes(one));
  const sum = (rows: readonly Booked[]) => rows.reduce((all, { minor }) => all - minor, 0);
  const hasShippingRow = booked.some(({ isShipping }) => isShipping);
  const shipping = hasShippingRow ? 0 : shippingOf(parts.refund_shipping_lines, currency);
  return {
    beyondLines: sum(left.filter(({ isShipping }) => !isShipping)),
    beyondLinesWithShipping: sum(left) + shipping,
    shipping,
    paidBack: paidBack(refunds, pending, outstanding, currency),
    transactions: refunds.length,
    isFailed: refunds.length > 0 && refunds.every(({ status }) => isFailure(status)),
  };
}

function shippingOf(lines: MoneyParts["refund_shipping_lines"], currency: string): number {
  return lines.reduce((all, line) => {
    const subtotal = (line.subtotal_amount_set ?? line.subtotal_set)?.shop_money.amount ?? 0n;
    return all + roundedOf(subtotal, currency, "refund_shipping_lines");
  }, 0);
}

function isFailure(status: string | undefined): boolean {
  return ["failure", "error"].includes((status ?? "").toLowerCase());
}

/** Shopify's other states of a transaction are final: success, failure, error. */
function isUnderWay(status: string | undefined): boolean {
  return ["pending", "awaiting_response", "unknown"].includes((status ?? "").toLowerCase());
}

function amountOf({ amount, currency }: z.infer<typeof Transaction>): Amount | undefined {
  return amount === undefined || amount === null || !currency ? undefined : amountIn(currency, amount);
}

/** An amount that only helps to recognise money: one that is none in a currency of ISO 4217 recognises none. */
function amountIn(code: string, amount: ExactAmount): Amount | undefined {
  const currency = Currency.safeParse(code.toUpperCase()).data;
  if (currency === undefined) return undefined;
  try {
    return { minor: roundExact(amount, currency), currency };
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
}

function bookedOf(
  { amount_set, amount, kind, reason }: z.infer<typeof Adjustment>,
  currency: string,
  field: string,
): Booked {
  const presentment = amount_set?.presentment_money ?? undefined;
  return {
    minor: roundedOf(exactOf(amount_set, amount, `${field}.amount_set`), currency, field),
    inPresentment: presentment && amountIn(presentment.currency_code, presentment.amount),
    isShipping: kind === "shipping_refund",
    isPending: (reason ?? "").toLowerCase().startsWith("pending"),
  };
}

/**
 * The positive discrepancies that stand for pending transactions: of the amount of all of them together, else of each.
 * A discrepancy that has its counterpart already stands for none.
 */
function takeOutstanding(
  booked: readonly Booked[],
  pending: readonly (Amount | undefined)[],
  currency: string,
): readonly Booked[] {
  const free = withoutPairs(booked.filter(({ isShipping }) => !isShipping)).filter(({ minor }) => minor > 0);
  const amounts = pending.filter((amount) => amount !== undefined);
  const [first, ...rest] = amounts;
  if (first === undefined) return [];
  const whole = { ...first, minor: rest.reduce((all, { minor }) => all + minor, first.minor) };
  const isOneCurrency = rest.every((amount) => amount.currency === first.currency);
  const together = isOneCurrency ? free.find((one) => isOf(one, whole, currency)) : undefined;
  if (together !== undefined) return [together];
  const taken: Booked[] = [];
  for (const amount of amounts) {
    const found = free.find((one) => !taken.includes(one) && isOf(one, amount, currency));
    if (found !== undefined) taken.push(found);
  }
  return taken;
}

/** Leaves out each pending discrepancy together with one discrepancy of the opposite amount. */
function withoutPairs(booked: readonly Booked[]): readonly Booked[] {
  const paired = new Set<Booked>();
  for (const row of booked.filter(({ isPending }) => isPending)) {
    const partner = booked.find((one) => !one.isPending && !paired.has(one) && one.minor === -row.minor);
    if (partner !== undefined) paired.add(row).add(partner);
  }
  return booked.filter((row) => !paired.has(row));
}

/** Whether a discrepancy is of this amount, in the shop's currency or in the customer's. */
function isOf({ minor, inPresentment }: Booked, amount: Amount, currency: string): boolean {
  if (amount.currency === currency && amount.minor === minor) return true;
  return inPresentment?.currency === amount.currency && inPresentment.minor === amount.minor;
}

function paidBack(
  refunds: readonly z.infer<typeof Transaction>[],
  pending: readonly (Amount | undefined)[],
  outstanding: readonly Booked[],
  currency: string,
): number | undefined {
  const done = refunds.filter(({ status }) => status === "success").map(amountOf);
  const onItsWay =
    outstanding.length > 0 ? outstanding.map(({ minor }): Amount => ({ minor, currency })) : pending;
  const all = [...done, ...onItsWay];
  const known = all.filter((amount) => amount?.currency === currency);
  if (all.length === 0 || known.length < all.length) return undefined;
  return known.reduce((sum, amount) => sum + (amount?.minor ?? 0), 0);
}
