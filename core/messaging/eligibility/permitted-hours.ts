import type { Holiday } from "./holidays.ts";

/** Hours of a day, `["08:00", "21:00"]`; none: no texts on such a day. */
export type Window = readonly [from: string, to: string] | "none";

/**
 * The hours in which a country or state allows texts that are no answers. Data for defaults, not legal advice: each row has
 * its source and the day on which it was checked. Where sources differ, the narrower applies. No author of a journey can
 * widen it; a place without a row gets no texts.
 * - `place`: ISO 3166, `FR` or `US-FL`; a state's row replaces its country's
 * - `perDayMax`: the most texts within 24 hours, where the law has a limit
 */
export interface LawfulHours {
  readonly place: string;
  readonly weekdays: Window;
  readonly saturday: Window;
  readonly sunday: Window;
  readonly holidays: readonly Holiday[];
  readonly onHolidays: Window;
  readonly perDayMax?: number;
  readonly source: string;
  readonly checked: string;
}

const CHECKED = "2026-11-22";
const none = "none";

const date = (month: number, day: number): Holiday => ({ on: "date", month, day });
const observed = (month: number, day: number): Holiday => ({ on: "date", month, day, observed: true });
const weekday = (month: number, day: number, nth: number): Holiday => ({
  on: "weekday",
  month,
  weekday: day,
  nth,
});
const easter = (offset: number): Holiday => ({ on: "easter", offset });

/** 5 U.S.C. § 6103(a): the eleven legal public holidays of the United States. */
const US_HOLIDAYS: readonly Holiday[] = [
  observed(1, 1),
  weekday(1, 1, 3),
  weekday(2, 1, 3),
  weekday(5, 1, -1),
  observed(6, 19),
  observed(7, 4),
  weekday(9, 1, 1),
  weekday(10, 1, 2),
  observed(11, 11),
  weekday(11, 4, 4),
  observed(12, 25),
];
/** La. R.S. 1:55: besides, Battle of New Orleans, Mardi Gras, Good Friday, All Saints. */
const LOUISIANA_HOLIDAYS = [...US_HOLIDAYS, date(1, 8), easter(-47), easter(-2), date(11, 1)];
/** Ala. Code § 1-3-8: besides, Mardi Gras, Confederate Memorial Day, Jefferson Davis' birthday. */
const ALABAMA_HOLIDAYS = [...US_HOLIDAYS, easter(-47), weekday(4, 1, 4), weekday(6, 1, 1)];
/** R.I. Gen. Laws § 25-1-1: besides, Victory Day. Miss. Code § 3-3-7: besides, Confederate Memorial Day. */
const RHODE_ISLAND_HOLIDAYS = [...US_HOLIDAYS, weekday(8, 1, 2)];
const MISSISSIPPI_HOLIDAYS = [...US_HOLIDAYS, weekday(4, 1, -1)];
/** Utah Code § 63G-1-301: besides, Pioneer Day. */
const UTAH_HOLIDAYS = [...US_HOLIDAYS, observed(7, 24)];
/** Code du travail, L3133-1, with Alsace and Moselle's two (L3134-13), as we do not know the département. */
const FRENCH_HOLIDAYS: readonly Holiday[] = [
  date(1, 1),
  easter(-2),
  easter(1),
  date(5, 1),
  date(5, 8),
  easter(39),
  easter(50),
  date(7, 14),
  date(8, 15),
  date(11, 1),
  date(11, 11),
  date(12, 25),
  date(12, 26),
];

const everyDay = (window: Window) => ({
  weekdays: window,
  saturday: window,
  sunday: window,
  holidays: [],
  onHolidays: window,
});

const LISTS = {
  states: "usestello.com/compliance, reviewed April 2026",
  calls: "dropcowboy.com/state-compliance, November 2025",
  days: "dnc.dreamhosters.com, restricted dates of 2019",
  practice: "kb.zap.co.uk, guide to SMS quiet hours (other lists name 21:00)",
};

/** 47 CFR 64.1200(c)(1): no texts in the United States before 08:00 or after 21:00 local time. */
const FEDERAL = everyDay(["08:00", "21:00"]);

export const LAWFUL_HOURS: readonly LawfulHours[] = [
  { place: "US", ...FEDERAL, source: "47 CFR 64.1200(c)(1)", checked: CHECKED },
  {
    place: "US-AL",
    weekdays: ["08:00", "20:00"],
    saturday: ["08:00", "20:00"],
    sunday: none,
    holidays: ALABAMA_HOLIDAYS,
    onHolidays: none,
    source: `Ala. Admin. Code r. 770-X-5-.17; ${LISTS.calls}`,
    checked: CHECKED,
  },
  {
    place: "US-CA",
    ...everyDay(["09:00", "21:00"]),
    source: `Cal. Pub. Util. Code § 2872(c); ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-CT",
    ...everyDay(["09:00", "20:00"]),
    source: `Conn. Gen. Stat. § 42-288a; ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-FL",
    ...everyDay(["08:00", "20:00"]),
    perDayMax: 3,
    source: `Fla. Stat. § 501.616(6); ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-IL",
    ...everyDay(["09:00", "21:00"]),
    source: `815 ILCS 413/15; ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-KY",
    ...everyDay(["10:00", "21:00"]),
    source: `KRS 367.46955; ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-LA",
    weekdays: ["08:00", "20:00"],
    saturday: ["08:00", "20:00"],
    sunday: none,
    holidays: LOUISIANA_HOLIDAYS,
    onHolidays: none,
    source: `La. R.S. § 45:844.31 et seq.; ${LISTS.calls}`,
    checked: CHECKED,
  },
  {
    place: "US-MA",
    ...everyDay(["08:00", "20:00"]),
    source: `Mass. Gen. Laws ch. 159C § 3, 201 CMR 12.00; ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-MD",
    ...everyDay(["08:00", "20:00"]),
    source: `Md. Code Com. Law § 14-3201 et seq.; ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-MI",
    ...everyDay(["09:00", "21:00"]),
    source: `MCL 750.540e; ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-MN",
    ...everyDay(["09:00", "21:00"]),
    source: `Minn. Stat. § 325E.30; ${LISTS.states}`,
    checked: CHECKED,
  },
  {
    place: "US-MS",
    weekdays: ["08:00", "20:00"],
    saturday: ["08:00", "20:00"],
    sunday: none,
    holidays: MISSISSIPPI_HOLIDAYS,
    onHolidays: none,
    source: `${LISTS.calls}; ${LISTS.days}`,
    checked: CHECKED,
  },
  {
    place: "US-NJ",
    ...everyDay(["08:00", "20:00"]),
    source: "N.J. Stat. § 56:8-120 et seq.",
    checked: CHECKED,
  },
  { place: "US-NM", ...everyDay(["09:00", "21:00"]), source: LISTS.calls, checked: CHECKED },
  { place: "US-NV", ...everyDay(["09:00", "20:00"]), source: LISTS.calls, checked: CHECKED },
  {
    place: "US-OK",
    ...everyDay(["08:00", "20:00"]),
    perDayMax: 3,
    source: `Okla. Stat. tit. 15, § 775C.4; ${LISTS.calls}`,
    checked: CHECKED,
  },
  {
    place: "US-RI",
    weekdays: ["09:00", "18:00"],
    saturday: ["10:00", "17:00"],
    sunday: ["10:00", "17:00"],
    holidays: RHODE_ISLAND_HOLIDAYS,
    onHolidays: none,
    source: `R.I. Gen. Laws § 5-61-3.6; ${LISTS.calls}; ${LISTS.days}`,
    checked: CHECKED,
  },
  {
    place: "US-SD",
    weekdays: ["09:00", "21:00"],
    saturday: none,
    sunday: none,
    holidays: [],
    onHolidays: none,
    source: "S.D. Codified Laws 37-30-28 (automated dialling)",
    checked: CHECKED,
  },
  {
    place: "US-TX",
    weekdays: ["09:00", "21:00"],
    saturday: ["09:00", "21:00"],
    sunday: ["12:00", "21:00"],
    holidays: [],
    onHolidays: none,
    source: "Tex. Bus. & Com. Code § 301.051, § 302 (SB 140)",
    checked: CHECKED,
  },
  {
    place: "US-UT",
    weekdays: ["08:00", "21:00"],
    saturday: ["08:00", "21:00"],
    sunday: none,
    holidays: UTAH_HOLIDAYS,
    onHolidays: none,
    source: `Utah Code § 13-25a-103; ${LISTS.days}`,
    checked: CHECKED,
  },
  { place: "US-WA", ...everyDay(["08:00", "20:00"]), source: "RCW 19.158.040(2)", checked: CHECKED },
  {
    place: "CA",
    weekdays: ["09:00", "20:00"],
    saturday: ["10:00", "18:00"],
    sunday: ["10:00", "18:00"],
    holidays: [],
    onHolidays: none,
    source: `CRTC Unsolicited Telecommunications Rules, Part III, 23; ${LISTS.practice}`,
    checked: CHECKED,
  },
  ...["GB", "IE", "DE", "NL", "AU", "NZ"].map((place) => ({
    place,
    ...everyDay(["08:00", "20:00"]),
    source: `practice; ${LISTS.practice}`,
    checked: CHECKED,
  })),
  {
    place: "FR",
    weekdays: ["08:00", "22:00"],
    saturday: ["08:00", "22:00"],
    sunday: none,
    holidays: FRENCH_HOLIDAYS,
    onHolidays: none,
    source: "developers.brevo.com, marketing SMS in France; support.callr.com, SMS legal framework France",
    checked: CHECKED,
  },
];

/** The countries with a row of their own: texts can be opened to these alone. */
export const COUNTRIES_WITH_HOURS: readonly string[] = LAWFUL_HOURS.map(({ place }) => place).filter(
  (place) => !place.includes("-"),
);
