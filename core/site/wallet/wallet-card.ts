import { walletTranslations } from "../../i18n/dictionaries.ts";
import { colours } from "../../i18n/palette.ts";
import type { PersonalImpact } from "../../impact/read-personal.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import type { WeightedCause } from "../../model/customer.ts";
import { linkPaths } from "../../model/routes.ts";
import { netTotal, type Total, totals } from "../account/impact/personal-figures.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { truncate } from "../ui/truncate.ts";

/** The longest that a phone shows of a label, and of a value on the front of a card, before it cuts them anywhere. */
export const LABEL_CHARS_MAX = 32;
export const VALUE_CHARS_MAX = 64;

/** A label and what stands under it. `key` is the same in each language. */
export interface CardField {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

export interface CardLink {
  readonly key: string;
  readonly label: string;
  readonly url: string;
}

/** What a customer's card says, for whichever wallet it is then written. */
export interface WalletCard {
  /** What wallets know the card by: it does not give away the number. */
  readonly serial: string;
  /** The card's number: all that its code holds. */
  readonly number: string;
  /** As browsers name the language that it is in. */
  readonly language: string;
  readonly brand: string;
  readonly about: string;
  readonly colours: { readonly ground: string; readonly text: string; readonly label: string };
  /** What one payer gave in one currency, or that nothing was given yet. */
  readonly given: CardField;
  readonly cause: CardField | undefined;
  /** Of `given`: what is pending, and what is final. */
  readonly parts: readonly CardField[];
  /** What other payers gave, and what was given in other currencies: never added. */
  readonly others: readonly CardField[];
  readonly asOf: CardField;
  /** What the card said last; `alerts`: a phone that fetches it shows that at once, as the customer wants it. */
  readonly news: (CardField & { readonly alerts: boolean }) | undefined;
  /** For the back of the card. */
  readonly notes: readonly CardField[];
  readonly links: readonly CardLink[];
}

export interface CardFacts {
  readonly serial: string;
  readonly number: string;
  readonly brand: Brand;
  readonly causes: readonly Cause[];
  readonly chosen: readonly WeightedCause[];
  readonly personal: PersonalImpact;
  /** What the card said last, if it said anything. */
  readonly news?: { readonly text: string; readonly alerts: boolean } | undefined;
  /** Where the site is, without a slash at the end. */
  readonly siteUrl: string;
  readonly formatter: PageFormatter;
}

/** The one view of a customer's card: both wallets are written from it, so that they say the same. */
export function cardOf(facts: CardFacts): WalletCard {
  const { serial, number, brand, personal, siteUrl, formatter } = facts;
  const words = walletTranslations[formatter.locale];
  const scheme = colours(brand.look.light, "light");
  const [first, ...others] = ordered(personal);
  const field = (key: string, label: string, value: string): CardField => ({
    key,
    label: truncate(label, LABEL_CHARS_MAX),
    value: truncate(value, VALUE_CHARS_MAX),
  });
  const given = (key: string, total: Total) =>
    field(key, words.given[total.funding](brand.name), formatter.money(netTotal(total), total.currency));
  return {
    serial,
    number,
    language: formatter.language.tag,
    brand: brand.name,
    about: words.about(brand.name),
    colours: { ground: scheme.head, text: scheme.onHead, label: scheme.softOnHead },
    given: first === undefined ? field("given", words.givenSoFar, words.nothing) : given("given", first),
    cause: causeField(facts, field),
    parts:
      first === undefined
        ? []
        : [
            field("pending", words.pending, formatter.money(first.pending, first.currency)),
            field("settled", words.settled, formatter.money(first.settled, first.currency)),
          ],
    others: others.map((total, at) => given(`other-${at + 1}`, total)),
    asOf: field("asOf", words.asOf, formatter.day(personal.asOf)),
    news: facts.news && { key: "news", label: words.news, value: facts.news.text, alerts: facts.news.alerts },
    notes: notesOf(facts),
    links: [
      { key: "impact", label: words.impact, url: `${siteUrl}${linkPaths.impact}` },
      { key: "preferences", label: words.preferences, url: `${siteUrl}${linkPaths.preferences}` },
    ],
  };
}

/** The currency of the newest purchase first, and of each currency the payers in the order of the pages. */
function ordered({ figures, purchases }: PersonalImpact): Total[] {
  const newest = purchases[0]?.currency;
  return totals(figures).toSorted(
    (one, other) => Number(other.currency === newest) - Number(one.currency === newest),
  );
}

/** The first of the causes that the customer chose, or else of those that they gave to, and how many more there are. */
function causeField(
  { causes, chosen, personal, formatter }: CardFacts,
  field: (key: string, label: string, value: string) => CardField,
): CardField | undefined {
  const words = walletTranslations[formatter.locale];
  const named = (slugs: readonly string[]) => causes.filter(({ slug }) => slugs.includes(slug));
  const picked = named(chosen.map(({ cause }) => cause));
  const own = picked.length > 0 ? picked : named(personal.figures.map(({ cause }) => cause));
  const [first, ...more] = own;
  if (first === undefined) return undefined;
  const name = formatter.text(first.name);
  if (more.length === 0) return field("cause", words.cause, name);
  const rest = formatter.number(more.length);
  const room = VALUE_CHARS_MAX - words.andMore("", rest).length;
  return field("cause", words.causes, words.andMore(truncate(name, room), rest));
}

function notesOf({ number, brand, personal, formatter }: CardFacts): CardField[] {
  const words = walletTranslations[formatter.locale];
  const lines = ordered(personal).map((total) => {
    const amount = formatter.money(netTotal(total), total.currency);
    const said =
      total.pending === 0 ? amount : words.ofWhich(amount, formatter.money(total.pending, total.currency));
    return `${words.given[total.funding](brand.name)}: ${said}`;
  });
  return [
    {
      key: "all",
      label: words.all,
      value:
        lines.length === 0
          ? words.nothing
          : [...lines, ...(lines.length > 1 ? [words.apart] : [])].join("\n"),
    },
    { key: "pendingText", label: words.pendingTitle, value: words.pendingText },
    { key: "number", label: words.number, value: number },
  ];
}
