import { SegmentedMessage } from "sms-segments-calculator";
import { withoutUnseen } from "../../model/seen.ts";

/** The most parts of a text that is sent: each is billed, and longer texts are not read. */
export const SMS_PARTS_MAX = 3;

/** What one part of several holds of the denser encoding; in each, a character is a unit or more. */
const GSM7_UNITS_OF_PART = 153;

export type SmsEncoding = "GSM-7" | "UCS-2";

export interface SmsLength {
  readonly encoding: SmsEncoding;
  /** One part holds 160 GSM-7 or 70 UCS-2 units; of several each holds 153 or 67. */
  readonly parts: number;
}

/** The number of texts that the networks bill for it. One character outside GSM-7 more than halves what fits. */
export function smsLength(text: string): SmsLength {
  const { encodingName, segments } = new SegmentedMessage(text);
  return { encoding: encodingName, parts: segments.length };
}

/** Whether it takes no more parts than are sent. One of more characters than those hold is not looked at any closer. */
export function fitsInParts(text: string): boolean {
  return text.length <= SMS_PARTS_MAX * GSM7_UNITS_OF_PART && smsLength(text).parts <= SMS_PARTS_MAX;
}

export function isGsm7(text: string): boolean {
  return smsLength(text).encoding === "GSM-7";
}

/** The characters of a text that GSM-7 lacks, each once, as they first occur. */
export function lettersOutsideGsm7(text: string): readonly string[] {
  return [...new Set(plainText(text))].filter((letter) => !isGsm7(letter));
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u00b4\u0060]/g, "'"],
  [/\u00ae/g, "(R)"],
  [/\u00a9/g, "(C)"],
  [/[\u2022\u00b7\u2043\u30fb]/g, "-"],
  [/\u00d7/g, "x"],
  [/\u2044/g, "/"],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/[\u2018-\u201b\u2032]/g, "'"],
  [/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"'],
  [/\u2026/g, "..."],
  [/\s+/g, " "],
];

/**
 * The same text on one line, without what cannot be seen, with typographic signs replaced by those of GSM-7: letters with
 * marks of their own become one ("u" and its dots, as some keyboards write them), and "½" or "™" what it is made of.
 * Letters stay as they are.
 */
export function plainText(text: string): string {
  const signs = withoutUnseen(text).replaceAll(/[\u00b4\u2026]/g, (sign) =>
    sign === "\u2026" ? "..." : "'",
  );
  return PLAIN.reduce(
    (plain, [fine, simple]) => plain.replaceAll(fine, simple),
    signs.normalize("NFKC"),
  ).trim();
}
