import * as z from "zod";
import {
  ButtonAddress,
  PARAGRAPHS_MAX,
  SLOT_LETTERS_MAX,
  slotWords,
} from "../../messaging/content/letter-words.ts";
import { LetterAudience, LetterContent, LetterPresentation } from "../../messaging/letters/frozen-letter.ts";
import { type Brand, type Cause, inEachLocale, Locale } from "../../model/cause.ts";
import { CauseSlug, Day } from "../../model/purchase.ts";
import { termsName } from "../../model/terms.ts";
import { LetterTopic } from "../../model/topic.ts";
import { ConnectionName } from "../brand/connection-name.ts";
import {
  type BrandDocument,
  type BrandProblem,
  type BrandText,
  type Path,
  readDocument,
} from "../brand/document.ts";
import { problemsOf } from "../brand/problems-of.ts";
import { brokenPromises, type Promised, promisesToGive } from "../brand/promises.ts";

/** The files of a letter: `letter.yaml`, and the words in each language. */
export type LetterTexts = Readonly<Record<Locale | "letter", BrandText>>;

/** A letter as its files say it. `until`: the last day on which it is of use. */
export interface LetterDraft {
  readonly content: LetterContent;
  readonly until?: Day | undefined;
}

export type LetterRead =
  | { readonly outcome: "read"; readonly draft: LetterDraft }
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] };

const AuthoredLetter = z.strictObject({
  topic: LetterTopic,
  audience: z
    .strictObject({
      cause: CauseSlug.optional(),
      interest: LetterAudience.shape.interest,
      store: ConnectionName.optional(),
      group: LetterAudience.shape.group,
    })
    .default({}),
  presentation: LetterPresentation,
  until: Day.optional(),
  offer: z.literal(true, "offer: true, or leave it out").optional(),
});

/** What would be read as it is typed: a letter shows plain words, and nothing turns signs into looks. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\*\*|__|~~|`/, "signs of markdown"],
  [/\[[^\]]*\]\([^)]*\)/, "a link in markdown: write a button"],
  [/^(#{1,6}|>|[-*+]|\d+\.) /, "a sign of markdown at its beginning"],
  [/<\/?[a-z][^>]*>/i, "a tag of HTML"],
  [/\{\{|\{%/, "signs of a template: a letter fills nothing in"],
];

function words(max: number) {
  return slotWords(max).superRefine((text, ctx) => {
    for (const [sign, what] of SIGNS)
      if (sign.test(text))
        ctx.addIssue({ code: "custom", message: `has ${what}; write plain words`, input: text });
  });
}

const AuthoredWords = z.strictObject({
  subject: words(SLOT_LETTERS_MAX.subject),
  preview: words(SLOT_LETTERS_MAX.preview),
  headline: words(SLOT_LETTERS_MAX.headline),
  lede: words(SLOT_LETTERS_MAX.lede).optional(),
  paragraphs: z.array(words(SLOT_LETTERS_MAX.paragraph)).min(1).max(PARAGRAPHS_MAX),
  button: z.strictObject({ label: words(SLOT_LETTERS_MAX.label), url: ButtonAddress }).optional(),
  text: words(SLOT_LETTERS_MAX.text).optional(),
});
type AuthoredWords = z.output<typeof AuthoredWords>;

/** What a letter is checked against: the brand's own files, and what its terms promise. */
export interface LetterBrand {
  readonly brand: Pick<Brand, "letters">;
  readonly causes: readonly Pick<Cause, "slug">[];
  readonly promised: Promised;
}

/** Reads a letter's files to a draft, or to every problem in them, each with its place and what to do. Pure. */
export function readLetter(texts: LetterTexts, of: LetterBrand): LetterRead {
  const problems: BrandProblem[] = [];
  const parse = <Schema extends z.ZodType>(text: BrandText, schema: Schema) => {
    const document = readDocument(text);
    if ("length" in document) {
      problems.push(...document);
      return undefined;
    }
    const parsed = schema.safeParse(document.value);
    if (parsed.success) return { document, value: parsed.data };
    problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, document)));
    return undefined;
  };
  const letter = parse(texts.letter, AuthoredLetter);
  const said = inEachLocale((locale) => parse(texts[locale], AuthoredWords));
  if (letter !== undefined) problems.push(...misplaced(letter, of));
  const complete = allOf(said);
  if (complete !== undefined) problems.push(...uneven(complete), ...unkept(complete, of.promised));
  if (letter === undefined || complete === undefined || problems.length > 0)
    return { outcome: "refused", problems };
  const { topic, audience, presentation, until, offer = false } = letter.value;
  const values = inEachLocale((locale) => complete[locale].value);
  const promise = promiseIn(values, of.promised, offer);
  const content = LetterContent.parse({ topic, audience, presentation, words: wordsOf(values), promise });
  return { outcome: "read", draft: { content, until } };
}

interface ReadFile<Value> {
  readonly document: BrandDocument;
  readonly value: Value;
}
type ReadWords = Readonly<Record<Locale, ReadFile<AuthoredWords>>>;

function allOf(said: Readonly<Record<Locale, ReadFile<AuthoredWords> | undefined>>): ReadWords | undefined {
  const isComplete = (all: typeof said): all is ReadWords =>
    Locale.options.every((locale) => all[locale] !== undefined);
  return isComplete(said) ? said : undefined;
}

/** What the brand's own files do not have. */
function misplaced(
  { document, value }: ReadFile<z.output<typeof AuthoredLetter>>,
  { brand, causes }: LetterBrand,
): BrandProblem[] {
  const problem = (path: Path, message: string) => [{ ...document.at(path), message }];
  const { topic, audience } = value;
  const isKnown = audience.cause === undefined || causes.some(({ slug }) => slug === audience.cause);
  return [
    ...(brand.letters?.includes(topic)
      ? []
      : problem(
          ["topic"],
          `topic: the brand writes no letters on ${topic}, and nobody can ask for them. Add ${topic} to letters in brand.yaml, and apply the brand.`,
        )),
    ...(isKnown
      ? []
      : problem(
          ["audience", "cause"],
          `audience, cause: causes.yaml has no cause ${audience.cause}: name one of ${causes.map(({ slug }) => slug).join(", ")}.`,
        )),
  ];
}

/** A letter says the same in each language, slot by slot. */
function uneven(said: ReadWords): BrandProblem[] {
  const [first, ...others] = Locale.options;
  if (first === undefined) return [];
  return others.flatMap((locale) => {
    const { document, value } = said[locale];
    const told = said[first].value;
    const problem = (path: Path, message: string) => [{ ...document.at(path), message }];
    const slots = (["lede", "button", "text"] as const).flatMap((slot) => {
      const [has, other] = [value[slot] !== undefined, told[slot] !== undefined];
      if (has === other) return [];
      return problem(
        [slot],
        `${slot}: ${has ? `${first}.yaml has none` : `${first}.yaml has one`}. Write it in each language, or in none.`,
      );
    });
    const [count, asked] = [value.paragraphs.length, told.paragraphs.length];
    return count === asked
      ? slots
      : [
          ...slots,
          ...problem(
            ["paragraphs"],
            `paragraphs: ${count} here, ${asked} in ${first}.yaml. Write as many in each language.`,
          ),
        ];
  });
}

/** What the words promise and the terms do not keep. */
function unkept(said: ReadWords, promised: Promised): BrandProblem[] {
  return Locale.options.flatMap((locale) => {
    const { document, value } = said[locale];
    return placesIn(value).flatMap(([path, text]) =>
      brokenPromises(text, locale, promised).map((message) => ({ ...document.at(path), message })),
    );
  });
}

/**
 * What a letter's words promise, where any of them do in some language, or its author says so (`isOffer`): what all terms in force
 * give. Where none are, there is nothing that could stand beside it.
 */
function promiseIn(said: Said, { terms: inForce }: Promised, isOffer: boolean): LetterContent["promise"] {
  const promises = (texts: (words: AuthoredWords) => readonly string[]) =>
    Locale.options.some((locale) => texts(said[locale]).some((text) => promisesToGive(text, locale)));
  const inText = promises(({ text }) => (text === undefined ? [] : [text]));
  const isPromised = isOffer || inText || promises((words) => placesIn(words).map(([, text]) => text));
  if (!isPromised || inForce.length === 0) return undefined;
  return { terms: inForce.map(termsName), inText: inText || isOffer };
}

function placesIn({ subject, preview, headline, lede, paragraphs, button, text }: AuthoredWords) {
  const slots: readonly (readonly [Path, string | undefined])[] = [
    ...Object.entries({ subject, preview, headline, lede, text }).map(
      ([slot, words]) => [[slot], words] as const,
    ),
    ...paragraphs.map((words, at) => [["paragraphs", at], words] as const),
    [["button", "label"], button?.label],
  ];
  return slots.flatMap(([path, words]) => (words === undefined ? [] : [[path, words] as const]));
}

type Said = Readonly<Record<Locale, AuthoredWords>>;

/** Each slot in all languages; {@link uneven} has found those that lack one. */
function wordsOf(said: Said): z.input<typeof LetterContent.shape.words> {
  const all = (slot: (words: AuthoredWords) => string | undefined) =>
    inEachLocale((locale) => slot(said[locale]) ?? "");
  const optional = (slot: (words: AuthoredWords) => string | undefined) =>
    Locale.options.some((locale) => slot(said[locale]) !== undefined) ? all(slot) : null;
  const hasButton = Locale.options.some((locale) => said[locale].button !== undefined);
  return {
    subject: all(({ subject }) => subject),
    preview: all(({ preview }) => preview),
    headline: all(({ headline }) => headline),
    lede: optional(({ lede }) => lede),
    paragraphs: said.en.paragraphs.map((_, at) => all(({ paragraphs }) => paragraphs[at])),
    button: hasButton
      ? { label: all(({ button }) => button?.label), url: all(({ button }) => button?.url) }
      : null,
    text: optional(({ text }) => text),
  };
}
