import * as z from "zod";
import { proportion } from "../../../model/money.ts";
import { REFUNDS_MAX } from "../../../model/purchase.ts";
import { roundedOf, SignedAmount } from "../../shop-system/amounts.ts";
import { claimOf } from "../../shop-system/claim-fact.ts";
import { cardIn, isCardName } from "../../shop-system/customer-card.ts";
import { goodsLines } from "../../shop-system/goods-lines.ts";
import { itemsOf, LooseFlag, LooseText, loose, looseList } from "../../shop-system/lenient.ts";
import { isCauseName, namedCause } from "../../shop-system/named-cause.ts";
import {
  currencyOf,
  Id,
  InvalidPayloadError,
  instantOf,
  invalidPayload,
  type NormalisedEvent,
  type PayloadPerson,
  parsePayload,
  purchaseEvent,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { boundedRoundUp } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import {
  costOf,
  exactOf,
  type KindOfLine,
  kindOfLine,
  LineCost,
  LineKind,
  NamesAndValues,
  OptionalShopMoney,
  PlainAmount,
  skuOf,
} from "./line.ts";

const OrderLine = z.object({
  ...LineKind.shape,
  ...LineCost.shape,
  id: Id,
  current_quantity: z.unknown().optional(),
});
type OrderLine = z.infer<typeof OrderLine>;

const Contact = loose(z.object({ phone: LooseText, country_code: LooseText, province_code: LooseText }));

const Order = z.object({
  id: Id,
  /** `pos` for an order of a till. */
  source_name: LooseText,
  /** As customers read it: `#1001`. */
  name: LooseText,
  /** Random, of 32 characters: the order's status page has it in its address. */
  token: LooseText,
  created_at: z.string(),
  updated_at: LooseText,
  cancelled_at: z.string().nullish(),
  currency: LooseText,
  financial_status: z.string(),
  taxes_included: z.unknown().optional(),
  total_price_set: OptionalShopMoney,
  total_price: PlainAmount,
  current_total_price_set: loose(OptionalShopMoney),
  total_tip_received: loose(SignedAmount),
  location_id: LooseText,
  note: LooseText,
  note_attributes: NamesAndValues,
  line_items: z
    .unknown()
    .optional()
    .refine((lines) => typeof lines === "object" && lines !== null, "an order must have lines")
    .transform(itemsOf)
    .pipe(z.array(OrderLine)),
  refunds: z.unknown().optional(),
  email: LooseText,
  contact_email: LooseText,
  phone: LooseText,
  customer: loose(z.object({ email: LooseText, phone: LooseText })),
  billing_address: Contact,
  shipping_address: Contact,
});
type Order = z.infer<typeof Order>;

/** Money of these has come in, whatever went back since. */
export const PAID_STATES: readonly unknown[] = ["paid", "partially_refunded", "refunded"];
/** No money of these has come in, or not all: nothing is given yet, and there is nothing to take back. */
const UNPAID_STATES: readonly unknown[] = [
  "pending",
  "authorized",
  "partially_paid",
  "unpaid",
  "expired",
  "voided",
];

/** The refund by which a cancelled order is recorded as given back. */
const CANCELLED = "cancelled";
const STORE_CHARS_MAX = 80;

/**
 * What an order's body says, under whichever topic it came: that it was paid, with all the lines that it has had, and that it
 * was cancelled and its money given back. A cancelled order whose money was kept stays a purchase; each refund of it has a
 * webhook of its own. Empty for one that is not paid.
 */
export function orderEvents({
  connection,
  payload,
  now,
  roundUp,
}: WebhookDelivery): readonly NormalisedEvent[] {
  const order = parsePayload(Order, payload);
  const status = order.financial_status.toLowerCase();
  if (UNPAID_STATES.includes(status)) return [];
  if (!PAID_STATES.includes(status))
    throw invalidPayload("financial_status", "not a state that says whether the order is paid");
  const currency = currencyOf(
    order.total_price_set?.shop_money.currency_code ?? order.currency ?? "",
    order.total_price_set ? "total_price_set" : "currency",
  );
  const ref = { source: "shopify" as const, connection, orderId: order.id };
  const isGivenBack = !!order.cancelled_at && status === "refunded";
  const statedAt = statedAtOf(order, now);
  const refunds = refundIds(order.refunds);
  const purchase = {
    ...ref,
    placedAt: instantOf(order.created_at, "created_at", now),
    currency,
    store: storeOf(order.location_id),
    ...regionOf(...[order.shipping_address, order.billing_address].map(placeOf)),
    ...amountsOf(order, currency, roundUp),
    ...namedCause(order.note_attributes.find(({ name }) => isCauseName(name))?.value),
    ...claimOf(connection, order.token),
    ...(statedAt && { statedAt }),
    ...(statedAt &&
      refunds && { refundsSoFar: { at: statedAt, ids: [...refunds, ...(isGivenBack ? [CANCELLED] : [])] } }),
  };
  if (!isGivenBack) return [purchaseEvent(purchase, personOf(order))];
  const refundedAt = instantOf(order.cancelled_at ?? "", "cancelled_at", now);
  const all = { ...ref, refundId: CANCELLED, refundedAt, currency, scope: { of: "all" as const } };
  return [purchaseEvent(purchase, personOf(order)), refundEvent(all)];
}

/** When the shop stated this, or undefined where it does not say so, or by a clock that is wrong. */
function statedAtOf({ updated_at }: Order, now: string): string | undefined {
  try {
    return updated_at && instantOf(updated_at, "updated_at", now);
  } catch (error) {
    if (error instanceof InvalidPayloadError) return undefined;
    throw error;
  }
}

const IdOnly = z.object({ id: Id });

/** The ids of all refunds of the order, or undefined where the body does not list them whole. */
function refundIds(refunds: unknown): string[] | undefined {
  if (!Array.isArray(refunds)) return undefined;
  const ids = looseList(IdOnly).parse(refunds);
  return ids.length === refunds.length && ids.length < REFUNDS_MAX ? ids.map(({ id }) => id) : undefined;
}

function storeOf(location: string | undefined): string | undefined {
  return location && location.length <= STORE_CHARS_MAX && location.isWellFormed() ? location : undefined;
}

/** A line in minor units: `net` without tax, `gross` with it. Rounded once, after all that is computed of it. */
interface PricedItem {
  readonly line: OrderLine;
  readonly kind: KindOfLine;
  readonly net: number;
  readonly gross: number;
}

function pricedItems(order: Order, currency: string, rule: RoundUpRule | undefined): PricedItem[] {
  const tip = order.total_tip_received ?? 0n;
  const isWithin = taxesIncluded(order) === true;
  const items = order.line_items.map((line, index) => {
    const field = `line_items.${index}`;
    const { price, tax } = costOf(line, field);
    return {
      line,
      kind: kindOfLine(line, rule, field),
      price,
      net: roundedOf(isWithin ? price - tax : price, currency, field),
      gross: roundedOf(isWithin ? price : price + tax, currency, field),
    };
  });
  if (tip <= 0n || items.some((item) => isTipLine(item))) return items;
  const unmarked = items.find(
    ({ line, kind, price }) => kind === "goods" && !line.product_id && price === tip,
  );
  return items.map((item) => (item === unmarked ? { ...item, kind: "neither" as const } : item));
}

function isTipLine({ line, kind }: Pick<PricedItem, "line" | "kind">): boolean {
  return kind === "neither" && !line.gift_card;
}

/**
 * All lines that the order has had: what an exchange or an edit took away is a refund of its own. `paid` is all that
 * was paid, by gift cards too: the total before or after edits, whichever is larger.
 */
function amountsOf(order: Order, currency: string, rule: RoundUpRule | undefined) {
  const items = pricedItems(order, currency, rule);
  const of = (kind: KindOfLine) => items.filter((item) => item.kind === kind);
  const sum = (kind: KindOfLine, amount: "net" | "gross") =>
    of(kind).reduce((all, item) => all + item[amount], 0);
  const total = exactOf(order.total_price_set, order.total_price, "total_price_set");
  const current = order.current_total_price_set?.shop_money.amount ?? total;
  const totals = [total, current].map((amount) => roundedOf(amount, currency, "total_price_set"));
  const paid = Math.max(0, ...totals);
  const own = Math.max(0, sum("roundUp", "net"));
  const roundUp = boundedRoundUp(own, currency, rule, "line_items");
  const isAsPlaced = items.every(({ line }) => [undefined, line.quantity].includes(currentUnits(line)));
  const goods = goodsLines(
    of("goods").map(({ line, net }) => ({
      lineId: line.id,
      sku: skuOf(line),
      quantity: line.quantity,
      goods: net,
    })),
    isAsPlaced ? { atMost: Math.max(0, paid - roundUp) } : {},
  );
  const net = sum("goods", "net");
  const gross = Math.max(0, sum("goods", "gross"));
  const goodsGross = net > goods.base && net > 0 ? proportion(gross, goods.base, net) : gross;
  return { paid, roundUp, ...goods, goodsGross, taxesIncluded: taxesIncluded(order) };
}

/** Whether prices hold their tax, or undefined where the body does not say. */
function taxesIncluded({ taxes_included: flag }: Order): boolean | undefined {
  return flag === undefined || flag === null ? undefined : LooseFlag.parse(flag);
}

function currentUnits({ current_quantity: units }: OrderLine): number | undefined {
  return typeof units === "number" ? units : undefined;
}

function placeOf(contact: Order["billing_address"]) {
  return contact && { country: contact.country_code, state: contact.province_code };
}

function personOf(order: Order): PayloadPerson {
  const { billing_address: billing, shipping_address: shipping, customer } = order;
  return {
    emails: [order.email, order.contact_email, customer?.email],
    phones: [order.phone, customer?.phone, billing?.phone],
    cards: [],
    customerCard: cardIn(order.note_attributes.find(({ name }) => isCardName(name))?.value, order.note),
    country: billing?.country_code ?? shipping?.country_code,
    // The code that our extension prints at a till holds the id: nothing else of an order is known there.
    receiptNumbers: order.source_name === "pos" ? [order.name, order.id] : [order.name],
  };
}
