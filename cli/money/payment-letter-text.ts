import { charityWords } from "../../core/i18n/charity-words.ts";
import { formatter } from "../../core/i18n/formatter.ts";
import type { Brand, Cause, Locale } from "../../core/model/cause.ts";
import type { PaymentLetter } from "../../core/settlement/payment-letter.ts";
import type { Payout } from "../../core/settlement/payout.ts";
import { bookingOf, type PaymentFact, paymentFacts } from "../../core/site/payment/payment-facts.ts";

/** A letter to a charity, as a text and a sheet are made of it. */
export interface WrittenLetter {
  readonly locale: Locale;
  readonly title: string;
  readonly before: readonly string[];
  readonly facts: readonly PaymentFact[];
  readonly ask: string;
  readonly link: string;
  readonly after: readonly string[];
}

export interface LetterAbout {
  readonly payout: Payout;
  readonly letter: PaymentLetter;
  readonly link: string;
  readonly brand: Pick<Brand, "name" | "timeZone">;
  readonly causes: readonly Cause[];
  readonly locale: Locale;
  /** The address at which people of the brand read. */
  readonly replyTo: string;
}

/** What the charity is told: what was paid, from what, and how to confirm it. The bank's own reference once there is one. */
export function writtenLetter(about: LetterAbout): WrittenLetter {
  const { payout, letter, link, brand, causes, locale, replyTo } = about;
  const words = charityWords[locale];
  const format = formatter(locale, brand);
  const amount = format.money(payout.minor, payout.currency);
  const booking = bookingOf(payout);
  const said = words.letter;
  return {
    locale,
    link,
    title: words.title(amount, payout.name),
    before: [
      said.dear(payout.name),
      `${(booking === undefined ? said.sent : said.paid)(brand.name, amount)} ${said.why}`,
    ],
    facts: [
      ...paymentFacts({ payout, letter, brand, causes, words, formatter: format }),
      ...(booking === undefined ? [] : [[words.facts.bankReference, booking.reference] as const]),
    ],
    ask: said.confirm,
    after: [
      said.holds(format.date(letter.expiresAt)),
      said.secret,
      said.write(replyTo),
      said.regards,
      brand.name,
    ],
  };
}

/** For an email: paragraphs, with an empty line between them. */
export function plainLetter({ title, before, facts, ask, link, after }: WrittenLetter): string {
  const lines = facts.map(([label, value]) => `${label}: ${value}`).join("\n");
  return `${[title, ...before, lines, `${ask}\n${link}`, ...after].join("\n\n")}\n`;
}
