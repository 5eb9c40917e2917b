import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

function phoneOf(text: string, country: string | null | undefined) {
  const home = country?.toUpperCase() ?? "";
  return isSupportedCountry(home)
    ? parsePhoneNumberFromString(text.normalize("NFKC"), home)
    : parsePhoneNumberFromString(text.normalize("NFKC"));
}

/** E.164, such as `+12125550142`. A number without its country code is read as one of `country`. */
export function normalPhone(text: string, country: string | null | undefined): string | undefined {
  const number = phoneOf(text, country);
  return number?.isPossible() ? number.number : undefined;
}

/** The country whose network a number belongs to, where the number shows it. */
export function countryOfPhone(text: string, country: string | undefined): string | undefined {
  return phoneOf(text, country)?.country;
}
