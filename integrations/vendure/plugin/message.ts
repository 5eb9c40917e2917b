import { createHash, createHmac } from "node:crypto";

/*
 * What the plugin says to Wellspring, and how it signs it. Nothing here knows Vendure: its orders fit these types, and a test
 * holds what is made of them against Wellspring's own schemas.
 */

/** As Wellspring writes a cause's short name; buyers can send any text. */
export const SLUG = /^[a-z0-9][a-z0-9-]{0,47}$/;

/** What is read of a line. Prices are after all discounts, in minor units; those of the line are of `quantity`. */
export interface Line {
  readonly id: string | number;
  readonly quantity: number;
  /** How many were ordered: what is cancelled afterwards leaves it as it is. */
  readonly orderPlacedQuantity: number;
  readonly proratedUnitPrice: number;
  readonly proratedUnitPriceWithTax: number;
  readonly proratedLinePrice: number;
  readonly proratedLinePriceWithTax: number;
  readonly productVariant: { readonly sku: string };
}

export interface PaidOrder {
  readonly code: string;
  readonly orderPlacedAt?: Date;
  readonly currencyCode: string;
  readonly lines: readonly Line[];
  readonly surcharges: readonly {
    readonly id: string | number;
    readonly price: number;
    readonly priceWithTax: number;
  }[];
  readonly payments: readonly { readonly state: string; readonly amount: number }[];
  readonly customer?: { readonly emailAddress: string } | null;
  readonly customFields: {
    readonly wellspringCause?: string | null;
    readonly wellspringClaimSecret?: string | null;
  };
}

export interface GivenBack {
  readonly id: string | number;
  readonly total: number;
  readonly lines: readonly { readonly orderLineId: string | number; readonly quantity: number }[];
}

export class OrderNotPlacedError extends Error {
  override readonly name = "OrderNotPlacedError";
}

/** Vendure keeps amounts in units of 10^-precision of the currency, 2 where nothing else is configured. */
export function decimal(amount: number, precision: number): string {
  const digits = String(Math.abs(amount)).padStart(precision + 1, "0");
  const sign = amount < 0 ? "-" : "";
  return precision === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}

/** What was bought, whatever was cancelled since: a purchase never becomes smaller, what goes back is a refund. */
function boughtOf({ quantity, orderPlacedQuantity }: Line): number {
  return Math.max(quantity, orderPlacedQuantity);
}

export function pickOf({
  customFields: { wellspringCause },
}: Pick<PaidOrder, "customFields">): string | undefined {
  return wellspringCause && SLUG.test(wellspringCause) ? wellspringCause : undefined;
}

/** Without tax. Vendure rounds a line's price once, and so it is taken as it is where it is the line's that is asked for. */
function netOf(line: Line, quantity: number): number {
  return quantity === line.quantity ? line.proratedLinePrice : line.proratedUnitPrice * quantity;
}

function grossOf(line: Line, quantity: number): number {
  return quantity === line.quantity
    ? line.proratedLinePriceWithTax
    : line.proratedUnitPriceWithTax * quantity;
}

/** Goods after discounts, without tax and shipping, as carts and receipts show them to the elements. */
export function goodsOf(lines: readonly Line[]): number {
  return sum(lines, (line) => netOf(line, boughtOf(line)));
}

function placedAtOf({ orderPlacedAt, code }: PaidOrder): string {
  if (orderPlacedAt === undefined) throw new OrderNotPlacedError(`Order ${code} is not placed yet.`);
  return orderPlacedAt.toISOString();
}

/** A paid order as `purchase.completed`. A surcharge that takes something off is a line; one that adds is a fee, and no goods. */
export function purchaseMessage(order: PaidOrder, at: Date, precision: number): object {
  const money = (amount: number) => decimal(amount, precision);
  const bought = order.lines.filter((line) => boughtOf(line) > 0);
  const takenOff = order.surcharges.filter(({ price }) => price < 0);
  const goodsGross =
    sum(bought, (line) => grossOf(line, boughtOf(line))) + sum(takenOff, ({ priceWithTax }) => priceWithTax);
  const settled = order.payments.filter(({ state }) => state === "Settled");
  const paid = sum(settled, ({ amount }) => amount);
  const cause = pickOf(order);
  const claimSecret = order.customFields.wellspringClaimSecret;
  return {
    type: "purchase.completed",
    timestamp: at.toISOString(),
    data: {
      orderId: order.code,
      placedAt: placedAtOf(order),
      currency: order.currencyCode,
      // Where tax is rounded for the whole order, its lines may come to a cent more than was paid.
      goodsGross: money(Math.max(0, Math.min(goodsGross, paid))),
      paid: money(paid),
      lines: [
        ...bought.map((line) => ({
          lineId: String(line.id),
          sku: line.productVariant.sku,
          quantity: boughtOf(line),
          goods: money(netOf(line, boughtOf(line))),
        })),
        ...takenOff.map(({ id, price }) => ({ lineId: `surcharge-${id}`, quantity: 1, goods: money(price) })),
      ],
      ...(cause !== undefined && { cause }),
      ...(cause === undefined && claimSecret && { claimSecret }),
      ...(order.customer && { customer: { email: order.customer.emailAddress } }),
    },
  };
}

/**
 * A settled refund as `purchase.refunded`: of lines where it names them and gives their whole price back, otherwise of money,
 * whose part in the goods Wellspring works out.
 */
export function refundMessage(order: PaidOrder, refund: GivenBack, at: Date, precision: number): object {
  const money = (amount: number) => decimal(amount, precision);
  const back = refund.lines.flatMap(({ orderLineId, quantity }) => {
    const line = order.lines.find(({ id }) => String(id) === String(orderLineId));
    return line === undefined || quantity === 0 ? [] : [{ line, quantity }];
  });
  const price = sum(back, ({ line, quantity }) => grossOf(line, quantity));
  const lines = back.map(({ line, quantity }) => ({
    lineId: String(line.id),
    quantity,
    goods: netOf(line, quantity),
  }));
  return {
    type: "purchase.refunded",
    data: {
      orderId: order.code,
      refundId: String(refund.id),
      placedAt: placedAtOf(order),
      refundedAt: at.toISOString(),
      currency: order.currencyCode,
      scope:
        lines.length > 0 && refund.total >= price
          ? {
              of: "goods",
              goods: money(sum(lines, ({ goods }) => goods)),
              lines: lines.map((line) => ({ ...line, goods: money(line.goods) })),
            }
          : { of: "paid", paid: money(refund.total) },
    },
  };
}

/** Headers of Standard Webhooks 1.0 (https://www.standardwebhooks.com). A second attempt signs anew, under the same id. */
export function signed(body: string, id: string, key: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const secret = Buffer.from(key.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

const BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TOKEN_CHARS = 26;

/** Where whoever has the receipt picks the cause of an order without one: 130 bits of a hash, as the brand makes it too. */
export function claimLink(site: string, connection: string, secret: string): string {
  const hash = createHash("sha256").update(`wellspring/claim/v1\n${connection}\n${secret}`).digest();
  const bits = Array.from(hash, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const token = Array.from(
    { length: TOKEN_CHARS },
    (_, at) => BASE_32[parseInt(bits.slice(at * 5, at * 5 + 5), 2)],
  );
  return `${site.replace(/\/+$/, "")}/c/${token.join("")}`;
}
