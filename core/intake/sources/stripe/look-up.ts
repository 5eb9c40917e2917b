import * as z from "zod";
import { ALIASES_MAX } from "../../../model/purchase.ts";
import { goodsLines, type PricedLine } from "../../shop-system/goods-lines.ts";
import { LooseText, loose, looseList, moneyList } from "../../shop-system/lenient.ts";
import type { FactsLookUp, LookUpRequest, OrderFacts } from "../../shop-system/look-up.ts";
import { namedCause } from "../../shop-system/named-cause.ts";
import type { AskShop } from "../../shop-system/order-list.ts";
import { type PurchaseFacts, parsePayload, ROUND_UP_NAME, WholeAmount } from "../../shop-system/payload.ts";
import { boundedRoundUp, isRoundUpInWords, statedRoundUp } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { minorOfUnits } from "./amounts.ts";
import { Invoice, InvoiceLine, purchaseOfInvoice } from "./invoice.ts";
import { CustomFields, causeIn, causePicked, Metadata, Price, Ref, roundUpIn, StripeId } from "./object.ts";

/** The first version that lists the payments of an invoice; a later one of the account's changes no answer. */
const STRIPE_VERSION = "2025-03-31.basil";
const PAGE_ITEMS = 100;
/** More lines than Stripe lets a session or an invoice have. */
const PAGES_MAX = 10;

type Query = Readonly<Record<string, string>>;
type Get = <Schema extends z.ZodType>(path: string, query: Query, schema: Schema) => Promise<z.infer<Schema>>;

function getter(ask: AskShop, { access }: LookUpRequest): Get {
  const headers = { authorization: `Bearer ${access.accessToken}`, "stripe-version": STRIPE_VERSION };
  return async (path, query, schema) => {
    const url = new URL(path, access.origin);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const { body } = await ask(url, headers, z.unknown());
    return parsePayload(schema, body);
  };
}

/** All items of a list, page by page. */
async function listAll<Item extends z.ZodObject<{ id: typeof StripeId }>>(
  get: Get,
  path: string,
  item: Item,
): Promise<z.infer<Item>[]> {
  const page = z.object({ data: moneyList(item), has_more: z.boolean() });
  const items: z.infer<Item>[] = [];
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const after = items.at(-1)?.id;
    const query = { limit: String(PAGE_ITEMS), ...(after !== undefined && { starting_after: after }) };
    const { data, has_more } = await get(path, query, page);
    items.push(...data);
    if (!has_more || data.length === 0) return items;
  }
  return items;
}

const SessionLine = z.object({
  id: StripeId,
  amount_total: WholeAmount,
  amount_tax: WholeAmount.nullish(),
  description: LooseText,
  quantity: loose(z.number()),
  price: Price,
});
type SessionLine = z.infer<typeof SessionLine>;

function isRoundUpLine({ description, price }: SessionLine, rule: RoundUpRule | undefined): boolean {
  const ids = [price?.id, price?.product, price?.lookup_key];
  const names = [description, price?.lookup_key, price?.nickname];
  return isRoundUpInWords(rule, { ids, names }, "line_items");
}

function netOf({ amount_total, amount_tax }: SessionLine): number {
  return amount_total - (amount_tax ?? 0);
}

/** A session's purchase by its lines: each names what it cost after discounts, and its own tax, inside or on top. */
async function sessionFacts(
  get: Get,
  purchase: PurchaseFacts,
  { lookUp: { id }, roundUp: rule }: LookUpRequest,
): Promise<PurchaseFacts> {
  const all = await listAll(get, `/v1/checkout/sessions/${encodeURIComponent(id)}/line_items`, SessionLine);
  const goods = all.filter((line) => !isRoundUpLine(line, rule));
  if (goods.length === 0) return purchase;
  const { currency } = purchase;
  const inMinor = (amount: number) => minorOfUnits(amount, currency);
  const sold = inMinor(
    all.filter((line) => isRoundUpLine(line, rule)).reduce((sum, line) => sum + netOf(line), 0),
  );
  const own = purchase.roundUp === 0 ? sold : purchase.roundUp;
  const roundUp = boundedRoundUp(own, currency, rule, "line_items");
  const priced = goods.map((line): PricedLine => {
    const quantity = Math.trunc(line.quantity ?? 1);
    return { lineId: line.id, sku: line.price?.id, quantity, goods: inMinor(netOf(line)) };
  });
  const reduction = Math.max(0, roundUp - sold);
  const exact = goodsLines(priced, { reduction, atMost: purchase.paid - roundUp });
  const tax = goods.reduce((sum, { amount_tax }) => sum + inMinor(amount_tax ?? 0), 0);
  return { ...purchase, ...exact, goodsGross: exact.base + tax, roundUp };
}

const InvoiceWithPayments = Invoice.extend({
  billing_reason: LooseText,
  payments: loose(
    z.object({
      data: looseList(
        z.object({ status: LooseText, payment: z.object({ payment_intent: Ref, charge: Ref }) }),
      ),
    }),
  ),
  parent: loose(
    z.object({
      subscription_details: loose(z.object({ metadata: Metadata, subscription: Ref })),
    }),
  ),
});
type InvoiceWithPayments = z.infer<typeof InvoiceWithPayments>;

const SessionList = z.object({
  data: moneyList(z.object({ id: StripeId, metadata: Metadata, custom_fields: CustomFields })),
});
const AnyList = z.object({ data: z.array(z.unknown()) });

function paymentsOf({ payments }: InvoiceWithPayments): string[] {
  const paid = (payments?.data ?? []).filter(({ status }) => status === "paid");
  return paid.flatMap(({ payment }) => payment.payment_intent ?? payment.charge ?? []).slice(0, ALIASES_MAX);
}

/** The session of a subscription's first invoice, or of a payment with an invoice: what was written beside it. */
async function sessionOf(
  get: Get,
  invoice: InvoiceWithPayments,
): Promise<z.infer<typeof SessionList>["data"][number] | undefined> {
  const subscription = invoice.parent?.subscription_details?.subscription;
  const [payment] = paymentsOf(invoice);
  const query: Query | undefined =
    invoice.billing_reason === "subscription_create" && subscription
      ? { subscription }
      : invoice.billing_reason === "manual" && payment
        ? { payment_intent: payment }
        : undefined;
  if (query === undefined) return undefined;
  const { data } = await get("/v1/checkout/sessions", { ...query, limit: "1" }, SessionList);
  return data[0];
}

/** An invoice's purchase by all its lines, its payments, and what its session says of cause and round-up. */
async function invoiceFacts(
  get: Get,
  purchaseSoFar: PurchaseFacts,
  request: LookUpRequest,
): Promise<readonly PurchaseFacts[]> {
  const path = `/v1/invoices/${encodeURIComponent(purchaseSoFar.orderId)}`;
  const invoice = await get(path, { "expand[]": "payments" }, InvoiceWithPayments);
  if (invoice.status !== "paid") return [purchaseSoFar];
  const lines = invoice.lines?.has_more
    ? { data: await listAll(get, `${path}/lines`, InvoiceLine) }
    : invoice.lines;
  const session = await sessionOf(get, invoice);
  const roundUp = statedRoundUp(roundUpIn(session?.metadata), request.roundUp, "metadata");
  const metadata = { ...invoice.metadata, ...(roundUp !== undefined && { [ROUND_UP_NAME]: roundUp }) };
  const purchase = purchaseOfInvoice({ ...invoice, lines, metadata }, request);
  if (purchase === undefined) return [];
  const aliases = paymentsOf(invoice);
  return [
    {
      ...purchase,
      ...namedCause(causeIn(session?.metadata) ?? causePicked(session?.custom_fields)),
      ...(purchaseSoFar.claim && { claim: purchaseSoFar.claim }),
      ...(aliases.length > 0 && { aliases }),
    },
  ];
}

/** A payment counts where neither a session nor an invoice states it. */
async function standsAlone(get: Get, id: string): Promise<boolean> {
  const sessions = await get("/v1/checkout/sessions", { payment_intent: id, limit: "1" }, AnyList);
  if (sessions.data.length > 0) return false;
  const query = { "payment[type]": "payment_intent", "payment[payment_intent]": id, limit: "1" };
  const invoices = await get("/v1/invoice_payments", query, AnyList);
  return invoices.data.length === 0;
}

async function exactFacts(get: Get, purchase: PurchaseFacts, request: LookUpRequest) {
  const { of, id } = request.lookUp;
  if (purchase.orderId.startsWith("in_")) return invoiceFacts(get, purchase, request);
  switch (of) {
    case "session":
      return [await sessionFacts(get, purchase, request)];
    case "payment":
      return (await standsAlone(get, id)) ? [purchase] : [];
    default:
      return [purchase];
  }
}

/**
 * Asks Stripe for a session's lines; for an invoice's lines, payments and session; and whether a payment is a session's
 * or an invoice's, and so no purchase of its own. Session and first invoice of a subscription then say the same. The
 * token is a restricted key that may read checkout sessions and invoices.
 */
export const stripeLookUp: FactsLookUp = async (ask, request) => {
  const { facts } = request;
  if (facts.kind !== "purchase") return [facts];
  const exact = await exactFacts(getter(ask, request), facts.purchase, request);
  return exact.map((purchase): OrderFacts => ({ kind: "purchase", purchase }));
};
