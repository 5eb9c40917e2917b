import { type Instant, REFUNDS_MAX } from "../../../model/purchase.ts";
import { cardIn } from "../../shop-system/customer-card.ts";
import type { OrderStatement } from "../../shop-system/fetch-order.ts";
import { causeInNote } from "../../shop-system/note.ts";
import {
  currencyOf,
  instantOfSeconds,
  invalidPayload,
  notNegative,
  purchaseEvent,
  refundEvent,
} from "../../shop-system/payload.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { cloverGoods } from "./goods.ts";
import type { CloverLine, CloverOrder, CloverOrderPeople, CloverRefund } from "./order.ts";

/** All that Clover says of one order. */
export interface CloverStatement {
  readonly order: CloverOrder;
  readonly lines: readonly CloverLine[];
  readonly people: CloverOrderPeople;
}

export interface CloverReading {
  readonly connection: string;
  readonly now: Instant;
  readonly roundUp?: RoundUpRule | undefined;
}

/** States of an order whose money has come in full, whatever became of it since. */
const PAID: readonly string[] = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CREDITED"];
const NOT_PAID: readonly string[] = ["OPEN", "PARTIALLY_PAID"];
/** Results of payments whose money came and stayed. */
const TAKEN: readonly string[] = ["SUCCESS", "AUTH", "AUTH_COMPLETED", "VOID_FAILED", "OFFLINE_RETRYING"];
const NOT_TAKEN: readonly string[] = ["FAIL", "INITIATED", "PENDING", "VOIDED", "VOIDING", "DISCOUNT"];

function isTaken({ result }: { readonly result: string }): boolean {
  const name = result.toUpperCase();
  if (TAKEN.includes(name)) return true;
  if (NOT_TAKEN.includes(name)) return false;
  throw invalidPayload("payments.result", "none that Clover documents");
}

function isPaid({ paymentState }: CloverOrder): boolean {
  const state = paymentState?.toUpperCase() ?? "OPEN";
  if (PAID.includes(state)) return true;
  if (NOT_PAID.includes(state)) return false;
  throw invalidPayload("paymentState", "none that Clover documents");
}

/** Names of the refund of all that an order's state is: no refund of Clover's has such an id. */
type Undone = "refunded" | "voided";

function undoneBy({ paymentState }: CloverOrder, hasVoids: boolean, hasMoney: boolean): Undone | undefined {
  if (paymentState?.toUpperCase() === "REFUNDED") return "refunded";
  return hasVoids && !hasMoney ? "voided" : undefined;
}

function sum(amounts: readonly (number | null | undefined)[]): number {
  return amounts.reduce((all: number, amount) => all + (amount ?? 0), 0);
}

/**
 * An order's purchase and all its refunds, as they are at its last change: a refund that an earlier statement had and this one
 * has not was undone. Nothing of an order in test mode, or of one that is not paid in full.
 */
export function cloverStatement(stated: CloverStatement, reading: CloverReading): OrderStatement[] {
  const { order, people } = stated;
  if (order.testMode) return [];
  const currency = currencyOf(order.currency, "currency");
  const at = (ms: number, field: string) => instantOfSeconds(Math.floor(ms / 1000), field, reading.now);
  const changed = at(order.modifiedTime, "modifiedTime");
  const ref = { source: "clover" as const, connection: reading.connection, orderId: order.id, currency };
  const taken = order.payments.filter(isTaken);
  const paid = notNegative(sum(taken.map(({ amount }) => amount)), "payments.amount");
  const hasVoids = people.voids.length + order.payments.length - taken.length > 0;
  const refunds = order.refunds
    .filter(({ voided }) => !voided)
    .map((refund) =>
      refundEvent({
        ...ref,
        refundId: refund.id,
        refundedAt: at(refund.createdTime, "refunds.createdTime"),
        scope: { of: "paid", paid: moneyOf(refund) },
      }),
    );
  const undone = undoneBy(order, hasVoids, paid > 0);
  if (undone !== undefined) {
    refunds.push(refundEvent({ ...ref, refundId: undone, refundedAt: changed, scope: { of: "all" } }));
  }
  if (paid === 0) return undone === "voided" ? refunds : [];
  if (!isPaid(order)) return [];
  const tax = notNegative(sum(taken.map(({ taxAmount }) => taxAmount)), "payments.taxAmount");
  const goods = cloverGoods({ ...order, currency }, stated.lines, paid - tax, reading.roundUp);
  const goodsGross = Math.max(goods.base, order.isVat ? goods.goodsGross : goods.base + tax);
  const ids = refunds.map(({ refund }) => refund.refundId);
  const purchase = {
    ...ref,
    ...goods,
    placedAt: at(order.createdTime, "createdTime"),
    paid: Math.max(paid, goodsGross + goods.roundUp),
    goodsGross,
    ...causeInNote(order.note),
    statedAt: changed,
    ...(ids.length <= REFUNDS_MAX && { refundsSoFar: { at: changed, ids } }),
  };
  return [purchaseEvent(purchase, personOf(order, people)), ...refunds];
}

/** What went back for goods, with their tax. */
function moneyOf({ amount, serviceChargeAmount }: CloverRefund): number {
  return Math.max(0, Math.abs(amount) - Math.abs(serviceChargeAmount?.amount ?? 0));
}

function personOf({ id, note }: CloverOrder, { customers }: CloverOrderPeople) {
  const all = customers ?? [];
  return {
    emails: all.flatMap(
      ({ emailAddresses }) => emailAddresses?.map(({ emailAddress }) => emailAddress) ?? [],
    ),
    phones: all.flatMap(({ phoneNumbers }) => phoneNumbers?.map(({ phoneNumber }) => phoneNumber) ?? []),
    cards: [],
    customerCard: cardIn(note),
    receiptNumbers: [id],
  };
}
