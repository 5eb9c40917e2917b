import * as z from "zod";
import type { ExactAmount } from "../../../model/exact-amount.ts";
import { SignedAmount } from "../../shop-system/amounts.ts";
import { LooseText, loose, looseList, moneyList } from "../../shop-system/lenient.ts";
import { Id, invalidPayload, parsePayload } from "../../shop-system/payload.ts";

/** An amount beside the ones that count, nothing where it cannot be read: plug-ins leave it out, empty, or in words. */
const Beside = z
  .unknown()
  .optional()
  .transform((value): ExactAmount => SignedAmount.safeParse(value).data ?? 0n);

/** Plug-ins put anything there, and PHP makes an object of a list with gaps. */
const MetaData = looseList(z.object({ key: LooseText, value: z.unknown().optional() }));
export type WooMeta = z.infer<typeof MetaData>;

/** Some shops sell by weight; a part of a unit counts as one. */
const Quantity = z.unknown().transform((value) => Math.ceil(Math.abs(Number(value)) || 0));

/** `total` is after discounts and without tax; `price` is through floating point and is not read. */
export const WooItem = z.object({
  id: LooseText,
  name: LooseText,
  sku: LooseText,
  product_id: LooseText,
  variation_id: LooseText,
  quantity: Quantity,
  total: SignedAmount,
  total_tax: Beside,
  meta_data: MetaData,
});
export type WooItem = z.infer<typeof WooItem>;

/** A fee may be negative: the discount of some plug-in, a trade-in. Only those that mean us must be readable. */
export const WooFee = z
  .object({ name: LooseText, total: z.unknown().optional(), total_tax: Beside, meta_data: MetaData })
  .transform(({ total, ...fee }) => ({ ...fee, total: Beside.parse(total), isUnread: isUnread(total) }));
export type WooFee = z.infer<typeof WooFee>;

function isUnread(amount: unknown): boolean {
  const isMissing = amount === undefined || amount === null || amount === "";
  return !isMissing && !SignedAmount.safeParse(amount).success;
}

export const WooCharge = z.object({ total: Beside, total_tax: Beside });

const GiftCard = z.object({ amount: Beside });

/** A refund without an id that says no amount is a plug-in's placeholder. */
const RefundOfOrder = z.object({
  id: LooseText,
  total: SignedAmount.nullish().transform((total) => total ?? 0n),
});

/** Ids are unique in a shop; broken plug-ins make an order say the same item twice. */
function oncePerId<Item extends { readonly id: string | undefined }>(items: readonly Item[]): Item[] {
  const ids = items.map(({ id }) => id);
  return items.filter(({ id }, index) => !hasId(id) || ids.indexOf(id) === index);
}

/** A draft's parts, and those that plug-ins make up, have the id 0 or none. */
export function hasId(id: string | undefined): id is string {
  return id !== undefined && id !== "" && id !== "0";
}

const Order = z.object({
  id: Id,
  /** WooCommerce's random name of the order, which its pages and letters know as well. */
  order_key: LooseText,
  /** As customers read it, where a plug-in numbers orders anew. */
  number: LooseText,
  status: z.string(),
  currency: z.string(),
  date_created_gmt: z.string(),
  date_modified_gmt: LooseText,
  total: SignedAmount,
  line_items: moneyList(WooItem).transform(oncePerId),
  fee_lines: moneyList(WooFee),
  /** WooCommerce Gift Cards writes here what its cards paid; `total` is then the rest. */
  gift_cards: looseList(GiftCard),
  meta_data: MetaData,
  /** All refunds of the order so far, newest first, with negative totals that hold goods, tax and shipping alike. */
  refunds: moneyList(RefundOfOrder).transform(oncePerId),
  billing: loose(z.object({ email: LooseText, phone: LooseText, country: LooseText, state: LooseText })),
  shipping: loose(z.object({ country: LooseText, state: LooseText })),
});
export type WooOrder = z.infer<typeof Order>;

const Head = z.object({
  status: z.string(),
  /** Nothing where the order is not paid; only orders of version v1 leave it out. */
  date_paid_gmt: z.unknown().optional(),
  date_paid: LooseText,
  date_created_gmt: LooseText,
});

export interface WooState {
  /** Without the `wc-` with which WooCommerce stores it. */
  readonly status: string;
  /** When it was paid, as written there; absent for an order that never was. */
  readonly paidAt?: string;
}

const A_DATE = /^(?!0000)\d{4}-/;

/** Whether an order was paid, which it says before all else that must be right in one. */
export function wooState(payload: unknown): WooState {
  const head = parsePayload(Head, payload);
  const isFirstVersion = head.date_paid_gmt === undefined;
  const text = isFirstVersion ? head.date_paid : head.date_paid_gmt;
  const paidAt = typeof text === "string" && A_DATE.test(text) ? text : undefined;
  if (paidAt !== undefined && isFirstVersion && head.date_created_gmt === undefined) throw wrongVersion("v1");
  return { status: head.status.trim().toLowerCase().replace(/^wc-/, ""), ...(paidAt && { paidAt }) };
}

export function readWooOrder(payload: unknown): WooOrder {
  return parsePayload(Order, payload);
}

/** What a body is, whatever an unsigned header calls it. */
export type WooBody = "order" | "subscription" | "error" | "legacy" | "other";

/** By what each is known, in this order. Subscriptions have the members of an order; each renewal is one of its own. */
const KEYS: readonly (readonly [WooBody, readonly string[]])[] = [
  ["legacy", ["order_number", "billing_address"]],
  ["subscription", ["billing_period", "billing_interval"]],
  ["order", ["id", "status", "currency", "line_items"]],
  ["error", ["code", "message", "data"]],
];

export function wooBody(payload: unknown): WooBody {
  if (!isRecord(payload)) return "other";
  if (isRecord(payload["order"]) && !("line_items" in payload)) return "legacy";
  return KEYS.find(([, keys]) => keys.every((key) => key in payload))?.[0] ?? "other";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The webhook itself must be set otherwise: no order of it can be read. */
export function wrongVersion(version: string) {
  return invalidPayload(
    "body",
    `an order as the webhook's API version ${version} writes it: set "WP REST API Integration v3" in the webhook`,
  );
}
