import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { instantAt, minutesAfter } from "../../model/instant.ts";
import { withoutPrefix } from "../../model/prefixed-id.ts";
import { Instant } from "../../model/purchase.ts";
import type { AccountPath } from "../../model/routes.ts";
import { isSame, signature } from "./signature.ts";

/** What a letter's link may open for reading. */
export const LetterPage = z.enum(["impact", "history", "preferences"]);
export type LetterPage = z.infer<typeof LetterPage>;

export const letterPaths = {
  impact: "/impact/me",
  history: "/history",
  preferences: "/preferences",
} as const satisfies Record<LetterPage, AccountPath>;

/** A letter is read within days; who opens an older one signs in. */
export const LETTER_LINK_DAYS = 30;

const PURPOSE = "letter";
const TOKEN_CHARS_MAX = 200;
const MARK_CHARS = 11;

/**
 * What a letter's link opens, for whom, and since when.
 * - `mark`: tells the address that the letter was sent to from every other, and nothing about it
 */
export const LetterSubject = z.object({
  customer: CustomerId,
  page: LetterPage,
  issuedAt: Instant,
  mark: z.string().length(MARK_CHARS),
});
export type LetterSubject = z.infer<typeof LetterSubject>;

/** `hmac`: the keyed hash of the address that the letter goes to. */
export function addressMark(key: string, hmac: string): string {
  return signature(key, "letter address", hmac).slice(0, MARK_CHARS);
}

/**
 * A token without a row, signed under a key of its own. It opens nothing by itself: whether it still holds is for
 * {@link letterHolds} to say, and a button to ask.
 */
export function letterToken(key: string, { customer, page, issuedAt, mark }: LetterSubject): string {
  const text = [withoutPrefix(customer), page, (Date.parse(issuedAt) / 1000).toString(36), mark].join(".");
  return `${text}.${signature(key, PURPOSE, text)}`;
}

/** Undefined for a token that was not signed under this key. Reads no row. */
export function readLetterToken(key: string, token: string): LetterSubject | undefined {
  if (token.length > TOKEN_CHARS_MAX) return undefined;
  const [id, page, seconds = "", mark, mac, ...more] = token.split(".");
  if (mac === undefined || more.length > 0) return undefined;
  if (!isSame(mac, signature(key, PURPOSE, [id, page, seconds, mark].join(".")))) return undefined;
  const issuedAt = instantAt(Number.parseInt(seconds, 36) * 1000);
  const parsed = LetterSubject.safeParse({ customer: `cus_${id}`, page, issuedAt, mark });
  return parsed.success ? parsed.data : undefined;
}

export function isOldLetter({ issuedAt }: Pick<LetterSubject, "issuedAt">, now: Instant): boolean {
  return minutesAfter(issuedAt, LETTER_LINK_DAYS * 24 * 60) <= now;
}
