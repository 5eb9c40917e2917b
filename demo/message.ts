import type { Source } from "../core/model/sources.ts";
import type { Order, OrderRefund } from "./facts.ts";

/** One webhook as a shop system makes it. Retries of the same one keep its id and body, and are signed anew. */
export interface Message {
  readonly source: Source;
  readonly id: string;
  /** In a header, for the systems that name it there. */
  readonly topic?: string;
  readonly body: string;
}

/** What an order makes a shop system send. */
export interface Messages {
  readonly purchase: Message;
  /** Repeat the same purchase in another body, or hold nothing that counts. */
  readonly updates: readonly Message[];
  /** In the order in which they happened. */
  readonly refunds: readonly Message[];
  /** Each sent once all before it is recorded: what makes an entry of its own only then. */
  readonly afterwards?: readonly Message[];
}

/** `2026-11-22T13:35:45Z` as a shop in central Europe in winter writes it. */
export function withOffset(at: string): string {
  return `${new Date(Date.parse(at) + 3_600_000).toISOString().slice(0, 19)}+01:00`;
}

export function seconds(at: string): number {
  return Date.parse(at) / 1000;
}

/** The id of a line, for systems whose ids are numbers. */
export function lineId(orderId: string, line: { readonly id: number }): number {
  return Number(orderId) * 10 + line.id;
}

/** How much money all refunds up to this one gave back, for orders whose refunds are amounts or full. */
export function moneyBack(order: Order, upTo: OrderRefund, whole: number): number {
  return order.refunds
    .filter((refund) => refund.id <= upTo.id)
    .reduce((sum, refund) => Math.min(whole, sum + ("amount" in refund ? refund.amount : whole)), 0);
}
