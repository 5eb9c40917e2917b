import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Fewer digits are found in anything: a shorter number is sought with its country's code alone. */
const NATIONAL_DIGITS_MIN = 7;

/** Prefixes that Argentina and Mexico have, or had, between country and area: the same line. */
const MOBILE_DIGIT: Readonly<Record<string, string>> = { "54": "9", "52": "1" };

/** The domains at which dots in a mailbox's name mean nothing: https://support.google.com/mail/answer/7436150 */
const WITHOUT_DOTS = new Set(["gmail.com", "googlemail.com"]);

/**
 * The names of the mailbox to which an address leads, itself first: without what stands behind a plus sign, and at Google
 * without dots. Only forgetting goes by them: there it is safer to take one person for two, and everywhere else two for one.
 */
export function mailboxesOf(email: string): readonly string[] {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const local = email.slice(0, at).replace(/(?<=.)\+.*$/, "");
  const isGoogle = WITHOUT_DOTS.has(domain);
  const domains = isGoogle ? [...WITHOUT_DOTS] : [domain];
  const locals = isGoogle ? [local, local.replaceAll(".", "")] : [local];
  return [...new Set([email, ...locals.flatMap((one) => domains.map((each) => `${one}@${each}`))])];
}

/** Whether two addresses lead to one mailbox. */
export function isOneMailbox(one: string, other: string): boolean {
  const names = new Set(mailboxesOf(one));
  return mailboxesOf(other).some((name) => names.has(name));
}

/** A number in E.164 as its digits may be written: with its country's code, with what is dialled before that, with a zero, or without. */
export function waysToWrite(number: string): readonly string[] {
  const parsed = parsePhoneNumberFromString(number);
  if (parsed === undefined) return [];
  const { countryCallingCode: code, nationalNumber: national } = parsed;
  const mobile = MOBILE_DIGIT[code];
  const lines = [national, `0${national}`, ...(mobile === undefined ? [] : [`${mobile}${national}`])];
  const abroad = lines.flatMap((line) => ["", "00", "011"].map((dialled) => `${dialled}${code}${line}`));
  return [...abroad, ...(national.length >= NATIONAL_DIGITS_MIN ? lines : [])];
}
