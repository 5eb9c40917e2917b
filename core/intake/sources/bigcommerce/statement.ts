import { type Instant, REFUNDS_MAX } from "../../../model/purchase.ts";
import { roundedOf } from "../../shop-system/amounts.ts";
import type { OrderStatement } from "../../shop-system/fetch-order.ts";
import { causeInNote } from "../../shop-system/note.ts";
import { currencyOf, invalidPayload, purchaseEvent, refundEvent } from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { type BigGoods, bigGoods, boughtLines } from "./goods.ts";
import { type BigOrder, type BigProduct, type BigRefund, bigInstant } from "./order.ts";
import { type ReadRefund, readRefunds } from "./refund.ts";

/** All that BigCommerce says of one order. */
export interface BigStatement {
  readonly order: BigOrder;
  readonly products: readonly BigProduct[];
  readonly refunds: readonly BigRefund[];
}

export interface StatementReading {
  readonly connection: string;
  readonly now: Instant;
  readonly roundUp?: RoundUpRule | undefined;
}

/** Payments whose money has come, whatever became of it since. */
const TAKEN: readonly string[] = ["captured", "paid", "partially refunded", "refunded"];
/** Payments whose money has not come, or did not stay. */
const NOT_TAKEN: readonly string[] = [
  "authorized",
  "capture pending",
  "declined",
  "held for review",
  "pending",
  "void",
  "void pending",
];
/** States that the merchant of an order without a payment status has accepted: shipped, awaiting its shipment, completed. */
const ACCEPTED: readonly number[] = [2, 3, 4, 8, 9, 10, 11, 13, 14];
/** States that say that all money went back; each is also the name of that refund. */
const UNDONE: ReadonlyMap<number, "refunded" | "cancelled" | "declined"> = new Map([
  [4, "refunded"],
  [5, "cancelled"],
  [6, "declined"],
]);
const TEST_GATEWAY = /^test payment (?:gateway|provider)$/i;

type Payment = "taken" | "undone" | "none";

/** Whether an order's money has come. Of an order that was paid outside BigCommerce only its state says that. */
function paymentOf({ payment_status = "", status_id }: BigOrder): Payment {
  const status = payment_status.trim().toLowerCase();
  if (TAKEN.includes(status)) return "taken";
  if (NOT_TAKEN.includes(status)) return "none";
  if (status !== "") throw invalidPayload("payment_status", "none that BigCommerce documents");
  if (ACCEPTED.includes(status_id)) return "taken";
  return UNDONE.has(status_id) ? "undone" : "none";
}

/**
 * An order's purchase and all its refunds, as they are at its last change: a refund that an earlier statement had and this one
 * has not was undone. Nothing of an order that was not paid, or by the test gateway.
 */
export function bigStatement(stated: BigStatement, reading: StatementReading): OrderStatement[] {
  const { order, products } = stated;
  const payment = paymentOf(order);
  if (payment === "none" || TEST_GATEWAY.test((order.payment_method ?? "").trim())) return [];
  if (payment === "taken" && products.length === 0)
    throw invalidPayload("products", "are none, of an order that is paid");
  const currency = currencyOf(order.default_currency_code, "default_currency_code");
  const placedAt = bigInstant(order.date_created, "date_created", reading.now);
  const changed = order.date_modified
    ? bigInstant(order.date_modified, "date_modified", reading.now)
    : placedAt;
  const lines = boughtLines(products, currency, reading.roundUp);
  const goods = bigGoods(order, lines, currency, reading.roundUp);
  const isGrouped = goods.grouped === true;
  const read = readRefunds(stated.refunds, { order, lines, isGrouped, currency, rule: reading.roundUp });
  const ref = {
    source: "bigcommerce" as const,
    connection: reading.connection,
    orderId: order.id,
    currency,
  };
  const refunds = read.map(({ refund, scope }) =>
    refundEvent({
      ...ref,
      refundId: refund.id,
      refundedAt: refundedAt(refund, changed, reading.now),
      scope,
    }),
  );
  const undone = undoneBy(order, read, goods, currency);
  if (undone !== undefined) {
    refunds.push(refundEvent({ ...ref, refundId: undone, refundedAt: changed, scope: { of: "all" } }));
  }
  if (payment === "undone") return refunds;
  const ids = refunds.map(({ refund }) => refund.refundId);
  const { goodsGross, ...amounts } = goods;
  const purchase = {
    ...ref,
    placedAt,
    ...regionOf({ country: order.billing_address?.country_iso2 }),
    ...amounts,
    ...(goodsGross > 0 && { goodsGross }),
    ...causeInNote([order.customer_message, order.staff_notes].join("\n")),
    statedAt: changed,
    ...(ids.length <= REFUNDS_MAX && { refundsSoFar: { at: changed, ids } }),
  };
  const { email, phone, country_iso2: country } = order.billing_address ?? {};
  const person = { emails: [email], phones: [phone], cards: [], country, receiptNumbers: [order.id] };
  return [purchaseEvent(purchase, person), ...refunds];
}

function refundedAt({ created }: BigRefund, changed: Instant, now: Instant): Instant {
  return created ? bigInstant(created, "created", now) : changed;
}

/** An order that is set to refunded by hand has no refunds, or none that hold all its goods. */
function undoneBy(order: BigOrder, read: readonly ReadRefund[], { goodsGross }: BigGoods, currency: string) {
  const undone = UNDONE.get(order.status_id);
  if (undone !== "refunded") return undone;
  const back = read.reduce((all, { refund }) => all + refund.total_amount, 0n);
  return roundedOf(back, currency, "total_amount") < goodsGross ? undone : undefined;
}
