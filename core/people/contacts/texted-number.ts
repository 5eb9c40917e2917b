import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import * as z from "zod";

/**
 * The countries to which the stage opens texts: codes of ISO 3166 with a space between them, `CA DE US`; none for an empty
 * text. Read from a function's environment and from a stage's output.
 */
export const TextCountries = z
  .string()
  .regex(/^(?:[A-Z]{2}(?: [A-Z]{2})*)?$/, "country codes with a space between them")
  .transform((text): ReadonlySet<string> => new Set(text.split(" ").filter((code) => code !== "")));
export type TextCountries = z.infer<typeof TextCountries>;

const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Exchanges of the North American plan that no subscriber has: services of three digits (911), access to carriers (950),
 * tests (958, 959) and paid lines (976).
 */
const NO_SUBSCRIBERS = /^\+1\d{3}(?:[2-9]11|95[089]|976)/;

/**
 * The country of a number to which a text may go at all: one that its country's plan gives to mobile phones, or to mobile and
 * fixed ones alike, as the North American plan does. Undefined for all others: fixed lines, premium and shared cost, toll-free,
 * personal numbers, pagers, internet telephony, and networks of no country, such as satellites (+870, +881, +882, +979).
 * `number` is in E.164, as `normalPhone` returns it.
 */
export function countryTexted(number: string): string | undefined {
  if (!E164.test(number) || NO_SUBSCRIBERS.test(number)) return undefined;
  // This set of metadata holds the patterns of mobile numbers alone: what is valid by it is one.
  const phone = parsePhoneNumberFromString(number, { extract: false });
  return phone?.number === number && phone.getType() === "MOBILE" ? phone.country : undefined;
}

/**
 * Whether a text may go to this number: {@link countryTexted} knows its country, and the stage opened that. The one rule for
 * every way in by which a number comes to be texted, for the decision about each message, and for the provider's client.
 */
export function isTexted(number: string, open: TextCountries): boolean {
  const country = countryTexted(number);
  return country !== undefined && open.has(country);
}
