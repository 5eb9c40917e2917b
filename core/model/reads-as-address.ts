import { plainSigns, spellings } from "./spellings.ts";

/** Something that is written like an email address, whatever stands around it. */
const EMAIL = /[^\s@]\s{0,3}@\s{0,3}[\p{L}\p{N}][\p{L}\p{N}-]*(?:\s?\.\s?[\p{L}\p{N}-]+)+/u;
/** Digits behind a sign that only numbers of telephones have. */
const CALLED =
  /(?:\+|(?:tel|sms|smsto|callto|whatsapp|fax):|wa\.me\/)[\s().\-/+]*\d(?:[\s().\-/]*\d){6,14}(?!\d)/iu;
/** Digits in groups, in brackets or apart. */
const GROUPED = /(?<![\p{L}\p{N}])\(?\d+(?:[\s().\-/]{1,3}\d+)+(?![\p{L}\p{N}])/gu;
const NORTH_AMERICAN = /^(?:1[-./\s])?\(?[2-9]\d{2}\)?[-./\s]{1,2}[2-9]\d{2}[-./\s]\d{4}$/;
/** With the zero that most countries dial before an area. */
const TRUNK = /^\(?0[1-9]\d*[-./\s)]/;
const NUMBER_DIGITS = { least: 7, most: 15 } as const;
const TRUNK_DIGITS_MIN = 9;

/**
 * Whether a name that a shop gave (an order's id, an SKU) reads as an email address or a phone number, in any spelling. Digits
 * without any sign between or before them are an id and never a number: most ids are. The rule is of signs alone and knows no
 * numbering plans: those change every month, and what was recorded under one reading must be found under it for ever.
 */
export function readsAsAddress(name: string): boolean {
  return !/^[0-9]*$/.test(name) && spellings(name).some((one) => names(one, isNumberInName));
}

/** The same of words that people read: those hold sizes and years, so digits that merely stand apart are no number. */
export function mentionsAddress(words: string): boolean {
  return spellings(words).some((one) => names(one, isNumber));
}

function names(text: string, isGroupedNumber: (run: string) => boolean): boolean {
  const plain = plainSigns(text);
  return EMAIL.test(plain) || CALLED.test(plain) || (plain.match(GROUPED) ?? []).some(isGroupedNumber);
}

function isNumberInName(run: string): boolean {
  return isNumber(run) || (/[\s()]/.test(run) && hasDigits(run, NUMBER_DIGITS.least));
}

function isNumber(run: string): boolean {
  return NORTH_AMERICAN.test(run) || (TRUNK.test(run) && hasDigits(run, TRUNK_DIGITS_MIN));
}

function hasDigits(run: string, least: number): boolean {
  const { length } = run.replaceAll(/\D/g, "");
  return length >= least && length <= NUMBER_DIGITS.most;
}
