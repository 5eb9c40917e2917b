import { setTimeout as sleep } from "node:timers/promises";
import type { Accrual } from "../../core/giving/ledger/entry.ts";
import type { Found, Ledger, Placed } from "../../core/giving/ledger/ledger.ts";
import { formatMinor } from "../../core/model/money.ts";

const POLL_MS = 250;

/** The purchase in the ledger; what else is there once the time is over. */
export async function untilRecorded(
  { find }: Pick<Ledger, "find">,
  order: Placed,
  waitMs: number,
): Promise<Found> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const found = await find(order);
    if (found.kind === "purchase" || Date.now() > deadline) return found;
    await sleep(POLL_MS);
  }
}

const NO_GIFT: Readonly<Record<NonNullable<Accrual["noGift"]>, string>> = {
  noTerms: "no terms are of this connection, store and day",
  belowMinimum: "the order is below the minimum of its terms",
  noAmountInCurrency: "its terms name no amount in this currency",
  nothingToShare: "nothing of it counts under its terms",
  campaignCapReached: "the campaign's cap is reached",
};
const CHOSEN_BY: Readonly<Record<Accrual["causeBy"], string>> = {
  order: "as the order says",
  customer: "as the customer chose",
  unclaimed: "as nobody chose: the terms' default",
};

/** What a purchase gives, as lines: the amount of each cause and who pays it, or why it gives nothing. */
export function describeGift(gift: Accrual): readonly string[] {
  const { currency, parts, terms, noGift, causeBy, causeRefused, roundUpHeld } = gift;
  const amount = (minor: number) => `${formatMinor(minor, currency)} ${currency}`;
  const under = terms === undefined ? "" : `, under ${terms}`;
  const given = parts.filter(({ minor }) => minor !== 0);
  const sum = given.reduce((all, { minor }) => all + minor, 0);
  const why = noGift === undefined ? "" : `: ${NO_GIFT[noGift]}`;
  return [
    given.length === 0
      ? `It gives nothing${why}${under}.`
      : `It gives ${amount(sum)}${under}, ${CHOSEN_BY[causeBy]}:`,
    ...given.map(({ cause, funding, minor }) => `  ${amount(minor)} for ${cause} (${funding})`),
    ...(causeRefused ? ["The cause that it names takes no gifts, or is none of the brand's."] : []),
    ...(roundUpHeld ? [`The customer added ${amount(roundUpHeld.minor)}, which no terms take.`] : []),
  ];
}
