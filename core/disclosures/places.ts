/**
 * What stands beside an offer that gives, as a place's law or its supervisors ask for it. Every form is made of these items,
 * in this order.
 * - `recipients`: the charities by their registered names; `unit`: what one purchase gives, from which purchase on, and at
 *   most; `estimate`: the same for a purchase as an example; `limits`: whether all that is given has a most and a least;
 *   `split`: what always goes elsewhere
 * - `action`: what the customer does; `dates`: from when to when; `refunds`: what a return takes back; `payer`: who pays and who
 *   cannot deduct it; `total`: where it is told what it all came to
 */
export const DISCLOSURE_ITEMS = [
  "recipients",
  "unit",
  "estimate",
  "limits",
  "split",
  "action",
  "dates",
  "refunds",
  "payer",
  "total",
] as const;
export type DisclosureItem = (typeof DISCLOSURE_ITEMS)[number];

/** A place, and what is asked there in each offer. `code`: ISO 3166, of a country or a part of it. */
export interface DisclosurePlace {
  readonly code: string;
  readonly name: string;
  readonly asks: readonly DisclosureItem[];
  readonly source: string;
}

/** The day on which the rows were last held against their sources. They are defaults for a brand's lawyers, and no advice. */
export const PLACES_CHECKED_ON = "2026-11-26";

/** Always said: who pays is the first question of every reader, and a false answer to it is the dearest. */
const ALWAYS: readonly DisclosureItem[] = ["unit", "payer"];

/** What stands beside an amount where nobody says in which place; all the rest can be opened there. */
export const ITEMS_IN_SHORT: readonly DisclosureItem[] = ["unit", "split", "dates", "payer"];

export const DISCLOSURE_PLACES: readonly DisclosurePlace[] = [
  {
    code: "US-CA",
    name: "California",
    asks: ["recipients", "action", "total"],
    source: "Gov. Code 12599.9: conspicuous and adjacent, for a platform on which customers pick",
  },
  { code: "US-CT", name: "Connecticut", asks: ["recipients"], source: "Conn. Gen. Stat. 21a-190g" },
  {
    code: "US-NY",
    name: "New York",
    asks: ["recipients", "estimate", "limits", "action", "dates", "total"],
    source: "Attorney General, best practices of cause marketing 1 to 5 (charitiesnys.com)",
  },
  {
    code: "US-VT",
    name: "Vermont",
    asks: ["recipients", "estimate", "limits"],
    source: "9 V.S.A. 2481b",
  },
  {
    code: "GB",
    name: "United Kingdom",
    asks: ["recipients", "estimate", "split", "action"],
    source: "Charities Act 1992 s.60(3), (3A); in Northern Ireland as good practice",
  },
  {
    code: "DE",
    name: "Germany",
    asks: ["recipients", "limits", "refunds"],
    source: "BGH I ZR 33/04 and 97/04: a concrete claim is explained where it could mislead",
  },
];

/** No place has this code: all items are asked there, as of readers of whom nobody knows where they are. */
export const ANYWHERE = "ZZ";

/** A code of ISO 3166, of a country or a part of one, in capitals; undefined for any other text. */
export function placeCodeIn(text: string): string | undefined {
  const code = text.toUpperCase();
  return /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/.test(code) ? code : undefined;
}

/** What is asked at a place: by its own row, else by its country's; without a row all of it. */
export function itemsAskedAt(code: string): readonly DisclosureItem[] {
  const [country = ""] = code.split("-");
  const row =
    DISCLOSURE_PLACES.find((place) => place.code === code) ??
    DISCLOSURE_PLACES.find((place) => place.code === country);
  if (row === undefined) return DISCLOSURE_ITEMS;
  return DISCLOSURE_ITEMS.filter((item) => ALWAYS.includes(item) || row.asks.includes(item));
}
