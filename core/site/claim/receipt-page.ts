import { CausePicked } from "../../events/catalog.ts";
import type { EventsClient } from "../../events/event-bus.client.ts";
import type { ClaimLink, ClaimLinkStore } from "../../giving/ledger/claim-link.store.ts";
import type { ClaimHash } from "../../model/claim-hash.ts";
import { Day, type ReceiptHash } from "../../model/purchase.ts";
import { readTotal, receiptClaim } from "../../model/receipt.ts";
import type { RateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { RECEIPT_TRIES, sourceOf, TRIES_OF_RECEIPT } from "../../people/rate-limit/rate-limit.ts";
import type { Now } from "../../platform/clock.ts";
import { hashReceipt } from "../../platform/crypto/receipt.ts";
import type { AccountContext, Page } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { linkWith } from "../ui/page-context.ts";
import { formOf, type SubmittedForm } from "../ui/read-form.ts";
import { tooOftenPage } from "../ui/status-page.tsx";
import { activeCause, CAUSE_FIELD } from "./cause-boxes.tsx";
import { claimView, PICKED } from "./claim-view.tsx";
import { pickLine } from "./pick-line.ts";
import { type ReceiptIssue, receiptView, TYPED_CHARS_MAX, type Typed, takenView } from "./receipt-view.tsx";

/** Where a pick by receipt is made. */
export const RECEIPT_PATH = "/claim";

export interface ReceiptPageDeps {
  readonly claims: Pick<ClaimLinkStore, "read">;
  readonly limits: RateLimitStore;
  readonly events: EventsClient;
  /** The key under which numbers of receipts, and sources in the log, are hashed: that of identities. */
  readonly identityKey: () => Promise<string>;
  readonly now: Now;
}

/** What is looked for: every total that the typed one can mean. */
interface Receipt {
  readonly number: string;
  readonly totals: readonly string[];
  readonly day: Day;
}

/**
 * The page for whoever holds a receipt without a code: number, total, day and a cause, in one form. Each whole form counts as a
 * try of its source and of its receipt, whether it finds a purchase or not, and one that finds one has picked: nobody learns
 * whether there is such a receipt without using it up. A code may bring the number along. It says nothing of the purchase,
 * neither what it gave nor who picked what before.
 */
export function receiptPage(deps: ReceiptPageDeps): Page {
  return async (request, context) => {
    if (request.method !== "POST") {
      const cause = activeCause(request.query[PICKED], context);
      if (cause === undefined) {
        const prefilled = typedIn(
          formOf([["number", request.query["number"]?.slice(0, TYPED_CHARS_MAX) ?? ""]]),
        );
        return pageAnswer(receiptView({ context, typed: prefilled }), { page: "receipt" });
      }
      const shown = { context, path: RECEIPT_PATH, purchase: undefined, state: "onItsWay", cause } as const;
      return pageAnswer(claimView(shown), { page: "receipt.onItsWay" });
    }
    const typed = typedIn(request.form);
    const { receipt, cause, issues } = readTyped(typed, deps.now(), context);
    const again = (wrong: readonly ReceiptIssue[], status = 422) =>
      pageAnswer(receiptView({ context, typed, issues: wrong }), { page: "receipt", status });
    if (receipt === undefined || cause === undefined) return again(issues);
    const key = await deps.identityKey();
    const number = hashReceipt(key, receipt.number);
    if (await isBeyond(deps, request.sourceIp, number && `${number} ${receipt.day}`)) {
      return tooOftenPage(context, RECEIPT_TRIES.minutes);
    }
    const found = number === undefined ? undefined : await findPurchase(deps, number, receipt);
    if (found === undefined) return again(["notFound"]);
    if (found.row.picked !== undefined) return pageAnswer(takenView(context), { page: "receipt.taken" });
    const at = deps.now();
    if (found.row.of === undefined || found.row.of.until < at) {
      const shown = { context, path: RECEIPT_PATH, purchase: undefined, state: "closed" } as const;
      return pageAnswer(claimView(shown), { page: "receipt.closed" });
    }
    await deps.events.publish(CausePicked, [{ claim: found.claim, cause, at }]);
    const facts = pickLine(key, { sourceIp: request.sourceIp, cause, at });
    return seeOther(linkWith(RECEIPT_PATH, { [PICKED]: cause }, context), { page: "causePicked", facts });
  };
}

function typedIn(form: SubmittedForm): Typed {
  return {
    number: form.text("number"),
    total: form.text("total"),
    day: form.text("day"),
    cause: form.text(CAUSE_FIELD),
  };
}

/** What a form means, and what is missing in it. */
function readTyped(typed: Typed, now: string, context: AccountContext) {
  const totals = readTotal(typed.total);
  const day = Day.safeParse(typed.day).data;
  const cause = activeCause(typed.cause, context);
  const hasNumber = /[\p{L}\p{N}]/u.test(typed.number);
  // Half a day ahead of UTC is the most that a clock on earth shows.
  const isAhead = day !== undefined && Date.parse(day) > Date.parse(now) + 14 * 60 * 60 * 1000;
  const issues: ReceiptIssue[] = [];
  if (!hasNumber) issues.push("number");
  if (totals.length === 0) issues.push("total");
  if (day === undefined || isAhead) issues.push("day");
  if (cause === undefined) issues.push("cause");
  const receipt: Receipt | undefined =
    issues.length > 0 || day === undefined ? undefined : { number: typed.number, totals, day };
  return { receipt, cause, issues };
}

/** Counts a try of its source, and then of its receipt, if the number can be one. */
async function isBeyond(
  { limits }: ReceiptPageDeps,
  sourceIp: string,
  receipt: string | undefined,
): Promise<boolean> {
  if ((await limits.consume(RECEIPT_TRIES, sourceOf(sourceIp))) === "exceeded") return true;
  return receipt !== undefined && (await limits.consume(TRIES_OF_RECEIPT, receipt)) === "exceeded";
}

/** The purchase of a receipt, and the row in which its pick counts: its link's own, where it has one. */
async function findPurchase(
  { claims }: ReceiptPageDeps,
  number: ReceiptHash,
  { totals, day }: Receipt,
): Promise<{ readonly claim: ClaimHash; readonly row: ClaimLink } | undefined> {
  for (const total of totals) {
    const claim = receiptClaim(number, total, day);
    const row = await claims.read(claim);
    if (row?.link !== undefined) return { claim: row.link, row: (await claims.read(row.link)) ?? {} };
    if (row?.of !== undefined) return { claim, row };
  }
  return undefined;
}
