import { addedLanguages } from "../../i18n/message-language.ts";
import {
  GIFTS_MAX,
  isLetterMessage,
  MessageName,
  messageOf,
  messages,
} from "../../messaging/content/catalog.ts";
import { type Links, render } from "../../messaging/content/render.ts";
import type { Omission } from "../../messaging/content/room.ts";
import {
  isGsm7,
  lettersOutsideGsm7,
  plainText,
  type SmsEncoding,
  smsLength,
} from "../../messaging/content/sms.ts";
import { type Brand, type Cause, Locale, type Localised } from "../../model/cause.ts";
import { linkPaths } from "../../model/routes.ts";
import type { BrandDraft, BrandPart, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem, Path } from "./document.ts";

/** About what one part costs in the US: AWS's price and what the networks add. Elsewhere up to ten times as much. */
const USD_PER_PART = 0.01;
/** As long as AWS makes the address of a site that has no domain of its own. */
const SITE = `https://${"a".repeat(10)}.execute-api.ap-southeast-2.amazonaws.com`;
/** An amount that is larger than most, so that no figure is longer when a text is sent. */
const MINOR = 1_234_500;

/** One text with the longest names, figures and link that this brand may put into it. */
export interface TextSize {
  readonly message: MessageName;
  /** The tag of its language. */
  readonly locale: string;
  readonly parts: number;
  readonly encoding: SmsEncoding;
  readonly omits: Omission | undefined;
  readonly usd: number;
}

type Names = Pick<BrandDraft, "brand" | "causes">;

/**
 * Every text in every language of messages, those that the brand adds among them, with its names as `words` has them in these. The
 * longest names stand where one of several is named.
 */
export function textSizes({
  brand,
  causes,
  words = [],
}: Names & Partial<Pick<BrandDraft, "words">>): readonly TextSize[] {
  const added = addedLanguages().flatMap(({ tag, base, words: own }) => (own ? [{ tag, base }] : []));
  const ours = Locale.options.map((locale) => ({ tag: locale, base: locale }));
  return [...ours, ...added].flatMap(({ tag, base }) => {
    const texts = tag === base ? {} : (words.find(({ language }) => language === tag)?.texts ?? {});
    const lengthOf = ({ name }: Cause) => plainLength(texts[name[base]] ?? name[base]);
    const longest = causes.toSorted((one, other) => lengthOf(other) - lengthOf(one));
    return sizesIn(tag, { brand, causes: longest }, texts);
  });
}

function plainLength(name: string): number {
  return plainText(name).length * (isGsm7(plainText(name)) ? 1 : 3);
}

function sizesIn(locale: string, names: Names, own: Readonly<Record<string, string>> = {}): TextSize[] {
  // A letter's text is checked when it is written: here its words would be the sample's.
  const texts = Object.keys(messages)
    .map((name) => MessageName.parse(name))
    .filter((name) => !isLetterMessage(name));
  return texts.flatMap((message) => {
    if (!messageOf(message).channels.includes("sms")) return [];
    const text = render({
      name: message,
      channel: "sms",
      locale,
      texts: own,
      facts: longFacts(message, names),
      brand: names.brand,
      links: LINKS,
      postalAddress: names.brand.name,
    });
    if (text.channel !== "sms") return [];
    const { parts, omits } = text;
    return [
      { message, locale, parts, omits, encoding: smsLength(text.text).encoding, usd: parts * USD_PER_PART },
    ];
  });
}

/** Of a link that works once: a customer, a dot and a secret (core/people/sessions). */
const TOKEN_LENGTH = 70;

const LINKS: Links = {
  site: SITE,
  preferences: `${SITE}${linkPaths.preferences}`,
  impact: `${SITE}${linkPaths.impact}`,
  action: `${SITE}${linkPaths.signIn("x".repeat(TOKEN_LENGTH))}`,
};

/** The sample facts of a message, with every cause of the brand in its lists, the first in front. */
function longFacts(name: MessageName, { causes }: Names): unknown {
  const { facts, sample } = messageOf(name);
  const [first] = causes;
  if (first === undefined) return sample;
  const currency = first.goal?.currency ?? "USD";
  const label = first.goal?.milestones.toSorted((one, other) => longer(one.label, other.label))[0]?.label;
  const own: Readonly<Record<string, unknown>> = {
    cause: first.name,
    label: label ?? first.name,
    amount: { minor: MINOR, currency },
    gifts: causes
      .map(({ name: cause }) => ({ cause, funding: "brand", amount: { minor: MINOR, currency } }))
      .slice(0, GIFTS_MAX),
  };
  const replaced = Object.entries(own).filter(([key]) => key in facts.shape);
  return { ...sample, ...Object.fromEntries(replaced) };
}

function longer(one: Localised, other: Localised): number {
  return Math.max(other.en.length, other.de.length) - Math.max(one.en.length, one.de.length);
}

/** A name that a text may hold, in one language, with its place in the files. */
interface Named {
  readonly what: string;
  readonly part: BrandPart;
  readonly path: Path;
  readonly locales: readonly Locale[];
  readonly text: string;
  /** The names with all others made plain; with this one made plain, too. */
  readonly alone: Names;
  readonly none: Names;
}

/**
 * What the brand's own letters make of its texts: each name with a letter outside GSM-7, what it costs, and what to do.
 * None is an error: a text that is too long is sent shorter.
 */
export function checkTexts(draft: BrandDraft, problemAt: ProblemAt): BrandProblem[] {
  const plain: Names = { brand: inPlain(draft.brand), causes: draft.causes.map(inPlain) };
  return namesOf(draft, plain).flatMap((named) => {
    const letters = lettersOutsideGsm7(named.text);
    if (letters.length === 0) return [];
    const cost = dearest(named);
    return cost === undefined ? [] : [problemAt(named.part, named.path, noticeOf(named, letters, cost))];
  });
}

function namesOf({ brand, causes }: BrandDraft, plain: Names): Named[] {
  const ofBrand: Named = {
    ...{ what: "The brand's name", part: "brand", path: ["name"], locales: Locale.options, text: brand.name },
    alone: { ...plain, brand: { ...plain.brand, name: brand.name } },
    none: plain,
  };
  const ofCauses = causes.flatMap((cause, at) => {
    const others = plain.causes.filter((_, index) => index !== at);
    const none: Names = { ...plain, causes: [inPlain(cause), ...others] };
    const named = (what: string, path: Path, texts: Localised, changed: Cause): Named[] =>
      Locale.options.map((locale) => ({
        ...{ what: `${what} in ${locale}`, part: "causes", path: ["causes", at, ...path, locale] },
        ...{ locales: [locale], text: texts[locale], none },
        alone: { ...plain, causes: [changed, ...others] },
      }));
    const milestones = (cause.goal?.milestones ?? []).flatMap(({ label }, rank) =>
      named(
        `The milestone's label`,
        ["goal", "milestones", rank, "label"],
        label,
        withOneLabel(inPlain(cause), label),
      ),
    );
    return [
      ...named(`The name of ${cause.slug}`, ["name"], cause.name, { ...inPlain(cause), name: cause.name }),
      ...milestones,
    ];
  });
  return [ofBrand, ...ofCauses];
}

function withOneLabel(cause: Cause, label: Localised): Cause {
  const { goal } = cause;
  return goal === undefined ? cause : { ...cause, goal: { ...goal, milestones: [{ amount: 1, label }] } };
}

/** The same names, each letter outside GSM-7 an "x". */
function inPlain<Part extends Brand | Cause>(part: Part): Part;
function inPlain(part: Brand | Cause): Brand | Cause {
  if (!("slug" in part)) return { ...part, name: madePlain(part.name) };
  const { goal } = part;
  const plain = (texts: Localised): Localised => ({ en: madePlain(texts.en), de: madePlain(texts.de) });
  const milestones = goal?.milestones.map((one) => ({ ...one, label: plain(one.label) }));
  return { ...part, name: plain(part.name), ...(goal && milestones && { goal: { ...goal, milestones } }) };
}

function madePlain(text: string): string {
  return [...plainText(text)].map((letter) => (isGsm7(letter) ? letter : "x")).join("");
}

interface Cost {
  readonly message: MessageName;
  readonly locale: string;
  readonly parts: number;
  readonly plainParts: number;
  /** How many of the brand's texts take more parts, of how many. */
  readonly dearer: number;
  readonly of: number;
}

/** What a name's letters cost; undefined: no text takes more parts for them. The text that grows most stands for all. */
function dearest({ locales, alone, none }: Named): Cost | undefined {
  const grown = locales.flatMap((locale) => {
    const without = sizesIn(locale, none);
    return sizesIn(locale, alone).map(({ message, parts }, at) => ({
      ...{ message, locale, parts, plainParts: without[at]?.parts ?? parts },
    }));
  });
  const dearer = grown.filter(({ parts, plainParts }) => parts > plainParts);
  const [most] = dearer.toSorted(
    (one, other) => other.parts - other.plainParts - (one.parts - one.plainParts),
  );
  return most && { ...most, dearer: dearer.length, of: grown.length };
}

function noticeOf({ what, text }: Named, letters: readonly string[], cost: Cost): string {
  const listed = letters.map((letter) => `"${letter}"`).join(", ");
  const more = ((cost.parts - cost.plainParts) * USD_PER_PART).toFixed(2);
  const advice = letters.map(adviceFor).join("; ");
  return (
    `${what}, "${plainText(text)}", has ${listed}: a text that holds it has room for 70 characters in place of 160. ` +
    `${cost.dearer} of ${cost.of} texts take more parts: ${cost.message} in ${cost.locale} is sent as ${cost.parts} in place of ${cost.plainParts}, ` +
    `about $${more} more each time in the US. To save it, ${advice}.`
  );
}

function adviceFor(letter: string): string {
  const [base = ""] = letter.normalize("NFD");
  if (/\p{Extended_Pictographic}/u.test(letter)) return `leave "${letter}" out`;
  if (base !== letter && isGsm7(base)) return `write "${base}" for "${letter}"`;
  return `find another spelling without "${letter}", or keep it and count on the price`;
}
