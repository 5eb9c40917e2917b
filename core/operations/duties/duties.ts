/** When something is to be done. Days count from the first day of a campaign, from its last one, or are the calendar's. */
export type DutyTime =
  | { readonly kind: "beforeStart"; readonly days: number }
  | { readonly kind: "afterEnd"; readonly days: number }
  | { readonly kind: "every"; readonly days: number }
  | { readonly kind: "yearly"; readonly day: `${number}-${number}` }
  | { readonly kind: "onRequest" };

/** What a place asks of who gives a share of its sales. `what` is a whole sentence. */
export interface Duty {
  readonly place: string;
  readonly name: string;
  readonly what: string;
  readonly time: DutyTime;
  readonly source: string;
}

/** The day on which these rows were last held against their sources. They are defaults for a brand's lawyers, and no advice. */
export const DUTIES_CHECKED_ON = "2026-11-26";

const before = (days: number): DutyTime => ({ kind: "beforeStart", days });
const after = (days: number): DutyTime => ({ kind: "afterEnd", days });

/**
 * Only what the cited source was read to say. Maine asks nothing (repealed in 2013); Vermont, New York and Germany ask for words
 * beside the offer alone (core/disclosures/places.ts).
 */
export const DUTIES: readonly Duty[] = [
  ...ofPlace("US-AL", "Alabama", "Ala. Code 13A-9-70 ff.", [
    [
      "Register, and pay $100; the registration ends on September 30 of each year.",
      { kind: "yearly", day: "09-30" },
    ],
    [
      "File the contract with the charity, within 10 days of signing it, and post a bond of $10,000.",
      before(15),
    ],
    ["File the statement of gross receipts and expenditure.", after(90)],
  ]),
  ...ofPlace("US-CA", "California", "Gov. Code 12599.2, 12599.9", [
    ["Have two officers of each charity sign the contract, before anybody says anything of it.", before(1)],
    ["Pay each charity what it is owed, with a written accounting.", { kind: "every", days: 90 }],
    ["Register as a charitable fundraising platform (PL-1, $625): customers pick the charity.", before(1)],
    ["File the platform's annual report (PL-4).", { kind: "yearly", day: "07-15" }],
  ]),
  ...ofPlace("US-CT", "Connecticut", "Conn. Gen. Stat. 21a-190g", [
    ["Have each charity file the contract; keep the final accounting for three years.", before(10)],
  ]),
  ...ofPlace("US-HI", "Hawaii", "Haw. Rev. Stat. 467B-5.5", [
    ["Have each charity file its written consent.", before(10)],
    ["Answer with an accounting within 20 days of being asked for one.", { kind: "onRequest" }],
  ]),
  ...ofPlace("US-MA", "Massachusetts", "Mass. Gen. Laws c. 68 § 24", [
    ["Register for the year ($200), post a bond of $25,000, and file a copy of the contract.", before(1)],
    ["File the report of the campaign, on the day that the registration names.", { kind: "onRequest" }],
  ]),
  ...ofPlace("US-SC", "South Carolina", "S.C. Code 33-56-70", [
    ["Register ($50), and file the notice and the contract.", before(1)],
    ["File the joint financial report with the charity.", after(90)],
  ]),
  ...ofPlace("GB", "United Kingdom", "Charities Act 1992 s.59", [
    ["Sign the written agreement with each charity.", before(1)],
  ]),
];

type Row = readonly [what: string, time: DutyTime];

function ofPlace(place: string, name: string, source: string, rows: readonly Row[]): readonly Duty[] {
  return rows.map(([what, time]) => ({ place, name, what, time, source }));
}
