import { accountWords } from "../../../i18n/page-words.ts";
import { assertNever } from "../../../model/assert-never.ts";
import type { GiftPart, PaymentOf } from "../../../settlement/gift-state.ts";
import type { AccountContext } from "../../ui/page.ts";

/** Where a part of a gift is on its way to the charity, in one sentence without a full stop. */
export function wayInWords(
  { state, minor }: Pick<GiftPart, "state" | "minor">,
  { context }: { readonly context: AccountContext },
): string {
  const { formatter, brand } = context;
  const words = accountWords(formatter).impact;
  const { way } = words;
  switch (state.kind) {
    case "pending":
      return words.pendingUntil(formatter.day(state.until));
    case "claimable":
      return way.claimable(formatter.day(state.until));
    case "settled":
      if (minor < 0) return way.less;
      return state.cameBack ? way.cameBack : way.settled(formatter.day(state.since));
    case "waits":
      return way.waits(formatter.day(state.since), brand.name);
    case "inPayment":
      return paymentInWords(state.payment, state.reference, context);
    default:
      return assertNever(state);
  }
}

function paymentInWords(payment: PaymentOf, reference: string, { formatter, brand }: AccountContext): string {
  const { way } = accountWords(formatter).impact;
  switch (payment.kind) {
    case "prepared":
      return way.prepared(reference);
    case "held":
      return way.held(brand.name, reference);
    case "sent":
      return way.sent(formatter.day(payment.on), reference);
    case "booked":
      return way.booked(formatter.day(payment.on), reference);
    case "received":
      return way.received(formatter.day(payment.on), reference, formatter.day(payment.acknowledgedOn));
    default:
      return assertNever(payment);
  }
}
