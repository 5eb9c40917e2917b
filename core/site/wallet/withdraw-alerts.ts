import { cardDeletedWords } from "../../i18n/consent-words.ts";
import type { CustomerId } from "../../model/customer.ts";
import { type UnsubscribeDeps, type UnsubscribeResult, unsubscribe } from "../../people/unsubscribe.ts";
import type { HttpRequest } from "../../platform/lambda/http.ts";
import type { AccountContext } from "../ui/page.ts";

export interface WithdrawAlertsDeps extends UnsubscribeDeps {
  readonly contextOf: (request: HttpRequest) => Promise<AccountContext>;
}

/** The card was deleted from the last phone that had it: withdraws every alert that its customer agreed to. Repeating it changes nothing. */
export function withdrawAlerts({ contextOf, ...deps }: WithdrawAlertsDeps) {
  const withdraw = unsubscribe(deps);
  return async (customer: CustomerId, request: HttpRequest): Promise<UnsubscribeResult> => {
    const { formatter } = await contextOf(request);
    return withdraw(customer, {
      topic: "all",
      channel: "wallet",
      source: "wallet",
      ...cardDeletedWords(formatter.language),
      proof: "wallet:unregistered",
    });
  };
}
