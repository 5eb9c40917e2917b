import type { ChangedFigures } from "../../impact/changed-figures.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { PassStore } from "../../people/cards/pass.store.ts";
import type { PassDevice } from "../../people/cards/pass-device.ts";
import { mapBounded } from "../../platform/bounded.ts";
import type { Now } from "../../platform/clock.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { ApplePush, PushOutcome } from "./apple-push.client.ts";

/** How many customers are looked up at the same time. */
const CUSTOMERS_AT_ONCE_MAX = 8;
/** A line of a log names no more reasons for which Apple took no push. */
const REASONS_LOGGED_MAX = 5;

export interface RefreshCardsDeps {
  readonly passes: Pick<PassStore, "phonesOf" | "claimPush" | "removeGone">;
  readonly push: ApplePush;
  readonly now: Now;
}

/**
 * Pushes the phones that have a card of these customers, so that they fetch it with its new figures: each card at most once an hour,
 * claimed before it is pushed. A push says nothing and is shown to nobody. What Apple did not take is not tried again: the next change
 * after the hour pushes again, and a phone also asks when its owner opens the card. A registration of which Apple says that its phone
 * is gone is removed, unless the phone has registered since.
 */
export function refreshCards(deps: RefreshCardsDeps) {
  return async ({ customers, alert = false }: ChangedFigures): Promise<CallOutcome> => {
    const due = await mapBounded(customers, CUSTOMERS_AT_ONCE_MAX, (customer) =>
      phonesToPush(deps, customer, alert),
    );
    const phones = due.flat();
    const outcomes = await deps.push.push(phones.map(({ pushToken }) => pushToken));
    const gone = phones.filter((phone, at) => isGone(phone, outcomes[at]));
    const removed = await mapBounded(gone, CUSTOMERS_AT_ONCE_MAX, deps.passes.removeGone);
    const reasons = outcomes.flatMap((one) => (one.kind === "failed" ? [one.reason] : []));
    return {
      outcome: phones.length === 0 ? "nothingToPush" : "pushed",
      facts: {
        customers: customers.length,
        pushes: phones.length,
        removed: removed.filter((one) => one === "removed").length,
        ...(reasons.length > 0 && { failed: [...new Set(reasons)].slice(0, REASONS_LOGGED_MAX) }),
      },
    };
  };
}

/** The phones of the customer's cards whose push is due, and is claimed by this. An alert is due at once. */
async function phonesToPush(
  { passes, now }: RefreshCardsDeps,
  customer: CustomerId,
  alert: boolean,
): Promise<PassDevice[]> {
  const phones = await passes.phonesOf(customer);
  const due: PassDevice[] = [];
  for (const [serial, ofCard] of Map.groupBy(phones, (phone) => phone.serial)) {
    const claimed = await passes.claimPush({ customer, serial }, now());
    if (claimed === "claimed" || (alert && claimed === "notDue")) due.push(...ofCard);
  }
  return due;
}

function isGone({ at }: PassDevice, outcome: PushOutcome | undefined): boolean {
  return outcome?.kind === "gone" && (outcome.asOf === undefined || at <= outcome.asOf);
}
