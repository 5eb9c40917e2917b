import { zoneCity } from "../../../i18n/zone-names.ts";
import { isCountry, sameClock } from "../../../messaging/eligibility/jurisdictions.ts";
import type { Preferences } from "../../../model/preferences.ts";
import { timeZoneNamed } from "../../../model/time-zone.ts";
import { Select } from "../../ui/form.tsx";
import { isPlaceOffered, states } from "../../ui/location-options.ts";
import { everyCountry, zoneChoice, zonesByArea, zonesOf } from "../../ui/zone-options.ts";
import { type FormView, field, type PreferenceField } from "./field.tsx";

type Place = Pick<Preferences, "country" | "region">;

/** Country, or country and state, as one choice: `DE`, `US-FL`; empty when neither is known. */
function placeOf({ country, region }: Place): string {
  return region ?? country ?? "";
}

/** What a choice names: the country, and the state if it is one. */
function placeNamed(text: string): Place {
  const [country] = text.split("-");
  return { ...(country && { country }), ...(country !== text && { region: text }) };
}

function isOffered(text: string): boolean {
  return isPlaceOffered(text) || isCountry(text);
}

/** The name of the field for where a customer lives, which is its id. */
export const PLACE = "place";

export const placeField = field({
  part: "when",
  keys: ["country", "region"],
  name: PLACE,
  label: (texts) => texts.place,
  hint: (texts) => texts.placeText,
  show: ({ preferences }) => placeOf(preferences),
  word: (value, { context }) =>
    [...everyCountry(context.formatter.language.tag), ...states()].find((one) => one.value === value)?.text ??
    value,
  read(text, { preferences }) {
    const { country, region } = preferences;
    if (text === placeOf(preferences)) return { ...(country && { country }), ...(region && { region }) };
    if (text === "") return {};
    return isOffered(text) ? placeNamed(text) : "notOffered";
  },
  input(props, { context, texts }) {
    const known = everyCountry(context.formatter.language.tag);
    return (
      <Select
        {...props}
        options={[{ value: "", text: texts.noPlace }, ...unlisted(props.value, [...known, ...states()])]}
        groups={[
          { label: texts.countries, options: known },
          { label: texts.states, options: states() },
        ]}
      />
    );
  },
});

/** What was chosen elsewhere can still be chosen, although it is not on the list. */
function unlisted(value: string, listed: readonly { readonly value: string }[]) {
  const isListed = value === "" || listed.some((one) => one.value === value);
  return isListed ? [] : [{ value, text: value.replaceAll("_", " ") }];
}

const ZONE = "timeZone";

/** Today's name of the zone that a customer chose, by whichever name; empty where they chose none. */
function zoneOf({ timeZone: chosen = "" }: Pick<Preferences, "timeZone">): string {
  return timeZoneNamed(chosen) ?? chosen;
}

/**
 * The customer's clock. A place with one clock says it: nothing is asked. Of a place with several, only those are offered.
 * Whoever moves keeps a clock that the new place has as well, else gets its only one, else is asked.
 */
export const timeZoneField: PreferenceField = {
  part: "when",
  keys: ["timeZone"],
  show: ({ preferences }) => [[ZONE, zoneOf(preferences)]],
  read(form, { preferences }, report) {
    const { timeZone: saved } = preferences;
    const kept = saved === undefined ? {} : { timeZone: saved };
    const typed = form.text(ZONE);
    const place = form.text(PLACE);
    const zones = isOffered(place) ? zonesOf(placeNamed(place)) : [];
    const isAsShown = typed === zoneOf(preferences);
    if (place !== placeOf(preferences) && isAsShown) return clockThere(zones, kept);
    if (isAsShown) return kept;
    if (typed === "") return {};
    const zone = timeZoneNamed(typed);
    return zone === undefined ? (report(ZONE, "notOffered") ?? {}) : { timeZone: zone };
  },
  Input: Zone,
  labelOf: (input, { texts }) => (input === ZONE ? texts.timeZone : undefined),
  inWords: ({ offer, context, texts }) => {
    const { preferences } = offer;
    const [only, ...others] = zonesOf(preferences);
    const zone = zoneOf(preferences) || (others.length === 0 ? only : undefined);
    return zone === undefined || zone === "" ? "" : texts.clockOf(zoneCity(zone, context.formatter.locale));
  },
};

function clockThere(
  zones: readonly string[],
  kept: Pick<Preferences, "timeZone">,
): Pick<Preferences, "timeZone"> {
  const [first, ...others] = zones;
  const { timeZone } = kept;
  if (first === undefined || (timeZone !== undefined && zones.some((zone) => sameClock(zone, timeZone))))
    return kept;
  return others.length === 0 ? { timeZone: first } : {};
}

/** Whether the place of a customer has several clocks, and which is theirs is not known: the page asks for it. */
export function lacksZone({ timeZone, ...place }: Pick<Preferences, "timeZone" | "country" | "region">) {
  return timeZone === undefined && zonesOf(place).length > 1;
}

function Zone({ view }: { readonly view: FormView }) {
  const { form, offer, context, errors, texts } = view;
  const { locale } = context.formatter;
  const value = form.text(ZONE);
  const place = form.text(PLACE);
  const zones = place === "" ? [] : zonesOf(placeNamed(place));
  const [only, ...others] = zones;
  if (only !== undefined && others.length === 0 && (value === "" || value === only)) {
    return (
      <div class="field" id={ZONE}>
        <p class="label">{texts.timeZone}</p>
        <p>{texts.onlyClock(zoneChoice(only, locale, offer.now).text)}</p>
        <input type="hidden" name={ZONE} value={value} />
      </div>
    );
  }
  const there = zones.map((zone) => zoneChoice(zone, locale, offer.now));
  const areas =
    zones.length > 0
      ? []
      : [...zonesByArea(locale, offer.now)].map(([label, options]) => ({ label, options }));
  const listed = [...there, ...areas.flatMap(({ options }) => options)];
  const own = listed.some((one) => one.value === value) || value === "" ? [] : [value];
  const elsewhere = own.map((zone) =>
    timeZoneNamed(zone) === undefined ? { value: zone, text: zone } : zoneChoice(zone, locale, offer.now),
  );
  return (
    <Select
      name={ZONE}
      value={value}
      label={texts.timeZone}
      hint={zones.length > 0 ? texts.timeZoneText : texts.timeZoneAnywhere}
      options={[{ value: "", text: texts.noTimeZone }, ...elsewhere, ...there]}
      groups={areas}
      errors={errors}
    />
  );
}
