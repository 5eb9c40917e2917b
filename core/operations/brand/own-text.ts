import { PLACEHOLDER, type Placeholder } from "../../i18n/own-words.ts";

/** A text may be longer than ours, as languages differ: twice as long, and a label of a few letters by so many more. */
const LETTERS_TO_SPARE = 24;

/** A text in which each value stands as its name: what it says when it is called with {@link named}. */
const NAMED = /\uE000([A-Za-z]+)\uE001/g;
/** Stands for a number, as only a number is counted. No text of ours holds it. */
const NUMBER = 7919;
/** Forms that speak of one number alone, and need not say it: “There is a problem”. */
const SAID_BY_FORM: Readonly<Record<string, number>> = { zero: 0, one: 1, two: 2 };

/** What a text is called with so that each value can be found in it. `form`: of a value that the text has forms for. */
export function named({ name, kind }: Placeholder, form: string | undefined): unknown {
  const mark = `\uE000${name}\uE001`;
  switch (kind) {
    case "text":
      return mark;
    case "optional":
      return form === "without" ? undefined : mark;
    case "count":
      return SAID_BY_FORM[form ?? "other"] ?? NUMBER;
    case "channel":
      return form;
  }
}

/** One text of ours in one form, as it is when called with {@link named}, and what may stand in it. */
export interface OurText {
  readonly text: string;
  readonly takes: readonly Placeholder[];
}

/** What keeps a text of the brand's from standing in the place of ours. Undefined: nothing does. */
export function wrongInText(own: unknown, { text, takes }: OurText): string | undefined {
  if (typeof own !== "string") return "write one text here";
  if (own.trim() === "") return "is empty: write a text, or remove the line and ours stands";
  const max = 2 * inBraces(text, takes).length + LETTERS_TO_SPARE;
  if (own.length > max) return `has ${own.length} letters, and there is room for ${max}: shorten it`;
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(own))
    return "is one line of plain text: remove the line break or the unseen character";
  if (/<[a-z/!]|&[#a-z0-9]+;/i.test(own))
    return "is plain text, and pages show a tag or an escaped character as it is written: remove it";
  return wrongPlaceholders(own, { text, takes });
}

/** As a brand would write it: `Figures as of {when}, {clock}`. */
function inBraces(text: string, takes: readonly Placeholder[]): string {
  const count = takes.find(({ kind }) => kind === "count");
  const written = text.replaceAll(NAMED, "{$1}");
  return count === undefined ? written : written.replaceAll(String(NUMBER), `{${count.name}}`);
}

function wrongPlaceholders(own: string, { text, takes }: OurText): string | undefined {
  const namesIn = (some: string) => new Set([...some.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ""));
  const needed = namesIn(inBraces(text, takes));
  const counts = takes.filter(({ kind }) => kind === "count").map(({ name }) => name);
  const given = namesIn(own);
  const missing = [...needed].filter((name) => !given.has(name));
  const unknown = [...given].filter((name) => !needed.has(name) && !counts.includes(name));
  if (unknown.length > 0)
    return `{${unknown[0]}} is not known here: ${needed.size === 0 ? "this text takes no value" : `it takes ${list(needed)}`}`;
  if (missing.length > 0) return `lacks ${list(missing)}: ours is “${inBraces(text, takes)}”`;
  if (/[{}]/.test(own.replaceAll(PLACEHOLDER, ""))) return "holds a brace that closes nothing: remove it";
  return undefined;
}

function list(names: Iterable<string>): string {
  return [...names].map((name) => `{${name}}`).join(", ");
}
