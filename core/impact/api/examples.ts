import type { Brand } from "../../model/cause.ts";
import { localised } from "../../model/cause.ts";
import type { Arrivals, CauseDetail, CauseView, Community, MonthList } from "../view.ts";

const palette = {
  background: "#ffffff",
  surface: "#f4f4f0",
  text: "#1c1c1a",
  muted: "#55554f",
  accent: "#14532d",
  onAccent: "#ffffff",
};

/** For the API's document: an invented brand with an invented cause. No figure here was ever given. */
const EXAMPLE_BRAND: Brand = {
  name: "Example Outfitters (invented)",
  purpose: localised({ en: "What you buy gives something.", de: "Was Sie kaufen, gibt etwas." }),
  timeZone: "Europe/Berlin",
  look: { light: palette, dark: { ...palette, background: "#111111", text: "#eeeeee" }, font: "system" },
};

const VIEW: CauseView = {
  slug: "example-rivers",
  name: localised({ en: "Example rivers", de: "Beispielflüsse" }),
  summary: localised({ en: "An invented cause.", de: "Ein erfundener Zweck." }),
  charity: {
    name: "Example Charity (invented)",
    registration: "none: a sample",
    url: "https://example.org/",
    sample: true,
  },
  status: "active",
  progress: {
    currency: "EUR",
    amount: 1_000_000,
    segments: [
      { funding: "brand", net: 120_000, pending: 20_000 },
      { funding: "match", net: 80_000, pending: 0 },
    ],
    milestones: [
      {
        amount: 200_000,
        label: localised({ en: "A first mile", de: "Eine erste Meile" }),
        reachedAt: "2026-01-15T10:30:00Z",
      },
      { amount: 500_000, label: localised({ en: "Half the way", de: "Der halbe Weg" }) },
    ],
  },
  figures: [
    { funding: "brand", currency: "EUR", pending: 20_000, settled: 100_000, takenBack: 1_500, gifts: 640 },
    { funding: "match", currency: "EUR", pending: 0, settled: 80_000, takenBack: 0, gifts: 410 },
  ],
  purchases: 640,
  returned: 4,
  customers: 215,
  choices: { order: 190, customer: 250, claimed: 20, default: 150, split: 30 },
  pools: [],
};

const SERIES = [{ day: "2026-01-15", funding: "brand", currency: "EUR", net: 4_200 }] as const;

const ARRIVALS: Arrivals = {
  causes: ["example-rivers"],
  sums: [
    {
      ...{ funding: "brand", currency: "EUR", arrived: 82_000 },
      ...{ acknowledged: 82_000, onItsWay: 0, unpaid: 18_000 },
    },
    {
      ...{ funding: "match", currency: "EUR", arrived: 0 },
      ...{ acknowledged: 0, onItsWay: 75_000, unpaid: 5_000 },
    },
  ],
  payments: [
    {
      ...{ reference: "pay-0123456789abcdefghjkmnpqrs", charity: "Example Charity (invented)" },
      ...{ causes: ["example-rivers"], funding: "brand", currency: "EUR", amount: 82_000 },
      ...{ through: "2025-12-31", paidOn: "2026-01-05", acknowledgedOn: "2026-01-09" },
    },
  ],
};

export const EXAMPLE_CAUSE: CauseDetail = {
  ...VIEW,
  arrivals: ARRIVALS,
  asOf: "2026-01-15",
  readAt: "2026-01-15T17:45:00Z",
  series: [...SERIES],
};

export const EXAMPLE_MONTHS: MonthList = {
  asOf: "2026-01-15",
  readAt: "2026-01-15T17:45:00Z",
  year: "2026",
  years: ["2026", "2025"],
  months: [
    {
      month: "2026-01",
      cause: "example-rivers",
      funding: "brand",
      currency: "EUR",
      net: 20_000,
      takenBack: 600,
      gifts: 110,
    },
  ],
};

export const EXAMPLE_COMMUNITY: Community = {
  asOf: "2026-01-15",
  readAt: "2026-01-15T17:45:00Z",
  brand: EXAMPLE_BRAND,
  figures: VIEW.figures,
  purchases: 660,
  returned: 4,
  customers: 220,
  withoutGift: 31,
  choices: { order: 200, customer: 260, claimed: 40, none: 160 },
  series: [...SERIES],
  causes: [VIEW],
  pools: [],
  arrivals: ARRIVALS,
  terms: [
    {
      name: "everyday@1",
      share: { kind: "percentage", basisPoints: 200 },
      roundUp: true,
      returnDays: 30,
      claimDays: 30,
      from: "2026-01-01T00:00:00Z",
    },
  ],
  formerTerms: [],
};
