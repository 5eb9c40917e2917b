import { isCountry, isRegion, type Location } from "../../messaging/eligibility/jurisdictions.ts";
import { timeZoneNamed } from "../../model/time-zone.ts";
import type { Address } from "../../people/contacts/contact.store.ts";
import { countryOfPhone } from "../../platform/crypto/phone.ts";

type PlaceColumn = "country" | "region" | "time_zone";

/**
 * Where the person of a row is: only what `jurisdictionsOf` can place. A zone is kept under today's name. A place that
 * contradicts itself is reported, because it would be two places, in whose common hours little may be sent.
 */
export function readPlace(
  cell: (column: PlaceColumn) => string | undefined,
  report: (column: PlaceColumn, problem: string) => unknown,
): Location {
  const country = cell("country");
  const region = cell("region");
  const zone = cell("time_zone");
  const timeZone = zone === undefined ? undefined : timeZoneNamed(zone);
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    report("country", "is not two capital letters, such as US");
  else if (country !== undefined && !isCountry(country))
    report("country", "is not a country's code in ISO 3166: the United Kingdom, for one, is GB");
  if (region !== undefined && !isRegion(region))
    report("region", "is not a region in ISO 3166-2, such as US-FL");
  else if (region !== undefined && country !== undefined && !region.startsWith(`${country}-`))
    report("region", "is in another country than the one in the column country");
  if (zone !== undefined && timeZone === undefined)
    report("time_zone", "is not a time zone, such as Europe/Berlin");
  return { ...(country && { country }), ...(region && { region }), ...(timeZone && { timeZone }) };
}

/** The place of a row; where it names no country, that of its phone number. */
export function homeOf(place: Location, addresses: readonly Address[]): Location {
  if (place.country !== undefined || place.region !== undefined) return place;
  const phone = addresses.find(({ channel }) => channel === "sms");
  const country = phone && countryOfPhone(phone.address, undefined);
  return country === undefined ? place : { ...place, country };
}
