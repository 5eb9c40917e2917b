import type { OrderTrouble } from "../../model/order-trouble.ts";
import type { OrderLink, OrderRef, Purchase, Refund, RefundScope } from "../../model/purchase.ts";
import { readsAsAddress } from "../../model/reads-as-address.ts";
import { hashIdentity } from "../../platform/crypto/identity.ts";

/** What an event says about an order. */
export type OrderFactsOf =
  | { readonly purchase: Purchase }
  | { readonly refund: Refund }
  | { readonly link: OrderLink }
  | { readonly order: OrderRef }
  | { readonly trouble: OrderTrouble };

type Rename = (text: string) => string;

/** No hash of ours is hashed again. */
const HASHED = /^hashed[_:][A-Za-z0-9_-]{43}$/;

/**
 * The same facts, with a keyed hash in place of each id, SKU or store's name that reads as an address or a phone number: those
 * stay in the ledger for good. Equal ids have equal hashes and different ids different ones, so that a refund finds its order
 * whenever it comes. A cause that reads so is words that are no cause. The key is read only where there is such a name.
 */
export async function withoutAddresses<Facts extends OrderFactsOf>(
  facts: Facts,
  key: () => Promise<string>,
): Promise<Facts> {
  if (!namesAddress(facts)) return facts;
  return renamed(facts, hasher(await key()));
}

/** Whether any id by which the shop would be asked reads as an address: no system makes such ids. */
export function asksByAddress(facts: OrderFactsOf, lookUp: { readonly id: string }): boolean {
  const ids = [lookUp.id];
  if ("purchase" in facts) ids.push(facts.purchase.orderId, ...(facts.purchase.aliases ?? []));
  if ("order" in facts) ids.push(facts.order.orderId);
  if ("refund" in facts) ids.push(facts.refund.orderId, facts.refund.refundId);
  return ids.some(readsAsAddress);
}

function namesAddress(facts: OrderFactsOf): boolean {
  let found = false;
  renamed(facts, (text) => {
    found ||= isAddress(text);
    return text;
  });
  return found || ("purchase" in facts && readsAsAddress(facts.purchase.cause ?? ""));
}

function isAddress(text: string): boolean {
  return !HASHED.test(text) && readsAsAddress(text);
}

/** A hash for this purpose alone: it is no customer's identity. A colon in an id means something (see `refundsSoFar`), so it stays. */
function hasher(key: string): Rename {
  return (text) =>
    isAddress(text) ? `hashed${text.includes(":") ? ":" : "_"}${hashIdentity(key, `id ${text}`)}` : text;
}

function renamed<Facts extends OrderFactsOf>(facts: Facts, rename: Rename): Facts {
  if ("purchase" in facts) return { ...facts, purchase: purchaseBy(facts.purchase, rename) };
  if ("refund" in facts) return { ...facts, refund: refundBy(facts.refund, rename) };
  if ("link" in facts) {
    const { orderId, alias } = facts.link;
    return { ...facts, link: { ...facts.link, orderId: rename(orderId), alias: rename(alias) } };
  }
  if ("order" in facts) return { ...facts, order: { ...facts.order, orderId: rename(facts.order.orderId) } };
  return { ...facts, trouble: { ...facts.trouble, orderId: rename(facts.trouble.orderId) } };
}

function purchaseBy({ cause, ...purchase }: Purchase, rename: Rename): Purchase {
  const { orderId, store, lines, aliases, refundsSoFar } = purchase;
  const isCause = cause !== undefined && !readsAsAddress(cause);
  return {
    ...purchase,
    orderId: rename(orderId),
    ...(store !== undefined && { store: rename(store) }),
    lines: lines.map(({ sku, ...line }) => ({
      ...line,
      lineId: rename(line.lineId),
      ...(sku !== undefined && { sku: rename(sku) }),
    })),
    ...(aliases && { aliases: aliases.map(rename) }),
    ...(refundsSoFar && { refundsSoFar: { ...refundsSoFar, ids: refundsSoFar.ids.map(rename) } }),
    ...(isCause && { cause }),
    ...(cause !== undefined && !isCause && { causeUnread: true as const }),
  };
}

function refundBy(refund: Refund, rename: Rename): Refund {
  return {
    ...refund,
    orderId: rename(refund.orderId),
    refundId: rename(refund.refundId),
    scope: scopeBy(refund.scope, rename),
  };
}

function scopeBy(scope: RefundScope, rename: Rename): RefundScope {
  if (scope.of !== "goods") return scope;
  return { ...scope, lines: scope.lines.map((line) => ({ ...line, lineId: rename(line.lineId) })) };
}
