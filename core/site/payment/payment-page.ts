import { Line } from "../../model/fact.ts";
import { linkPaths } from "../../model/routes.ts";
import type { Now } from "../../platform/clock.ts";
import { type AcknowledgeDeps, acknowledge, openPayment } from "../../settlement/acknowledge.ts";
import type { CharityFiles } from "../../settlement/charity-file.ts";
import { type Payout, payoutState } from "../../settlement/payout.ts";
import { linkTo } from "../ui/layout.tsx";
import type { Page } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { hasFiles } from "../ui/read-form.ts";
import { gonePage, type PaymentShown, paymentView, SIGNER_FIELD } from "./payment-view.tsx";
import { takeUpload } from "./take-upload.ts";

export interface PaymentPageDeps extends AcknowledgeDeps {
  readonly files: CharityFiles;
  readonly now: Now;
}

/**
 * The page behind the link of a letter to a charity: it shows one payment, its button says that the charity has it, and its forms take
 * a receipt and a story. GET and HEAD write nothing, as mail scanners follow links. A button that is pressed again, or too late, is
 * answered with how the payment stands; so is what is sent about a payment that did not arrive. Nothing of a form with files is read
 * before its link is known to be good.
 */
export function paymentPage(deps: PaymentPageDeps): Page {
  const open = openPayment(deps);
  const confirm = acknowledge(deps);
  const take = takeUpload(deps.files);
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    const opened = await open(token, deps.now());
    if (opened === undefined) return gonePage(context);
    const path = linkPaths.payment(token);
    const { payout } = opened;
    const page = `payment.${payoutState(payout).kind}`;
    const show = async (more: Pick<PaymentShown, "typed" | "wrong">, status = 200) => {
      const kept = hasArrived(payout) ? await deps.files.list(payout.id) : undefined;
      return pageAnswer(paymentView({ context, path, ...opened, kept, ...more }), { page, status });
    };
    if (request.method !== "POST") return show({});
    if (hasFiles(request)) {
      if (!hasArrived(payout)) return seeOther(linkTo(path, context), { page });
      return take({
        ...{ payout, request, context, path },
        refused: (status, errors, filled) => show({ wrong: { errors, filled } }, status),
      });
    }
    const typed = request.form.text(SIGNER_FIELD);
    const signer = Line.safeParse(typed).data;
    if (signer === undefined) return show({ typed }, 422);
    const { kind } = await confirm(opened, signer, deps.now());
    // Where it stands by now, says the page itself.
    return seeOther(linkTo(path, context), { page: "payment.confirm", facts: { acknowledged: kind } });
  };
}

/** As far as the bank knows, or the charity said: only then is there something to send a receipt for. */
function hasArrived(payout: Payout): boolean {
  const { kind } = payoutState(payout);
  return kind === "booked" || kind === "received";
}
