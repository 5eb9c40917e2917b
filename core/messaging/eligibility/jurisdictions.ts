import { Temporal } from "temporal-polyfill";
import type { Preferences } from "../../model/preferences.ts";
import { LAWFUL_HOURS, type LawfulHours } from "./permitted-hours.ts";

declare global {
  namespace Intl {
    interface Locale {
      /** ECMA-402's Intl.Locale Info, which TypeScript does not list yet. */
      getTimeZones(): string[] | undefined;
    }
  }
}

const EASTERN = "America/New_York";
const CENTRAL = "America/Chicago";
const MOUNTAIN = "America/Denver";
const ARIZONA = "America/Phoenix";
const PACIFIC = "America/Los_Angeles";
const ALASKA = "America/Anchorage";
const ALEUTIAN = "America/Adak";
const HAWAII = "Pacific/Honolulu";

/** The clocks of each state (49 U.S.C. § 261; 49 CFR 71). */
const STATES: Readonly<Record<string, readonly string[]>> = {
  AK: [ALASKA, ALEUTIAN],
  AL: [CENTRAL, EASTERN],
  AR: [CENTRAL],
  AZ: [ARIZONA, MOUNTAIN],
  CA: [PACIFIC],
  CO: [MOUNTAIN],
  CT: [EASTERN],
  DC: [EASTERN],
  DE: [EASTERN],
  FL: [EASTERN, CENTRAL],
  GA: [EASTERN],
  HI: [HAWAII],
  IA: [CENTRAL],
  ID: [MOUNTAIN, PACIFIC],
  IL: [CENTRAL],
  IN: [EASTERN, CENTRAL],
  KS: [CENTRAL, MOUNTAIN],
  KY: [EASTERN, CENTRAL],
  LA: [CENTRAL],
  MA: [EASTERN],
  MD: [EASTERN],
  ME: [EASTERN],
  MI: [EASTERN, CENTRAL],
  MN: [CENTRAL],
  MO: [CENTRAL],
  MS: [CENTRAL],
  MT: [MOUNTAIN],
  NC: [EASTERN],
  ND: [CENTRAL, MOUNTAIN],
  NE: [CENTRAL, MOUNTAIN],
  NH: [EASTERN],
  NJ: [EASTERN],
  NM: [MOUNTAIN],
  NV: [PACIFIC, MOUNTAIN],
  NY: [EASTERN],
  OH: [EASTERN],
  OK: [CENTRAL, MOUNTAIN],
  OR: [PACIFIC, MOUNTAIN],
  PA: [EASTERN],
  RI: [EASTERN],
  SC: [EASTERN],
  SD: [CENTRAL, MOUNTAIN],
  TN: [EASTERN, CENTRAL],
  TX: [CENTRAL, MOUNTAIN],
  UT: [MOUNTAIN],
  VA: [EASTERN],
  VT: [EASTERN],
  WA: [PACIFIC],
  WI: [CENTRAL],
  WV: [EASTERN],
  WY: [MOUNTAIN],
};

/**
 * The clocks of other countries: one name for each set of rules (tz database, zone.tab). Not all of them have a row of law.
 * A country that is not here has the clocks that the runtime knows of it (CLDR).
 */
const COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  AT: ["Europe/Vienna"],
  AU: [
    "Australia/Sydney",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Darwin",
    "Australia/Perth",
    "Australia/Eucla",
    "Australia/Lord_Howe",
  ],
  CA: [
    "America/Toronto",
    "America/St_Johns",
    "America/Halifax",
    "America/Blanc-Sablon",
    "America/Atikokan",
    "America/Winnipeg",
    "America/Regina",
    "America/Edmonton",
    "America/Vancouver",
    "America/Whitehorse",
  ],
  BE: ["Europe/Brussels"],
  CH: ["Europe/Zurich"],
  DE: ["Europe/Berlin"],
  DK: ["Europe/Copenhagen"],
  ES: ["Europe/Madrid", "Atlantic/Canary"],
  FI: ["Europe/Helsinki"],
  FR: ["Europe/Paris"],
  GB: ["Europe/London"],
  IE: ["Europe/Dublin"],
  IT: ["Europe/Rome"],
  LU: ["Europe/Luxembourg"],
  NL: ["Europe/Amsterdam"],
  NO: ["Europe/Oslo"],
  NZ: ["Pacific/Auckland", "Pacific/Chatham"],
  PL: ["Europe/Warsaw"],
  PT: ["Europe/Lisbon", "Atlantic/Azores"],
  SE: ["Europe/Stockholm"],
  XK: ["Europe/Belgrade"],
};

/** States of the US and countries whose clocks are known here: those that a customer can choose. */
export const STATES_KNOWN: readonly string[] = Object.keys(STATES);
export const COUNTRIES_KNOWN: readonly string[] = ["US", ...Object.keys(COUNTRIES)];

/** A place where a customer may be: its clock, and its law, if it has a row. */
export interface Jurisdiction {
  readonly zone: string;
  readonly law: LawfulHours | undefined;
}

/** What a customer, or their phone number, says about where they are. */
export type Location = Pick<Preferences, "timeZone" | "country" | "region">;

/**
 * All places where a customer may be, by their preferences; undefined: anywhere. In a country whose states have rows, an
 * unknown state means each state with such a clock. A customer whose time zone does not match their place, or whose region
 * is in another country, may be in either. The likeliest place is the first.
 */
export function jurisdictionsOf(person: Location): readonly Jurisdiction[] | undefined {
  const chosen = person.timeZone !== undefined && isZone(person.timeZone) ? person.timeZone : undefined;
  const known = regionsOf(person);
  if (known.length === 0) return chosen === undefined ? undefined : [{ zone: chosen, law: undefined }];
  if (chosen === undefined) return known.flatMap(({ law, zones }) => zones.map((zone) => ({ zone, law })));
  const there = known.filter(({ zones }) => zones.some((zone) => sameClock(zone, chosen)));
  if (there.length > 0) return there.map(({ law }) => ({ zone: chosen, law }));
  return known.flatMap(({ law, zones }) => [chosen, ...zones].map((zone) => ({ zone, law })));
}

interface Region {
  readonly law: LawfulHours | undefined;
  readonly zones: readonly string[];
}

/** Where most people of a country of several clocks live. */
const LIKELIEST_STATE = "NY";

function regionsOf({ country, region }: Location): readonly Region[] {
  const within = region?.slice(0, 2);
  const named = country === undefined || country === within ? [within] : [country, within];
  return named.flatMap((of) =>
    of === undefined ? [] : regionsOfCountry(of, of === within ? region : undefined),
  );
}

function regionsOfCountry(code: string, region: string | undefined): readonly Region[] {
  const country = todaysCountry(code);
  if (country !== "US") {
    const zones = zonesOfCountry(country);
    return zones.length === 0 ? [] : [{ law: rowOf(country), zones }];
  }
  const state = region?.slice(3);
  const zones = state === undefined ? undefined : STATES[state];
  if (state !== undefined && zones !== undefined) return [{ law: rowOf(`US-${state}`), zones }];
  return Object.entries(STATES)
    .toSorted(([one], [other]) => Number(other === LIKELIEST_STATE) - Number(one === LIKELIEST_STATE))
    .map(([one, clocks]) => ({ law: rowOf(`US-${one}`), zones: clocks }));
}

/** The code of today for one that was given up, or that is commonly written in its place: `UK` is `GB`. */
function todaysCountry(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.Locale(`und-${code}`).region ?? code) : code;
}

function zonesOfCountry(country: string): readonly string[] {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  return COUNTRIES[country] ?? new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
}

/** Whether it is the code of a country (ISO 3166-1) whose clocks are known: a customer there can be placed. */
export function isCountry(code: string): boolean {
  return todaysCountry(code) === code && (code === "US" || zonesOfCountry(code).length > 0);
}

/** Whether it is a region (ISO 3166-2) of such a country. The laws of states are kept for the US alone: there it must be one. */
export function isRegion(region: string): boolean {
  const [country = "", part = "", ...more] = region.split("-");
  if (more.length > 0 || !/^[A-Z0-9]{1,3}$/.test(part) || !isCountry(country)) return false;
  return country !== "US" || STATES[part] !== undefined;
}

/** A state's own row, else its country's. */
function rowOf(place: string): LawfulHours | undefined {
  return ROWS.get(place) ?? ROWS.get(place.slice(0, 2));
}

const ROWS = new Map(LAWFUL_HOURS.map((row) => [row.place, row]));

/** Two zones are the same clock when they read the same in winter and in summer. */
export function sameClock(one: string, other: string): boolean {
  return clockOf(one) === clockOf(other);
}

const WINTER = Temporal.Instant.from("2026-01-15T12:00:00Z");
const SUMMER = Temporal.Instant.from("2026-07-15T12:00:00Z");
const clocks = new Map<string, string>();

function clockOf(zone: string): string {
  const kept = clocks.get(zone);
  if (kept !== undefined) return kept;
  const clock = [WINTER, SUMMER].map((at) => at.toZonedDateTimeISO(zone).offset).join(" ");
  clocks.set(zone, clock);
  return clock;
}

export function isZone(name: string): boolean {
  try {
    WINTER.toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
