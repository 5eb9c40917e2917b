import { Temporal } from "temporal-polyfill";
import { zoneCity } from "../../i18n/zone-names.ts";
import { isCountry, jurisdictionsOf, type Location } from "../../messaging/eligibility/jurisdictions.ts";
import type { Locale } from "../../model/cause.ts";
import type { Instant } from "../../model/purchase.ts";
import { timeZoneNamed, timeZones } from "../../model/time-zone.ts";
import type { Choice } from "./location-options.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const COUNTRIES: readonly string[] = LETTERS.flatMap((first) =>
  LETTERS.map((second) => first + second).filter(isCountry),
);

/** Every country whose clocks are known, by its name in a language: where a customer may live. */
export function everyCountry(language: string): readonly Choice[] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  return COUNTRIES.flatMap((value) => {
    const text = names.of(value);
    return text === undefined ? [] : [{ value, text }];
  }).toSorted((one, other) => one.text.localeCompare(other.text, language));
}

/** Today's names of the time zones of a place, the likeliest first; none where no place is known. */
export function zonesOf({ country, region }: Pick<Location, "country" | "region">): readonly string[] {
  const place = { ...(country && { country }), ...(region && { region }) };
  const zones = (jurisdictionsOf(place) ?? []).map(({ zone }) => timeZoneNamed(zone) ?? zone);
  return [...new Set(zones)];
}

/** How a zone is offered: `Berlin (UTC+1)`, at a moment, as its offset changes with summer time. */
export function zoneChoice(zone: string, locale: Locale, at: Instant): Choice {
  return { value: zone, text: `${zoneCity(zone, locale)} (${offsetOf(zone, at)})` };
}

/** Every time zone that this runtime knows, by the part of the world that its name begins with. */
export function zonesByArea(locale: Locale, at: Instant): ReadonlyMap<string, readonly Choice[]> {
  const areas = new Map<string, Choice[]>();
  for (const zone of new Set(timeZones())) {
    const [area = "", city] = zone.split("/");
    if (city !== undefined) areas.set(area, [...(areas.get(area) ?? []), zoneChoice(zone, locale, at)]);
  }
  const byCity = (one: Choice, other: Choice) => one.text.localeCompare(other.text, locale);
  return new Map([...areas].map(([area, choices]) => [area, choices.toSorted(byCity)]));
}

/** `UTC+5:30`; `UTC` where there is no difference. */
function offsetOf(zone: string, at: Instant): string {
  const { offset } = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const [, sign, hours = "", minutes = ""] = /^([+-])(\d{2}):(\d{2})/.exec(offset) ?? [];
  const hour = Number(hours);
  if (hour === 0 && minutes === "00") return "UTC";
  return `UTC${sign === "-" ? "−" : "+"}${hour}${minutes === "00" ? "" : `:${minutes}`}`;
}
