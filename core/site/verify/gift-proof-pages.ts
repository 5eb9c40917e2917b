import type { ClaimLinkStore } from "../../giving/ledger/claim-link.store.ts";
import type { RecordedOrderStore } from "../../giving/ledger/recorded-order.store.ts";
import type { RecordedOrder } from "../../giving/ledger/statement.ts";
import { proofTranslations } from "../../i18n/dictionaries.ts";
import { claimHash, readClaimToken } from "../../model/claim-link.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { FoundProof } from "../../proof/find-proofs.ts";
import type { AccountContext, Page, SignedInPage } from "../ui/page.ts";
import { fileAnswer, pageAnswer } from "../ui/page-answer.ts";
import { neutralPage, statusView } from "../ui/status-page.tsx";

/** What proofs are made from, on a stage that publishes a log. */
export interface GiftProofDeps {
  readonly claims: Pick<ClaimLinkStore, "read">;
  readonly orders: RecordedOrderStore;
  /** One for each part of a purchase's gift; without a proof it waits to be published. */
  readonly proofsOf: (order: RecordedOrder) => Promise<readonly FoundProof[]>;
}

const page = "proof";
const FILE_NAME = "gift.tlog-proof";

/**
 * `GET /c/{token}/proof`: the proofs of the purchase of a claim link, in one file, for whoever holds the link. It says what stands on
 * the receipt that the link is on, and nothing of anybody else. A link that is not known, or whose purchase is not recorded, is answered as
 * one that waits. To look counts as no try, here as elsewhere: the route's own throttle bounds it.
 */
export function claimProofPage(deps: GiftProofDeps): Page {
  return async (request, context) => {
    const token = readClaimToken(request.parameters["token"] ?? "");
    if (token === undefined) return neutralPage(context);
    const row = await deps.claims.read(claimHash(token));
    const order = row?.of && (await deps.orders.of(row.of.order, row.of.placedAt));
    return answer(deps, order, context);
  };
}

/** `GET /me/gifts/{gift}/proof`: the same of a purchase of the customer's own; of another's, as if there were none. */
export function ownProofPage(deps: GiftProofDeps): SignedInPage {
  return async (request, { customer }, context) => {
    const order = await deps.orders.ofCustomer(customer, request.parameters["gift"] ?? "");
    return answer(deps, order, context);
  };
}

async function answer(
  { proofsOf }: GiftProofDeps,
  order: RecordedOrder | undefined,
  context: AccountContext,
): Promise<HttpAnswer> {
  const found = order === undefined ? [] : await proofsOf(order);
  const proofs = found.flatMap(({ proof }) => proof ?? []);
  const facts = { proofs: proofs.length, waiting: found.length - proofs.length };
  if (proofs.length > 0)
    return fileAnswer(proofs.join(""), { page, type: "text/plain", name: FILE_NAME, facts });
  const words = proofTranslations[context.formatter.locale];
  const rendered = statusView(context, { title: words.noneYet, text: words.waits });
  return pageAnswer(rendered, { page: `${page}.waits`, status: 404, facts });
}
