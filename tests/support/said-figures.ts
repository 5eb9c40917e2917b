import type { Locale } from "../../core/model/cause.ts";

/** What of a page is no sentence to its reader. */
const NO_TEXT = /<(style|svg|head)[\s>].*?<\/\1>|<!--.*?-->/gs;
const ENTITIES: Readonly<Record<string, string>> = { "&nbsp;": "\u00a0", "&amp;": "&", "&quot;": '"' };
/** A number with what divides it. */
const NUMBER = /\d+(?:[.,\u00a0\u202f]\d+)*/gu;
const HALF_DAY = /(\d{1,2}):(\d\d)\s?([AP])M/gu;
const DECIMAL: Readonly<Record<Locale, string>> = { en: ".", de: "," };

/** The text of a page, with a space for each tag, except where a tag only makes a part of a number small. */
export function textOf(html: string): string {
  return html
    .replace(NO_TEXT, " ")
    .replace(/<\/?(?:small|b|strong|em|i|span)\b[^>]*>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}

/** All numbers that a text says in one language, smallest first, as decimals without signs, units or order; hours of 24. */
export function figuresSaid(text: string, locale: Locale): number[] {
  return [...text.replace(HALF_DAY, on24Hours).matchAll(NUMBER)]
    .flatMap(([said]) => numbersOf(said, locale))
    .toSorted((a, b) => a - b);
}

function on24Hours(_: string, hour: string, minute: string, half: string): string {
  return `${(Number(hour) % 12) + (half === "P" ? 12 : 0)}:${minute}`;
}

function numbersOf(said: string, locale: Locale): number[] {
  const [whole = "", ...fraction] = said.split(DECIMAL[locale]);
  const groups = whole.split(/[.,\u00a0\u202f]/);
  // "1,234" is one number, "22.11" are two.
  const isGrouped = groups.every((group, at) => (at === 0 ? group.length <= 3 : group.length === 3));
  if (groups.length > 1 && !isGrouped) return said.split(/\D/).map(Number);
  return [Number([groups.join(""), ...fraction].join("."))];
}
