import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { isPlaceholderNumber } from "./placeholder.ts";

const E164 = /^\+[1-9]\d{6,14}$/;
/** Characters that cannot be seen, as address books put around a number that is copied from them. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** RFC 3966, as links to a number are copied. */
const SCHEME = /^tel:/i;

/** The prefixes that Mexico gave up in 2019 and that Argentina has for mobile phones: the same line with and without them. */
const MOBILE_PREFIXES: Readonly<Record<string, RegExp>> = {
  "52": /^(?:0?1|04[45])(?=\d{10}$)/,
  "54": /^9(?=\d{10}$)/,
};

/** `GB` for `UK`, which many systems write in its place. */
function todaysCode(country: string): string {
  return /^[A-Z]{2}$/.test(country) ? (new Intl.Locale(`und-${country}`).region ?? country) : country;
}

function phoneOf(text: string, country: string | null | undefined): PhoneNumber | undefined {
  const home = todaysCode(country?.trim().toUpperCase() ?? "");
  const number = text.normalize("NFKC").replace(UNSEEN, "").trim().replace(SCHEME, "");
  const parsed = parsePhoneNumberFromString(number, {
    extract: false,
    ...(isSupportedCountry(home) && { defaultCountry: home }),
  });
  const prefix = parsed && MOBILE_PREFIXES[parsed.countryCallingCode];
  if (parsed === undefined || prefix === undefined || !prefix.test(parsed.nationalNumber)) return parsed;
  const same = `+${parsed.countryCallingCode}${parsed.nationalNumber.replace(prefix, "")}`;
  return parsed.ext === undefined ? parsePhoneNumberFromString(same) : undefined;
}

/**
 * E.164, such as `+12125550142`. A number without its country code is read as one of `country`. Undefined for what is no
 * line of one customer's own: an extension behind a number that many share, and what tills enter in place of a number.
 */
export function normalPhone(text: string, country: string | null | undefined): string | undefined {
  const phone = phoneOf(text, country);
  if (phone === undefined || phone.ext !== undefined || !phone.isPossible()) return undefined;
  const { number, countryCallingCode, nationalNumber } = phone;
  return E164.test(number) && !isPlaceholderNumber(countryCallingCode, nationalNumber) ? number : undefined;
}

/** The country whose network a number belongs to; where several share its calling code and the number shows no more, the first. */
export function countryOfPhone(text: string, country: string | undefined): string | undefined {
  const phone = phoneOf(text, country);
  return phone && (phone.country ?? phone.getPossibleCountries()[0]);
}
