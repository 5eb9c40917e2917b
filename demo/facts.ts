import type { WholeSource } from "../core/intake/sources/registry.ts";
import type { Source } from "../core/model/sources.ts";
import { demoConnections } from "./sample-stage.ts";

/** What happened in the shops, independent of any shop system's format. Amounts are minor units. */

const names = new Map(demoConnections.map(({ source, name }) => [source, name]));

/** The name of the sample brand's one shop of this source. */
export function connectionOf(source: Source): string {
  const name = names.get(source);
  if (name === undefined) throw new Error(`The sample brand has no shop of ${source}.`);
  return name;
}

export const CURRENCIES = ["USD", "EUR", "JPY"] as const;
export type SampleCurrency = (typeof CURRENCIES)[number];

/** How many digits these have after the point. Stated here again, so that nothing is shared with what is tested. */
export const DIGITS: Readonly<Record<SampleCurrency, number>> = { USD: 2, EUR: 2, JPY: 0 };

/** A customer. `known`: the brand has their identities, with what they chose (nothing yet, if empty). */
export interface Shopper {
  readonly number: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly card: string;
  readonly known: boolean;
  readonly choice: readonly { readonly cause: string; readonly weight: number }[];
}

export interface OrderLine {
  readonly id: number;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  /** List price of one; with tax if the order's prices include it. */
  readonly unit: number;
  /** Off the whole line, from the same kind of price. */
  readonly discount: number;
  /** On the whole line. */
  readonly tax: number;
}

export type OrderRefund = { readonly id: number; readonly at: string } & (
  | {
      readonly kind: "lines";
      readonly lines: readonly { readonly id: number; readonly quantity: number }[];
      readonly roundUp: number;
    }
  /** So much money of all kinds; where the shop says what the goods cost with their tax, so much of that. */
  | { readonly kind: "amount"; readonly amount: number }
  | { readonly kind: "full" }
  /** A bank takes the money back; `isWon`: and returns it, as the shop was right. */
  | { readonly kind: "dispute"; readonly amount: number; readonly isWon: boolean }
  | { readonly kind: "cancelled" }
);

export interface Order {
  /** Counts the orders of all days: the ids that a shop system gives are made of it. */
  readonly number: number;
  readonly source: WholeSource;
  readonly store?: string;
  readonly placedAt: string;
  readonly currency: SampleCurrency;
  readonly taxIncluded: boolean;
  readonly lines: readonly OrderLine[];
  readonly shipping: number;
  readonly tip: number;
  readonly roundUp: number;
  readonly shopper?: Shopper;
  /** The cause named on the order; it need not be one of the brand's. */
  readonly cause?: string;
  /** The cause that whoever holds the receipt picks, as nobody chose. */
  readonly claimed?: string;
  readonly refunds: readonly OrderRefund[];
  /** What a gift card costs that is sold with the order: no goods, as it counts when it is spent. */
  readonly giftCard?: number;
  /** The line that was added to the order after it was paid, in exchange for what went back. */
  readonly exchange?: { readonly at: string; readonly line: number };
}

/** The order as it was when it was paid first. */
export function asPaidFirst({ exchange, ...order }: Order): Order {
  return { ...order, lines: order.lines.filter(({ id }) => id !== exchange?.line) };
}

/** What the units of a line cost after discounts, without tax. */
export function goodsOf(line: OrderLine, taxIncluded: boolean): number {
  return line.unit * line.quantity - line.discount - (taxIncluded ? line.tax : 0);
}

/** The same for `quantity` of its units: shop systems round each line of a refund down, and the last takes the rest. */
export function goodsOfUnits(line: OrderLine, taxIncluded: boolean, quantity: number): number {
  return Math.floor((goodsOf(line, taxIncluded) * quantity) / line.quantity);
}

export function taxOfUnits(line: OrderLine, quantity: number): number {
  return Math.floor((line.tax * quantity) / line.quantity);
}

export function baseOf(order: Order): number {
  return order.lines.reduce((sum, line) => sum + goodsOf(line, order.taxIncluded), 0);
}

/** What the customer paid for the goods, with their tax. */
export function grossOf(order: Order): number {
  return baseOf(order) + order.lines.reduce((sum, line) => sum + line.tax, 0);
}

/** Everything the customer paid. */
export function paidOf(order: Order): number {
  return grossOf(order) + order.shipping + order.tip + order.roundUp + (order.giftCard ?? 0);
}

/** The decimal text of an amount, as shop systems write it. */
export function decimal(minor: number, currency: SampleCurrency): string {
  const digits = DIGITS[currency];
  if (digits === 0) return String(minor);
  const text = String(minor).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
