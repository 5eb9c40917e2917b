import type { RecordedOrder } from "../giving/ledger/statement.ts";
import type { Cause } from "../model/cause.ts";
import { daysAfter } from "../model/days.ts";
import type { Funding } from "../model/gift.ts";
import type { CauseSlug, Day } from "../model/purchase.ts";
import { endedOf, type PaidCauses, waitingOf } from "./due.ts";
import type { DayOf } from "./payable.ts";
import { type PaymentState, paymentReference, paymentState } from "./payment-state.ts";
import type { Payout } from "./payout.ts";
import { choiceDay, type PaidPart, tracePayouts } from "./trace-payouts.ts";

/**
 * Where a part of a gift is on its way to the charity. It is in one of these states.
 * - `pending`: it can still be canceled by a return, `until` the end of that day
 * - `claimable`: who has the receipt can still pick its cause, `until` the end of that day
 * - `settled`: it is final `since` then, and goes with the next payment; `cameBack`: the bank gave an earlier one back
 * - `waits`: it is final, and a person of the brand has to decide before it can be paid
 * - `inPayment`: a payment counts it
 */
export type GiftState =
  | { readonly kind: "pending" | "claimable"; readonly until: Day }
  | { readonly kind: "settled"; readonly since: Day; readonly cameBack: boolean }
  | { readonly kind: "waits"; readonly since: Day }
  | { readonly kind: "inPayment"; readonly reference: string; readonly payment: PaymentOf };

/** A payment that counts what it was batched with. */
export type PaymentOf = Exclude<PaymentState, { readonly kind: "reopened" }>;

/** What of a gift is in one state, in minor units of its currency: below zero where a refund took it. */
export interface GiftPart {
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly minor: number;
  readonly state: GiftState;
}

/** What is known of payments on a day: `causes` as the brand states them. */
export interface PaymentsKnown {
  readonly payouts: readonly Payout[];
  readonly paidCauses: PaidCauses;
  readonly causes: readonly Cause[];
  readonly today: Day;
  readonly dayOf: DayOf;
}

/**
 * What a purchase gave by where it is, one for each cause, funding and state: together all that is left of the gift. What `wellspring
 * money trace` prints, in the words of people.
 */
export function giftParts(order: RecordedOrder, known: PaymentsKnown): GiftPart[] {
  const parts = tracePayouts(order, known.payouts, known.dayOf).map((part): GiftPart => {
    const { cause, funding, minor } = part;
    return { cause, funding, minor, state: stateOf(part, order, known) };
  });
  return [...Map.groupBy(parts, ({ minor: _, ...kind }) => JSON.stringify(kind)).values()].flatMap((same) => {
    const minor = same.reduce((sum, one) => sum + one.minor, 0);
    return same[0] === undefined || minor === 0 ? [] : [{ ...same[0], minor }];
  });
}

function stateOf(part: PaidPart, order: RecordedOrder, known: PaymentsKnown): GiftState {
  const { today, dayOf } = known;
  if (part.from > today) return laterState(part.from, order, known);
  const last = part.payouts.at(-1);
  const payment = last && paymentState(last, dayOf);
  if (last !== undefined && payment !== undefined && payment.kind !== "reopened")
    return { kind: "inPayment", reference: paymentReference(last), payment };
  if (isWaiting(part.cause, known)) return { kind: "waits", since: part.from };
  return { kind: "settled", since: part.from, cameBack: payment?.kind === "reopened" && payment.returned };
}

/** Why a part counts only from a later day on. */
function laterState(from: Day, order: RecordedOrder, { today, dayOf }: PaymentsKnown): GiftState {
  const { settlesOn } = order.accrual;
  if (settlesOn > today) return { kind: "pending", until: daysAfter(settlesOn, -1) };
  const choice = choiceDay(order, dayOf);
  if (choice !== undefined && choice > today) return { kind: "claimable", until: choice };
  return { kind: "pending", until: daysAfter(from, -1) };
}

function isWaiting(slug: CauseSlug, { causes, paidCauses }: PaymentsKnown): boolean {
  const cause = causes.find((one) => one.slug === slug);
  if (cause === undefined) return false;
  const bySlug = new Map(causes.map((one) => [one.slug, one]));
  return (waitingOf(cause, paidCauses) ?? endedOf(cause, bySlug)) !== undefined;
}
