import type { CharityWords } from "../../i18n/charity-words.ts";
import type { Formatter } from "../../i18n/formatter.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import type { PaymentLetter } from "../../settlement/payment-letter.ts";
import { paymentReference } from "../../settlement/payment-state.ts";
import type { Payout } from "../../settlement/payout.ts";

/** What a charity is told of a payment with. */
export interface PaymentTold {
  readonly payout: Payout;
  readonly letter: Pick<PaymentLetter, "purchases" | "since">;
  readonly brand: Pick<Brand, "name">;
  readonly causes: readonly Pick<Cause, "slug" | "name">[];
  readonly words: CharityWords;
  readonly formatter: Pick<Formatter, "money" | "day" | "counted" | "text">;
}

export type PaymentFact = readonly [label: string, value: string];

/** How the bank's statement has a payout; undefined before it does. */
export function bookingOf({ entries }: Payout) {
  return entries.find((entry) => entry.kind === "booked");
}

/** What a payment is, line by line, alike in the letter and on its page; nothing of bank accounts or of who moved it. */
export function paymentFacts(told: PaymentTold): PaymentFact[] {
  const { payout, letter, brand, words, formatter } = told;
  const { facts } = words;
  const { money, day, counted } = formatter;
  const booking = bookingOf(payout);
  return [
    [facts.amount, money(payout.minor, payout.currency)],
    [facts.reference, paymentReference(payout)],
    ...(booking === undefined ? [] : [[facts.bookedOn, day(booking.bookedOn)] as const]),
    [facts.from, facts.funding[payout.funding](brand.name)],
    [facts.purchases, counted(letter.purchases, facts.counted)],
    [facts.period, facts.days(letter.since && day(letter.since), day(payout.through))],
    ...payout.shares.map(
      ({ cause, minor }) => [facts.share(causeName(cause, told)), money(minor, payout.currency)] as const,
    ),
  ];
}

function causeName(slug: string, { causes, formatter }: PaymentTold): string {
  const cause = causes.find((one) => one.slug === slug);
  return cause === undefined ? slug : formatter.text(cause.name);
}
