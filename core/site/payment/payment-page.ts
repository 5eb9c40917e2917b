import { Line } from "../../model/fact.ts";
import { linkPaths } from "../../model/routes.ts";
import type { Now } from "../../platform/clock.ts";
import { type AcknowledgeDeps, acknowledge, openPayment } from "../../settlement/acknowledge.ts";
import { payoutState } from "../../settlement/payout.ts";
import { linkTo } from "../ui/layout.tsx";
import type { Page } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { gonePage, paymentView, SIGNER_FIELD } from "./payment-view.tsx";

export interface PaymentPageDeps extends AcknowledgeDeps {
  readonly now: Now;
}

/**
 * The page behind the link of a letter to a charity: it shows one payment, and its button says that the charity has it. GET and HEAD
 * read two rows and write none, as mail scanners follow links. A button that is pressed again, or too late, is answered with how the
 * payment stands.
 */
export function paymentPage(deps: PaymentPageDeps): Page {
  const open = openPayment(deps);
  const confirm = acknowledge(deps);
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    const opened = await open(token, deps.now());
    if (opened === undefined) return gonePage(context);
    const path = linkPaths.payment(token);
    const shown = { context, path, ...opened };
    const page = `payment.${payoutState(opened.payout).kind}`;
    if (request.method !== "POST") return pageAnswer(paymentView(shown), { page });
    const typed = request.form.text(SIGNER_FIELD);
    const signer = Line.safeParse(typed).data;
    if (signer === undefined) return pageAnswer(paymentView({ ...shown, typed }), { page, status: 422 });
    const { kind } = await confirm(opened, signer, deps.now());
    // Where it stands by now, says the page itself.
    return seeOther(linkTo(path, context), { page: "payment.confirm", facts: { acknowledged: kind } });
  };
}
