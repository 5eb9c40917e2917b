import { Temporal } from "temporal-polyfill";
import type { Instant } from "../../model/purchase.ts";
import { isTexted, type TextCountries } from "../../people/contacts/texted-number.ts";
import type { KeywordWords } from "../../people/sms/join-by-text.ts";
import { type JoinProblem, type JoinRequest, placeOf } from "../../people/subscribe.ts";
import type { Now } from "../../platform/clock.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
import { firstOpen } from "./hours.ts";
import { jurisdictionsOf, type Location } from "./jurisdictions.ts";
import { permittedHours } from "./quiet-hours-law.ts";

/**
 * Whether there is an hour at which a text may lawfully go to a customer there. Nobody is asked by text, and no consent to
 * texts is taken, where there is none: it would allow nothing.
 */
export function canBeTexted(person: Location, now: Instant): boolean {
  const hours = permittedHours(jurisdictionsOf(person));
  return hours !== "never" && firstOpen(hours, Temporal.Instant.from(now)) !== undefined;
}

/**
 * What is wrong with a request to join that wants texts at a number that gets none, or where none may be sent; nothing if it
 * can be met.
 */
export function unreachableByText(
  join: JoinRequest,
  { countries, now }: { readonly countries: TextCountries; readonly now: Instant },
): readonly JoinProblem[] {
  const number = normalPhone(join.phone ?? "", join.country);
  if (number === undefined || !join.wishes.some(({ channel }) => channel === "sms")) return [];
  return isTexted(number, countries) && canBeTexted(placeOf(join), now)
    ? []
    : [{ field: "phone", problem: "noTextsThere" }];
}

/** The words that texting the brand's word agrees to, of numbers in countries to which texts may be sent; others get none. */
export function wordsWhereTexted(words: KeywordWords, now: Now): KeywordWords {
  return (country, ...about) =>
    country !== undefined && canBeTexted({ country }, now()) ? words(country, ...about) : undefined;
}
