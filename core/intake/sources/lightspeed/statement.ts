import type { Currency } from "../../../model/money.ts";
import type { Instant } from "../../../model/purchase.ts";
import { roundedOf } from "../../shop-system/amounts.ts";
import { cardIn } from "../../shop-system/customer-card.ts";
import type { OrderStatement } from "../../shop-system/fetch-order.ts";
import { goodsLines } from "../../shop-system/goods-lines.ts";
import { causeInNote } from "../../shop-system/note.ts";
import { instantOf, purchaseEvent, refundEvent } from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { boundedRoundUp, isRoundUpProduct } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import type { LightspeedCustomer, LightspeedLine, LightspeedSale } from "./sale.ts";

export interface LightspeedReading {
  readonly connection: string;
  readonly now: Instant;
  readonly roundUp?: RoundUpRule | undefined;
}

export interface LightspeedStatement {
  readonly sale: LightspeedSale;
  readonly currency: Currency;
  readonly customer: LightspeedCustomer | undefined;
}

type State = "closed" | "voided" | "open";

/** Sales on account and layaways are closed once they are paid; parked ones are none yet. */
function stateOf({ status, deleted_at: deleted }: LightspeedSale): State {
  const name = status.toUpperCase();
  if (deleted || name === "VOIDED") return "voided";
  return name === "CLOSED" || name.endsWith("_CLOSED") ? "closed" : "open";
}

interface Priced {
  readonly line: LightspeedLine;
  readonly isRoundUp: boolean;
  readonly net: number;
  readonly gross: number;
}

/** The lines but gift cards, which count when they are spent, each rounded by itself. */
function priced(
  lines: readonly LightspeedLine[],
  currency: Currency,
  rule: RoundUpRule | undefined,
): Priced[] {
  return lines
    .filter(({ gift_card: card }) => card === undefined || card === null)
    .map((line, index) => ({
      line,
      isRoundUp: isRoundUpProduct(rule, { ids: [line.product_id], names: [] }, "line_items"),
      net: roundedOf(line.total_price, currency, `line_items.${index}.total_price`),
      gross: roundedOf(line.total_price + line.total_tax, currency, `line_items.${index}.total_tax`),
    }));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

/** Whether a line came back from the sale that this one names, and is of that one's refund. */
function isReturned({ quantity, is_return: marked }: LightspeedLine): boolean {
  return marked || quantity < 0;
}

/**
 * A sale as its shop states it: nothing of one that is not closed, all taken back of one that was voided. Of a sale that returns
 * goods of another only what was bought in exchange; in every other sale a negative line takes off what was bought with it.
 */
export function saleStatement(
  { sale, currency, customer }: LightspeedStatement,
  { connection, now, roundUp: rule }: LightspeedReading,
): OrderStatement[] {
  const ref = { source: "lightspeed" as const, connection, orderId: sale.id, currency };
  const placedAt = instantOf(sale.sale_date, "sale_date", now);
  const statedAt = sale.updated_at ? instantOf(sale.updated_at, "updated_at", now) : placedAt;
  const state = stateOf(sale);
  if (state === "open") return [];
  const bought = sale.return_for ? sale.line_items.filter((line) => !isReturned(line)) : sale.line_items;
  if (!bought.some((line) => line.quantity > 0)) return [];
  if (state === "voided")
    return [refundEvent({ ...ref, refundId: "voided", refundedAt: statedAt, scope: { of: "all" } })];
  const lines = priced(bought, currency, rule);
  const goods = lines.filter(({ isRoundUp }) => !isRoundUp);
  const own = sum(lines.map(({ isRoundUp, net }) => (isRoundUp ? net : 0)));
  const roundUp = boundedRoundUp(own, currency, rule, "line_items");
  const read = goodsLines(
    goods.map(({ line, net }) => ({
      lineId: line.id,
      sku: line.product_id,
      quantity: Math.ceil(Math.abs(line.quantity)),
      goods: net,
    })),
  );
  const goodsGross = Math.max(read.base, sum(goods.map(({ gross }) => gross)));
  const total = roundedOf(sale.total_price + sale.total_tax, currency, "total_price");
  const notes = [sale.note, ...sale.line_items.map(({ note }) => note)].join("\n");
  const purchase = {
    ...ref,
    ...read,
    placedAt,
    statedAt,
    ...regionOf({ country: customer?.physical_country_id }),
    paid: Math.max(total, goodsGross + roundUp),
    goodsGross,
    roundUp,
    ...causeInNote(notes),
  };
  const person = {
    emails: [customer?.email],
    phones: [customer?.mobile, customer?.phone],
    cards: [],
    customerCard: cardIn(notes),
    country: customer?.physical_country_id,
    receiptNumbers: [...new Set([sale.invoice_number, sale.receipt_number])],
  };
  return [purchaseEvent(purchase, person)];
}

/** What a sale returns of the one that it names, under its own id; a return that was voided did not happen. */
export function returnStatement(
  sale: LightspeedSale,
  currency: Currency,
  { connection, now, roundUp: rule }: LightspeedReading,
): OrderStatement[] {
  const state = stateOf(sale);
  if (!sale.return_for || state === "open") return [];
  const lines = priced(sale.line_items.filter(isReturned), currency, rule);
  const back = (isRoundUp: boolean) =>
    Math.max(0, -sum(lines.map((line) => (line.isRoundUp === isRoundUp ? line.net : 0))));
  return [
    refundEvent({
      source: "lightspeed",
      connection,
      orderId: sale.return_for,
      refundId: sale.id,
      refundedAt: instantOf(sale.updated_at ?? sale.sale_date, "updated_at", now),
      currency,
      scope:
        state === "voided"
          ? { of: "voided" }
          : { of: "goods", goods: back(false), roundUp: back(true), lines: [] },
    }),
  ];
}
