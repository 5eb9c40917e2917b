import { COUNTRIES_KNOWN, STATES_KNOWN } from "../../messaging/eligibility/jurisdictions.ts";

/** A choice, and under which heading it stands: none for those that stand alone. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The countries whose clocks and hours we know, by their names in a language. */
export function countries(language: string): readonly Choice[] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  return COUNTRIES_KNOWN.map((value) => ({ value, text: names.of(value) ?? value })).toSorted((one, other) =>
    one.text.localeCompare(other.text, language),
  );
}

/** The states of the US, whose laws differ; in their own language. */
export function states(): readonly Choice[] {
  return STATES_KNOWN.map((state) => ({ value: `US-${state}`, text: STATE_NAMES[state] ?? state })).toSorted(
    (one, other) => one.text.localeCompare(other.text, "en"),
  );
}

export function isPlaceOffered(place: string): boolean {
  return COUNTRIES_KNOWN.includes(place) || STATES_KNOWN.some((state) => place === `US-${state}`);
}

/** ANSI INCITS 38, and the District of Columbia. */
const STATE_NAMES: Readonly<Record<string, string>> = {
  AK: "Alaska",
  AL: "Alabama",
  AR: "Arkansas",
  AZ: "Arizona",
  CA: "California",
  CO: "Colorado",
  CT: "Connecticut",
  DC: "District of Columbia",
  DE: "Delaware",
  FL: "Florida",
  GA: "Georgia",
  HI: "Hawaii",
  IA: "Iowa",
  ID: "Idaho",
  IL: "Illinois",
  IN: "Indiana",
  KS: "Kansas",
  KY: "Kentucky",
  LA: "Louisiana",
  MA: "Massachusetts",
  MD: "Maryland",
  ME: "Maine",
  MI: "Michigan",
  MN: "Minnesota",
  MO: "Missouri",
  MS: "Mississippi",
  MT: "Montana",
  NC: "North Carolina",
  ND: "North Dakota",
  NE: "Nebraska",
  NH: "New Hampshire",
  NJ: "New Jersey",
  NM: "New Mexico",
  NV: "Nevada",
  NY: "New York",
  OH: "Ohio",
  OK: "Oklahoma",
  OR: "Oregon",
  PA: "Pennsylvania",
  RI: "Rhode Island",
  SC: "South Carolina",
  SD: "South Dakota",
  TN: "Tennessee",
  TX: "Texas",
  UT: "Utah",
  VA: "Virginia",
  VT: "Vermont",
  WA: "Washington",
  WI: "Wisconsin",
  WV: "West Virginia",
  WY: "Wyoming",
};
