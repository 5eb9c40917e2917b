import * as z from "zod";
import { Currency, MoneyError, parseMoney } from "../../../model/money.ts";
import { Decimal, minorOf, OptionalText } from "../../shop-system/payload.ts";

const SignedMoney = z.object({
  amount: z.string().regex(/^-?\d{1,15}(\.\d{1,9})?$/, "not a decimal amount such as -12.50"),
  currency_code: z.string(),
});

/** A correction that Shopify books beside the lines of a refund, in the shop's currency and in the customer's. */
export const Adjustment = z.object({
  amount_set: z.object({ shop_money: SignedMoney, presentment_money: SignedMoney.nullish() }),
  kind: z.string().nullish(),
  reason: z.string().nullish(),
});

export const Transaction = z.object({
  test: z.boolean().nullish(),
  kind: OptionalText,
  status: OptionalText,
  amount: z.unknown().optional(),
  currency: OptionalText,
});

type Money = z.infer<typeof SignedMoney>;

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
 * - `paidBack`: all that goes back, or undefined where no transaction says so in the shop's currency
 */
export interface RefundMoney {
  readonly beyondLines: number;
  readonly beyondLinesWithShipping: number;
  readonly paidBack: number | undefined;
}

/**
 * Adds up all adjustments, pending ones included: "Pending refund discrepancy" −X is the counterpart of the
 * "Refund discrepancy" +X that Shopify books while money is on its way, so the pair is nothing. While the money is on
 * its way, +X may lack its counterpart: one positive discrepancy of a pending transaction's amount is then left out.
 */
export function refundMoney(
  adjustments: readonly z.infer<typeof Adjustment>[],
  transactions: readonly z.infer<typeof Transaction>[],
  currency: string,
): RefundMoney {
  const booked = adjustments.map((one, index) => bookedOf(one, currency, `order_adjustments.${index}`));
  const refunds = transactions.filter(({ kind }) => kind === "refund");
  const pending = refunds.filter(({ status }) => isUnderWay(status)).map(amountOf);
  const outstanding = takeOutstanding(booked, pending, currency);
  const left = booked.filter((one) => !outstanding.includes(one));
  const sum = (rows: readonly Booked[]) => rows.reduce((all, { minor }) => all - minor, 0);
  return {
    beyondLines: sum(left.filter(({ isShipping }) => !isShipping)),
    beyondLinesWithShipping: sum(left),
    paidBack: paidBack(refunds, pending, outstanding, currency),
  };
}

/** Shopify's other states of a transaction are final: success, failure, error. */
function isUnderWay(status: string | null | undefined): boolean {
  return ["pending", "awaiting_response", "unknown"].includes((status ?? "").toLowerCase());
}

function amountOf({ amount, currency }: z.infer<typeof Transaction>): Amount | undefined {
  const decimal = Decimal.safeParse(amount).data;
  return decimal === undefined || !currency ? undefined : amountIn(currency, decimal);
}

/** An amount that only helps to recognise money: one that is not exact in a currency of ISO 4217 recognises none. */
function amountIn(code: string, decimal: string): Amount | undefined {
  const currency = Currency.safeParse(code.toUpperCase()).data;
  if (currency === undefined) return undefined;
  try {
    const minor = parseMoney(decimal.replace("-", ""), currency);
    return { minor: decimal.startsWith("-") ? -minor : minor, currency };
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
}

function bookedOf(
  { amount_set, kind, reason }: z.infer<typeof Adjustment>,
  currency: string,
  field: string,
): Booked {
  const presentment = amount_set.presentment_money ?? undefined;
  return {
    minor: signedMinor(amount_set.shop_money, currency, field),
    inPresentment: presentment && amountIn(presentment.currency_code, presentment.amount),
    isShipping: kind === "shipping_refund",
    isPending: (reason ?? "").toLowerCase().startsWith("pending"),
  };
}

function signedMinor({ amount }: Money, currency: string, field: string): number {
  const minor = minorOf(amount.replace("-", ""), currency, field);
  return amount.startsWith("-") ? -minor : minor;
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
