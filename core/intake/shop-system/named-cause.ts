import { CauseSlug } from "../../model/purchase.ts";
import { CAUSE_NAME, isNamed } from "./payload.ts";

/** The cause that an order names, or that its words are none; nothing where it names none. */
export interface NamedCause {
  readonly cause?: CauseSlug;
  readonly causeUnread?: true;
}

/** The first of these that names anything. */
export function firstNamed(...named: readonly NamedCause[]): NamedCause {
  return named.find((one) => Object.keys(one).length > 0) ?? {};
}

const QUOTES = /["'“”„‟‘’‚`´«»‹›]/g;
/** What may stand around a name: punctuation and brackets. */
const AROUND = /^[\s.,;:!?()[\]{}<>*_#–—-]+|[\s.,;:!?()[\]{}<>*_#–—-]+$/g;
/** What is beyond is no part of a cause's name. */
const TEXT_CHARS_MAX = 200;

/** Where a name ends and other words begin. */
const REST = /[,;|\n\r\t(]|[.!?](?:\s|$)/;

/**
 * Reads the cause that a text names, liberally: without quotes, brackets and punctuation around it, before a comma or the end
 * of a sentence, in any case; words are joined by hyphens, unless the first has one. Words that give no short name are
 * `causeUnread`: an operator sees them. Whether there is such a cause is seen when the gift is priced.
 */
export function namedCause(text: unknown): NamedCause {
  if (typeof text !== "string" && typeof text !== "number") return {};
  const whole = String(text).slice(0, TEXT_CHARS_MAX).normalize("NFKC");
  const words = whole.replace(QUOTES, " ").replace(AROUND, "");
  if (words === "") return {};
  const slug =
    CauseSlug.safeParse(whole.trim().toLowerCase()).data ?? CauseSlug.safeParse(slugOf(words)).data;
  return slug === undefined ? { causeUnread: true } : { cause: slug };
}

function slugOf(words: string): string {
  const value = words.replace(new RegExp(`^${CAUSE_NAME}\\s*[=:]\\s*`, "i"), "");
  const [name = ""] = value.split(REST);
  const parts = name
    .replace(AROUND, "")
    .toLowerCase()
    .split(/[\s_]+/);
  const [first = ""] = parts;
  return first.includes("-") ? first.replace(AROUND, "") : parts.join("-");
}

/** Whether a name means the cause. */
export function isCauseName(name: string | null | undefined): boolean {
  return isNamed(name, CAUSE_NAME);
}

/** What a note says after `name=` or `name:`: quoted words, else the first word. */
export function valueInNote(note: string | null | undefined, name: string): string | undefined {
  const words = name.split("_").join("[\\s_-]?");
  const value = `(?:["“„'‘«]([^"”“'’»\\n]{1,120})["”“'’»]|(\\S{1,120}))`;
  const found = new RegExp(`(?:^|[^\\p{L}\\p{N}])${words}\\s?[=:]\\s?${value}`, "iu").exec(note ?? "");
  return found?.[1] ?? found?.[2];
}
