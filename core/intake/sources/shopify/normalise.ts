import * as z from "zod";
import { LooseFlag, looseList } from "../../shop-system/lenient.ts";
import { ignoredEvent, type Normalise } from "../../shop-system/payload.ts";
import { shopifyDispute } from "./dispute.ts";
import { orderEvents } from "./order.ts";
import { shopifyRefund } from "./refund.ts";

const TestMarks = z
  .object({
    test: LooseFlag,
    id: z.unknown().optional(),
    order_id: z.unknown().optional(),
    order_edit: z.object({ order_id: z.unknown().optional() }).nullish().catch(undefined),
    transactions: looseList(z.object({ test: LooseFlag })),
  })
  .partial();

/** The order of Shopify's "send test notification", to the letter and as JSON parsers round it. */
const TEST_ORDER_IDS: ReadonlySet<string> = new Set(["820982911946154508", "820982911946154500"]);

/** Whether a body is a test: read before anything else, as a test need not fit. A refund says so in its transactions alone. */
function isTest(payload: unknown): boolean {
  const marks = TestMarks.safeParse(payload).data;
  if (marks === undefined) return false;
  const { test, id, order_id, order_edit, transactions = [] } = marks;
  const isMarked = test || transactions.some((transaction) => transaction.test);
  return isMarked || [id, order_id, order_edit?.order_id].some(isTestId);
}

/** Whatever JSON has in its place: an object may refuse to be a text. */
function isTestId(id: unknown): boolean {
  return (typeof id === "string" || typeof id === "number") && TEST_ORDER_IDS.has(String(id));
}

/** What kinds of body there are, by the members that no other kind has. */
const Marks = z
  .object({
    financial_status: z.unknown().optional(),
    line_items: z.unknown().optional(),
    refund_line_items: z.unknown().optional(),
    order_edit: z.unknown().optional(),
    evidence_due_by: z.unknown().optional(),
    initiated_at: z.unknown().optional(),
  })
  .partial();

type BodyKind = "order" | "refund" | "dispute" | "edit" | "other";

/**
 * A body says itself what it is: its topic is not signed, and a proxy may drop or repeat it. The topic is believed only where
 * it promises what the body does not look like: the body is then not usable, and kept.
 */
function kindOf(payload: unknown, topic: string): BodyKind {
  const marks = Marks.safeParse(payload).data ?? {};
  if (marks.financial_status !== undefined && marks.line_items !== undefined) return "order";
  if (marks.refund_line_items !== undefined) return "refund";
  if (marks.initiated_at !== undefined && marks.evidence_due_by !== undefined) return "dispute";
  if (marks.order_edit !== undefined) return "edit";
  return PROMISED.get(topic) ?? "other";
}

const PROMISED: ReadonlyMap<string, BodyKind> = new Map([
  ["orders/create", "order"],
  ["orders/paid", "order"],
  ["orders/updated", "order"],
  ["orders/cancelled", "order"],
  ["refunds/create", "refund"],
  ["disputes/create", "dispute"],
  ["disputes/update", "dispute"],
]);

/** Orders, refunds and disputes of Shopify, under whichever topic they come. Nothing else is about money that counts. */
export const normaliseShopify: Normalise = (delivery) => {
  if (isTest(delivery.payload)) return [];
  switch (kindOf(delivery.payload, (delivery.topic ?? "").trim().toLowerCase())) {
    case "order":
      return orderEvents(delivery);
    case "refund":
      return shopifyRefund(delivery);
    case "dispute":
      return shopifyDispute(delivery);
    case "edit":
      return [ignoredEvent("orderEdited")];
    case "other":
      return [];
  }
};
