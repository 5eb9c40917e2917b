import type { Cause } from "../model/cause.ts";
import { charityKey } from "../model/charity-key.ts";
import type { CauseSlug } from "../model/purchase.ts";
import type { DayOf } from "../settlement/payable.ts";
import { paymentReference, paymentState } from "../settlement/payment-state.ts";
import type { Payout } from "../settlement/payout.ts";
import { exactSum } from "./exact-sum.ts";
import type { ArrivalFigure, Arrivals, Figure, Payment } from "./view.ts";

/** The newest payments that an answer lists: those of some years for a brand of a few charities. */
export const PAYMENTS_MAX = 60;

/**
 * What arrived of what some causes were given. A payment may be for several causes, and its charity sees one sum: so the causes are
 * all those of a charity, or all.
 */
export function arrivalsOf(
  causes: readonly CauseSlug[],
  figures: readonly Figure[],
  payouts: readonly Payout[],
  dayOf: DayOf,
): Arrivals {
  const own = payouts
    .filter((payout) => payout.causes.some((cause) => causes.includes(cause)))
    .map((payout) => ({ payout, state: paymentState(payout, dayOf) }));
  const sums = figures.map((figure): ArrivalFigure => {
    const of = own.filter(
      ({ payout }) => payout.funding === figure.funding && payout.currency === figure.currency,
    );
    const sumOf = (...kinds: readonly (typeof own)[number]["state"]["kind"][]) =>
      exactSum(of.filter(({ state }) => kinds.includes(state.kind)).map(({ payout }) => payout.minor));
    const [arrived, onItsWay] = [sumOf("booked", "received"), sumOf("sent")];
    return {
      ...{ funding: figure.funding, currency: figure.currency, arrived },
      ...{ acknowledged: sumOf("received"), onItsWay, unpaid: figure.settled - arrived - onItsWay },
    };
  });
  const payments = own.flatMap(({ payout, state }) => paymentOf(payout, state));
  return {
    causes: [...causes],
    sums,
    payments: payments.toSorted(newestFirst).slice(0, PAYMENTS_MAX),
  };
}

/** The causes whose gifts are paid together with those of one: of the same charity. */
export function paidTogether(cause: Cause, causes: readonly Cause[]): CauseSlug[] {
  const key = charityKey(cause.charity);
  return causes.filter(({ charity }) => charityKey(charity) === key).map(({ slug }) => slug);
}

function paymentOf(payout: Payout, state: ReturnType<typeof paymentState>): Payment[] {
  if (state.kind !== "booked" && state.kind !== "received") return [];
  const { name: charity, causes, funding, currency, minor: amount, through } = payout;
  return [
    {
      ...{ reference: paymentReference(payout), charity, causes: [...causes], funding, currency, amount },
      ...{ through, paidOn: state.on },
      ...(state.kind === "received" && { acknowledgedOn: state.acknowledgedOn }),
    },
  ];
}

function newestFirst(one: Payment, other: Payment): number {
  const [a, b] = [`${one.paidOn} ${one.reference}`, `${other.paidOn} ${other.reference}`];
  return a < b ? 1 : a > b ? -1 : 0;
}
