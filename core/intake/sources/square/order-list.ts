import * as z from "zod";
import type { OrderListing } from "../../shop-system/order-list.ts";
import type { VerifiedWebhook } from "../../shop-system/verified-webhook.ts";
import { squareHeaders } from "./api.ts";

/** Square's limit. */
const PAGE_ITEMS = 100;

/** Whatever it is: one that cannot be read is counted by itself, and hides no other of its page. */
const Item = z.unknown();
/** A list that has nothing to show leaves its member out. */
const Page = z.object({
  payments: z.array(Item).optional(),
  refunds: z.array(Item).optional(),
  cursor: z.string().optional(),
});

/** Payments first, then refunds, so that a refund finds its payment. Each is a list of its own. */
const LISTS = ["payments", "refunds"] as const;
type List = (typeof LISTS)[number];

/** `refunds:…` continues the list of refunds. */
const Cursor = z
  .string()
  .regex(/^(payments|refunds):/)
  .transform((text) => {
    const list: List = text.startsWith("payments") ? "payments" : "refunds";
    return { list, cursor: text.slice(list.length + 1) };
  });

/** Square's lists of payments and refunds by when they changed: a payment may be completed days after it was made. */
export const squarePayments: OrderListing = async (ask, { connection, access, span, cursor: text }) => {
  const at = text === undefined ? { list: LISTS[0], cursor: "" } : Cursor.parse(text);
  const url = new URL(`/v2/${at.list}`, access.origin);
  url.search = new URLSearchParams({
    sort_field: "UPDATED_AT",
    sort_order: "ASC",
    updated_at_begin_time: span.from,
    updated_at_end_time: span.to,
    limit: String(PAGE_ITEMS),
    ...(at.cursor && { cursor: at.cursor }),
  }).toString();
  const { body } = await ask(url, squareHeaders(access), Page);
  const webhooks = (body[at.list] ?? []).map((item) => webhookOf(connection, at.list, item));
  return { webhooks, cursor: after(at.list, body.cursor) };
};

function after(list: List, cursor: string | undefined): string | undefined {
  if (cursor) return `${list}:${cursor}`;
  return list === "payments" ? "refunds:" : undefined;
}

function webhookOf(connection: string, list: List, item: unknown): VerifiedWebhook {
  const [type, object] =
    list === "payments" ? ["payment.updated", { payment: item }] : ["refund.updated", { refund: item }];
  return { source: "square", connection, body: Buffer.from(JSON.stringify({ type, data: { object } })) };
}
