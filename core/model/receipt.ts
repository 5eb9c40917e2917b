import { createHash } from "node:crypto";
import type { ClaimHash } from "./claim-hash.ts";
import { type Currency, formatMinor } from "./money.ts";
import type { Day, ReceiptHash } from "./purchase.ts";

/**
 * The three facts by which a purchase is found without a link: the number that is printed on its receipt, its total and its day.
 * Each of them can be guessed, so they open nothing but a choice, and who asks is slowed down.
 */

/** Longer than any number that somebody types off a receipt. */
export const RECEIPT_NUMBER_CHARS_MAX = 24;

/**
 * The one form of a printed number: letters and digits alone, in capitals, without zeros in front, so that `#0042`, `R 42` and
 * `r-42` are read as they look. Undefined for what nobody types: nothing at all, or a long id.
 */
export function receiptNumber(printed: string): string | undefined {
  const normal = printed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replace(/^0+(?=.)/u, "");
  return normal === "" || normal.length > RECEIPT_NUMBER_CHARS_MAX ? undefined : normal;
}

/** A total as plain decimal text, without a currency and without zeros at its end: 12.50 is `12.5`. */
export function plainTotal(minor: number, currency: Currency): string {
  return shortest(formatMinor(minor, currency));
}

/** More than any total has, with signs, spaces and the currency's name. */
const TYPED_CHARS_MAX = 40;

/**
 * What a typed total can mean, as {@link plainTotal} writes it: nothing, or one amount; or two where a single point or comma
 * stands before three digits, which some countries write between thousands and some currencies before their decimals.
 */
export function readTotal(typed: string): readonly string[] {
  if (typed.length > TYPED_CHARS_MAX) return [];
  const amount = typed
    .normalize("NFKC")
    .replaceAll(/[\s'’]/g, "")
    .replaceAll(/^\D+|\D+$/g, "");
  const read = AMOUNTS.flatMap(({ form, group }) => {
    const [, whole, decimals = ""] = form.exec(amount) ?? [];
    return whole === undefined ? [] : [shortest(`${whole.replaceAll(group, "")}.${decimals}`)];
  });
  return [...new Set(read)];
}

/** 1,234.50 and 1.234,50: whole units plain or in threes, and up to three decimals. */
const AMOUNTS = [
  { form: /^(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,3}))?$/, group: "," },
  { form: /^(\d{1,12}|\d{1,3}(?:\.\d{3}){1,3})(?:,(\d{1,3}))?$/, group: "." },
];

function shortest(decimal: string): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const rest = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${rest && `.${rest}`}`;
}

/** The name under which a purchase is found by the three facts of its receipt. */
export function receiptClaim(receipt: ReceiptHash, total: string, day: Day): ClaimHash {
  return createHash("sha256")
    .update(`wellspring/receipt/v1\n${receipt}\n${total}\n${day}`)
    .digest("base64url");
}
