import * as z from "zod";
import type { ExactAmount } from "../../../model/exact-amount.ts";
import { roundedOf, SignedAmount } from "../../shop-system/amounts.ts";
import { itemsOf, LooseText, loose, looseList, moneyList } from "../../shop-system/lenient.ts";
import type { FactsLookUp } from "../../shop-system/look-up.ts";
import type { AskShop } from "../../shop-system/order-list.ts";
import { Id, parsePayload } from "../../shop-system/payload.ts";
import type { ShopAccess } from "../../shop-system/shop-access.ts";
import { costOf, exactOf, LineCost, OptionalShopMoney, PlainAmount } from "./line.ts";
import { API_VERSION, authorization } from "./order-list.ts";
import { mayBeExchange, type RefundReading, readingOf, ShopifyRefund, scopeOf } from "./refund.ts";

const ShippingLine = z.object({
  price_set: OptionalShopMoney,
  price: PlainAmount,
  discount_allocations: LineCost.shape.discount_allocations,
  tax_lines: LineCost.shape.tax_lines,
});

/** An order as `GET /orders/<id>.json` has it: all lines that it has had, and all its refunds with their transactions. */
const ExchangeOrder = z.object({
  id: Id,
  taxes_included: loose(z.boolean()),
  line_items: z.unknown().transform(itemsOf).pipe(z.array(LineCost)),
  shipping_lines: moneyList(ShippingLine),
  refunds: moneyList(ShopifyRefund),
});
type ExchangeOrder = z.infer<typeof ExchangeOrder>;

const Received = z.object({
  transactions: looseList(z.object({ kind: LooseText, status: LooseText, amount: SignedAmount })),
});

/**
 * Asks for the order of a return and for its payments: what all its lines cost beyond what was paid in was paid with goods
 * that came back. So much of the refund is no money that was kept. Earlier returns of the order come first. One question
 * each, answered by a token that may read orders.
 */
export const shopifyLookUp: FactsLookUp = async (ask, { access, lookUp, facts, roundUp }) => {
  if (facts.kind !== "refund") return [facts];
  const path = `/admin/api/${API_VERSION}/orders/${encodeURIComponent(lookUp.id)}`;
  const { order } = parsePayload(z.object({ order: ExchangeOrder }), await get(ask, access, `${path}.json`));
  const paid = await get(ask, access, `${path}/transactions.json?in_shop_currency=true`);
  const { refundId, currency } = facts.refund;
  const returns = order.refunds
    .map((refund) => readingOf(refund, currency, roundUp))
    .filter(mayBeExchange)
    .toSorted((a, b) => (a.refund.created_at < b.refund.created_at ? -1 : 1));
  const found = returns.find(({ refund }) => refund.id === refundId);
  if (found === undefined) return [facts];
  const exchanged = exchangedBy(
    found,
    returns,
    costBeyondPaid(order, parsePayload(Received, paid), currency),
  );
  const scope = scopeOf(found, exchanged);
  if (scope === undefined || scope === "unread") return [facts];
  return [{ kind: "refund", refund: { ...facts.refund, scope } }];
};

async function get(ask: AskShop, access: ShopAccess, path: string): Promise<unknown> {
  const { body } = await ask(new URL(path, access.origin), authorization(access), z.unknown());
  return body;
}

/** What all lines of the order have cost, with tax and shipping, beyond all the money that came in for it. */
function costBeyondPaid(order: ExchangeOrder, { transactions }: z.infer<typeof Received>, currency: string) {
  const shipping = order.shipping_lines.map((line) => ({ ...line, quantity: 1 }));
  const costs = [...order.line_items, ...shipping].map((line) => {
    const { price, tax } = costOf(line, "line_items");
    return order.taxes_included ? price : price + tax;
  });
  const paid = transactions
    .filter(({ kind, status }) => ["sale", "capture"].includes(kind ?? "") && status === "success")
    .map(({ amount }) => amount);
  return Math.max(0, roundedOf(sum(costs) - sum(removed(order)) - sum(paid), currency, "transactions"));
}

/** What an edit took out of the order before it was paid for: a refund without money and without a return. */
function removed({ refunds, taxes_included }: ExchangeOrder): ExactAmount[] {
  return refunds
    .filter((refund) => (refund.return ?? null) === null && refund.transactions.length === 0)
    .filter(({ order_adjustments }) => order_adjustments.length === 0)
    .flatMap(({ refund_line_items }) =>
      refund_line_items.map((line) => {
        const subtotal = exactOf(line.subtotal_set, line.subtotal, "refunds.subtotal_set");
        const tax = line.total_tax_set?.shop_money.amount ?? line.total_tax ?? 0n;
        return taxes_included ? subtotal : subtotal + tax;
      }),
    );
}

function sum(amounts: readonly ExactAmount[]): ExactAmount {
  return amounts.reduce((all, amount) => all + amount, 0n);
}

/** How much of one return paid for other goods: of several, the earlier ones first, each at most what it did not pay back. */
function exchangedBy(found: RefundReading, returns: readonly RefundReading[], beyond: number): number {
  let left = beyond;
  for (const each of returns) {
    const part = Math.min(left, -each.money.beyondLines);
    if (each === found) return part;
    left -= part;
  }
  return 0;
}
