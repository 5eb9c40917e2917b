import * as z from "zod";
import { Charity } from "./charity.ts";
import { ExchangeRate } from "./exchange-rate.ts";
import { Amounts, Currency, Minor } from "./money.ts";
import { PictureHash } from "./picture.ts";
import { CauseSlug, Day } from "./purchase.ts";
import { withoutTurns } from "./seen.ts";
import { LetterTopic } from "./topic.ts";

export const Locale = z.enum(["en", "de"]);
export type Locale = z.infer<typeof Locale>;

/** One for each language. A new language is a line here, a file in core/i18n and its folders in messages/. */
export function inEachLocale<Value>(make: (locale: Locale) => Value): Record<Locale, Value> {
  return { en: make("en"), de: make("de") };
}

/** A text in each language that pages speak. */
export const Localised = z.object(inEachLocale(() => z.string().overwrite(withoutTurns).min(1).max(2000)));
export type Localised = z.infer<typeof Localised>;

/** A text of the product's own, such as of an example: a language that it lacks reads the English one. */
export function localised(texts: { readonly en: string } & Partial<Localised>): Localised {
  return inEachLocale((locale) => texts[locale] ?? texts.en);
}

/** What somebody who does not see a picture is told that it shows: a sentence or two. */
export const ALT_LETTERS_MAX = 250;

/**
 * A picture of the brand's. Its files are kept apart, under `hash`; `width` and `height` are those that its maker gave it, and
 * pages keep its place by them. `credit`: who made it, as its makers ask to be named.
 */
export const Picture = z.object({
  hash: PictureHash,
  width: z.int().positive(),
  height: z.int().positive(),
  alt: Localised,
  credit: z.string().overwrite(withoutTurns).min(1).max(120).optional(),
});
export type Picture = z.infer<typeof Picture>;

export const MILESTONES_MAX = 12;

/**
 * What people care about. A goal is one amount of one currency (others are shown beside it, never added);
 * milestones are thresholds on the way, in the goal's currency, ascending. A paused cause takes no new gifts:
 * they go to the terms' default cause.
 * - `movesTo`: the cause has ended: what it has and was not paid goes to that one, for a reason that people read
 */
export const Cause = z.object({
  slug: CauseSlug,
  name: Localised,
  summary: Localised,
  charity: Charity,
  status: z.enum(["active", "paused"]),
  goal: z
    .object({
      currency: Currency,
      amount: Minor,
      milestones: z.array(z.object({ amount: Minor, label: Localised })).max(MILESTONES_MAX),
    })
    .optional(),
  picture: Picture.optional(),
  movesTo: z.object({ cause: CauseSlug, because: Localised }).optional(),
});
export type Cause = z.infer<typeof Cause>;

const Colour = z.string().regex(/^#[0-9a-f]{6}$/, "a colour is # and six lower-case hex digits");

/** Two colours of a page in light and in dark; each pair must reach a contrast of 4.5 on its background. */
const Palette = z.object({
  background: Colour,
  surface: Colour,
  text: Colour,
  muted: Colour,
  accent: Colour,
  onAccent: Colour,
});

const WebAddress = z.url({ protocol: /^https$/, error: "write the address of a page, https://…" }).max(500);

/**
 * Who answers for the brand's pages and letters. `imprint` and `privacy` are addresses of pages, in each language; `contact`
 * is an address that people read, an email address or a page; `postalAddress` is one line.
 */
export const Legal = z.object({
  imprint: z.object(inEachLocale(() => WebAddress)),
  privacy: z.object(inEachLocale(() => WebAddress)),
  contact: z.union([z.email().max(254), WebAddress]),
  postalAddress: z.string().overwrite(withoutTurns).min(1).max(200),
});
export type Legal = z.infer<typeof Legal>;

/** Where a contact leads: a page, or a letter to an address. */
export function contactLink({ contact }: Legal): string {
  return contact.startsWith("https:") ? contact : `mailto:${contact}`;
}

/** A checked picture of at most 6,000 bytes, as a page holds it. */
const InlinePicture = z
  .string()
  .regex(/^data:image\/(?:svg\+xml|png);base64,[A-Za-z0-9+/]+={0,2}$/)
  .max(8_100);

/** What a font's file is named by where pages load it: a part of the SHA-256 of its bytes. */
export const FontHash = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * A font of the brand's own, before the stack of `font`. `licence`: what allows it to be served. `sizeAdjust`: how large it is set,
 * in percent, where its letters are larger or smaller than those that stand there until it has come.
 */
const WebFont = z.object({
  regular: FontHash,
  bold: FontHash.optional(),
  licence: z.string().min(1).max(300),
  sizeAdjust: z.int().min(50).max(200).optional(),
});

/** What is drawn behind the headline of each page, in the brand's colours. */
export const Shape = z.enum(["contours", "waves", "rays", "none"]);
export type Shape = z.infer<typeof Shape>;

/** One half of a headline in 72 px: more letters fill the first screen of a phone. */
const HEADLINE_PART_LETTERS_MAX = 60;

/** The headline of the community's page: what is said loud, and after it, if there is more, what is said softly. */
export const Headline = z
  .array(z.string().overwrite(withoutTurns).min(1).max(HEADLINE_PART_LETTERS_MAX))
  .min(1)
  .max(2);
export type Headline = z.infer<typeof Headline>;

/**
 * Exchange rates of one day, for comparison alone: nothing that is given, owed or proved is computed from them.
 * `rates`: how much of each currency is one of `base`, which is not among them. `sample` marks invented ones.
 */
export const ExchangeRates = z.object({
  source: Localised,
  url: WebAddress,
  day: Day,
  base: Currency,
  rates: z.record(Currency, ExchangeRate),
  sample: z.boolean().optional(),
});
export type ExchangeRates = z.infer<typeof ExchangeRates>;

/**
 * How the brand pays charities out. Of a currency without an amount there is no `minimum`, and two people approve every payout.
 * - `minimum`: what is owed below it waits for the next run
 * - `secondPersonAbove`: one person alone approves a payout of up to that much
 */
export const PayoutRules = z.object({ minimum: Amounts.optional(), secondPersonAbove: Amounts.optional() });
export type PayoutRules = z.infer<typeof PayoutRules>;

/**
 * The brand as pages and terms need it. `timeZone` decides which day a gift belongs to and never changes afterwards.
 * `legal`: a row of an earlier release has none. `headline`: absent: the product's own words. `letters`: the topics on which the brand writes letters; absent: none.
 */
export const Brand = z.object({
  name: z.string().overwrite(withoutTurns).min(1).max(80),
  purpose: Localised,
  headline: z.object(inEachLocale(() => Headline)).optional(),
  timeZone: z.string().min(1).max(60),
  legal: Legal.optional(),
  letters: z.array(LetterTopic).max(LetterTopic.options.length).optional(),
  /** Absent: pages say no sum of several currencies. */
  rates: ExchangeRates.optional(),
  /** Absent: no minimum, and two people approve each payout. */
  payouts: PayoutRules.optional(),
  look: z.object({
    light: Palette,
    dark: Palette,
    font: z.enum(["humanist", "geometric", "serif", "system"]),
    /** Absent: contours. */
    shape: Shape.optional(),
    /** In place of the brand's name above each page, on the light scheme's accent and on the dark one's surface. */
    logo: z
      .object({
        ...{ light: InlinePicture, dark: InlinePicture },
        /** As letters show it, a PNG for each scheme. Absent: it was applied by a release that drew none, and letters have the name. */
        inLetters: z.object({ light: PictureHash, dark: PictureHash }).optional(),
      })
      .optional(),
    webFont: WebFont.optional(),
  }),
  /**
   * By the id of giving terms: their name for readers, and what a unit that gives is called, as it follows an amount
   * (“bottle sold”). Words alone: what terms give is in the terms, which never change.
   */
  termsInWords: z
    .record(CauseSlug, z.object({ title: Localised, products: Localised.optional() }))
    .optional(),
});
export type Brand = z.infer<typeof Brand>;
