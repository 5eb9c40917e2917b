import { arrivalsOf } from "../../core/impact/arrivals.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { equivalent } from "../../core/impact/equivalent.ts";
import type {
  Arrivals,
  CauseDetail,
  CauseView,
  Community,
  Figure,
  MonthList,
  SeriesPoint,
} from "../../core/impact/view.ts";
import { type Brand, type ExchangeRates, localised } from "../../core/model/cause.ts";
import type { Funding } from "../../core/model/gift.ts";
import { legalSample } from "./giving-builders.ts";
import { aPayout, movesOf } from "./payments.ts";
import { demoPicture } from "./pictures.ts";

/** Every state that a page was designed for, as the value that it is made from. All of it is invented. */

export const AS_OF = "2026-11-22";

export const brand: Brand = {
  name: "Tarnfell",
  purpose: localised({
    en: "We make clothes and gear for people who go out in all weathers. What we sell only makes sense while there are clear rivers to drink from, paths to walk on and people who come when something goes wrong. So a part of what you buy goes to them, and you choose where most of it goes.",
    de: "Wir machen Kleidung und Ausrüstung für Menschen, die bei jedem Wetter hinausgehen. Was wir verkaufen, hat nur Sinn, solange es klare Flüsse gibt, Wege, auf denen man gehen kann, und Menschen, die kommen, wenn etwas passiert. Deshalb geht ein Teil dessen, was Sie kaufen, an sie, und Sie wählen, wohin das meiste davon geht.",
  }),
  timeZone: "Europe/Berlin",
  legal: legalSample,
  letters: ["offers"],
  termsInWords: {
    "web-shops": { title: localised({ en: "Web shops", de: "Onlineshops" }) },
    tills: { title: localised({ en: "Tills", de: "Kassen" }) },
    "payment-links": {
      title: localised({ en: "Tours and made-to-measure", de: "Touren und Maßanfertigung" }),
    },
    "harbour-street": {
      title: localised({ en: "Store in Harbour Street", de: "Laden in der Hafenstraße" }),
      products: localised({
        en: "bottle sold and jacket mended",
        de: "jede verkaufte Flasche und jede geflickte Jacke",
      }),
    },
  },
  look: {
    font: "humanist",
    light: {
      background: "#f6f4ee",
      surface: "#fffdf8",
      text: "#1c2622",
      muted: "#535f59",
      accent: "#1a6a53",
      onAccent: "#ffffff",
    },
    dark: {
      background: "#121815",
      surface: "#1b2420",
      text: "#edf1ec",
      muted: "#a8b6ae",
      accent: "#7ccfac",
      onAccent: "#0d1b15",
    },
  },
};

/** Those of the sample brand: invented. */
export const rates: ExchangeRates = {
  source: localised({ en: "Sample Bank", de: "Beispielbank" }),
  url: "https://rates.example/",
  day: "2026-11-20",
  base: "EUR",
  rates: { JPY: "162.50", USD: "1.0800" },
};

export function figure(funding: Funding, currency: string, amounts: Partial<Figure> = {}): Figure {
  return { funding, currency, pending: 41_250, settled: 203_980, takenBack: 0, gifts: 312, ...amounts };
}

const figures: readonly Figure[] = [
  figure("brand", "EUR", { pending: 64_135, settled: 412_870, takenBack: 8_240, gifts: 1_804 }),
  figure("brand", "JPY", { pending: 18_410, settled: 96_300, gifts: 204 }),
  figure("brand", "USD", { pending: 52_019, settled: 338_722, takenBack: 4_105, gifts: 1_377 }),
  figure("customer", "EUR", { pending: 4_902, settled: 31_118, gifts: 690 }),
  figure("customer", "USD", { pending: 6_120, settled: 28_345, gifts: 544 }),
  figure("match", "EUR", { pending: 9_000, settled: 0, gifts: 41 }),
  figure("match", "USD", { pending: 12_480, settled: 71_604, gifts: 380 }),
];

/** Repeatable days that look like a shop's: busier at weekends, a quiet Monday, one day of returns. */
export function days(currencies: Readonly<Record<string, number>>, count = 30): SeriesPoint[] {
  const shares: readonly (readonly [Funding, number])[] = [
    ["brand", 1],
    ["customer", 0.16],
    ["match", 0.42],
  ];
  return Array.from({ length: count }, (_, index) => count - 1 - index).flatMap((ago) => {
    const date = new Date(Date.parse(AS_OF) - ago * 86_400_000);
    const busy = [1.35, 0.42, 0.6, 0.66, 0.78, 1, 1.6][date.getUTCDay()] ?? 1;
    const wave = 0.75 + 0.25 * Math.sin(ago * 1.7);
    return Object.entries(currencies).flatMap(([currency, size]) =>
      shares.map(([funding, share]) => ({
        day: date.toISOString().slice(0, 10),
        funding,
        currency,
        net:
          ago === 11 && funding === "brand"
            ? -Math.round(size * 0.3)
            : Math.round(size * busy * wave * share),
      })),
    );
  });
}

/** What pages say of all currencies together. */
function inAll(figures: readonly Figure[]): Pick<Community, "equivalent"> {
  const worth = equivalent(figures, rates);
  return worth === undefined ? {} : { equivalent: worth };
}

const sampleCharity = (name: string, number: string, url: string): CauseView["charity"] => ({
  name,
  registration: `Invented for this sample, registered nowhere (SAMPLE-${number})`,
  url: `https://${url}.example`,
  sample: true,
});

const rivers: CauseView = {
  slug: "clean-rivers",
  picture: demoPicture("clean-rivers", "A river that winds through fir woods."),
  name: localised({ en: "Clean rivers", de: "Saubere Flüsse" }),
  summary: localised({
    en: "Volunteers clear banks, test the water each month and give streams back the bends that were dug straight.",
    de: "Freiwillige räumen Ufer auf, prüfen jeden Monat das Wasser und geben begradigten Bächen ihre Biegungen zurück.",
  }),
  charity: sampleCharity("Silverbeck River Trust", "01", "silverbeck"),
  status: "active",
  progress: {
    currency: "EUR",
    amount: 600_000,
    segments: [
      { funding: "brand", net: 214_310, pending: 53577 },
      { funding: "customer", net: 24_990, pending: 6247 },
      { funding: "match", net: 9_000, pending: 9_000 },
    ],
    milestones: [
      {
        amount: 50_000,
        label: localised({
          en: "Test kits for ten stretches of river",
          de: "Messkoffer für zehn Flussabschnitte",
        }),
        reachedAt: "2026-09-12T08:20:11Z",
      },
      {
        amount: 200_000,
        label: localised({ en: "One kilometer of bank cleared", de: "Ein Kilometer Ufer aufgeräumt" }),
        reachedAt: "2026-11-04T17:02:40Z",
      },
      {
        amount: 600_000,
        label: localised({
          en: "A straightened stream bends again",
          de: "Ein begradigter Bach schlängelt sich wieder",
        }),
      },
    ],
  },
  figures: [
    figure("brand", "EUR", { pending: 30_110, settled: 184_200, gifts: 702 }),
    figure("brand", "USD", { pending: 20_004, settled: 66_715, gifts: 260 }),
    figure("customer", "EUR", { pending: 1_200, settled: 23_790, gifts: 330 }),
    figure("match", "EUR", { pending: 9_000, settled: 0, gifts: 41 }),
  ],
  purchases: 914,
  returned: 6,
  customers: 377,
  choices: { order: 310, customer: 290, claimed: 12, default: 302, split: 0 },
  pools: [],
};

const paths: CauseView = {
  ...rivers,
  slug: "open-paths",
  picture: demoPicture("open-paths", "A path and a signpost."),
  name: localised({ en: "Open paths", de: "Offene Wege" }),
  summary: localised({
    en: "Footbridges, signs and drainage keep old paths walkable, also for those who walk with sticks or wheels.",
    de: "Stege, Schilder und Entwässerung halten alte Wege begehbar, auch für alle mit Stock oder Rollstuhl.",
  }),
  charity: sampleCharity("The Waymark Fellowship", "02", "waymark-fellowship"),
  progress: {
    currency: "USD",
    amount: 250_000,
    segments: [
      { funding: "brand", net: 201_540, pending: 50385 },
      { funding: "customer", net: 18_110, pending: 4527 },
      { funding: "match", net: 84_084, pending: 21021 },
    ],
    milestones: [
      {
        amount: 25_000,
        label: localised({ en: "Forty new waymarks", de: "Vierzig neue Wegzeichen" }),
        reachedAt: "2026-08-02T10:00:00Z",
      },
      {
        amount: 200_000,
        label: localised({
          en: "A path without steps to the viewpoint",
          de: "Ein Weg ohne Stufen zum Aussichtspunkt",
        }),
        reachedAt: "2026-11-19T11:31:09Z",
      },
    ],
  },
  figures: [
    figure("brand", "USD", { pending: 24_004, settled: 177_536, gifts: 611 }),
    figure("brand", "EUR", { pending: 9_120, settled: 71_003, gifts: 402 }),
    figure("customer", "USD", { pending: 2_030, settled: 16_080, gifts: 214 }),
    figure("match", "USD", { pending: 12_480, settled: 71_604, gifts: 380 }),
  ],
  purchases: 1_021,
  customers: 402,
  choices: { order: 300, customer: 250, claimed: 8, default: 63, split: 400 },
};

const rescue: CauseView = {
  ...rivers,
  slug: "mountain-rescue",
  picture: demoPicture("mountain-rescue", "Four people with headlamps on a ridge."),
  name: localised({ en: "Mountain rescue", de: "Bergrettung" }),
  summary: localised({
    en: "People with ordinary jobs who leave their dinner when somebody is lost on the hill, and train for it all year.",
    de: "Menschen mit ganz normalen Berufen, die aufstehen, wenn jemand am Berg vermisst wird, und das ganze Jahr dafür üben.",
  }),
  charity: sampleCharity("Lanternhead Rescue Volunteers", "03", "lanternhead"),
  status: "paused",
  progress: {
    currency: "JPY",
    amount: 1_200_000,
    segments: [{ funding: "brand", net: 114_710, pending: 28677 }],
    milestones: [
      {
        amount: 100_000,
        label: localised({ en: "Batteries for every headlamp", de: "Akkus für jede Stirnlampe" }),
        reachedAt: "2026-10-30T14:12:55Z",
      },
      {
        amount: 300_000,
        label: localised({ en: "A week of winter training", de: "Eine Woche Wintertraining" }),
      },
    ],
  },
  figures: [figure("brand", "JPY", { pending: 18_410, settled: 96_300, gifts: 204 })],
  purchases: 204,
  customers: 61,
  choices: { order: 104, customer: 100, claimed: 0, default: 0, split: 0 },
};

const { progress: _noGoal, ...goalless } = rivers;
const seeds: CauseView = {
  ...goalless,
  slug: "native-seeds",
  picture: demoPicture("native-seeds", "A meadow in flower."),
  name: localised({ en: "Native seeds", de: "Heimische Saaten" }),
  summary: localised({
    en: "A library that lends seeds of wild meadow plants; who borrows a handful brings a handful back after summer.",
    de: "Eine Bibliothek, die Samen wilder Wiesenpflanzen verleiht; wer eine Handvoll nimmt, bringt nach dem Sommer eine zurück.",
  }),
  charity: sampleCharity("Hedgerow Seed Library", "04", "hedgerow-seeds"),
  figures: [
    figure("brand", "EUR", { pending: 24_905, settled: 157_667, gifts: 700 }),
    figure("customer", "EUR", { pending: 3_702, settled: 7_328, gifts: 360 }),
  ],
  purchases: 700,
  customers: 240,
  choices: { order: 250, customer: 250, claimed: 0, default: 0, split: 0 },
};

const riverMatch = {
  id: "river-match",
  currency: "EUR",
  amount: 9_000,
  left: 0,
  ratioBasisPoints: 10_000,
  causes: ["clean-rivers"],
  from: "2026-01-01T00:00:00Z",
  until: "2026-12-31T22:59:59Z",
};

const hillMatch = {
  id: "hill-match",
  currency: "USD",
  amount: 2_000_000,
  left: 1_915_916,
  ratioBasisPoints: 5_000,
  causes: ["open-paths", "mountain-rescue"],
  from: "2026-03-01T00:00:00Z",
  until: "2027-02-28T22:59:59Z",
};

const terms: Community["terms"] = [
  {
    name: "web-shops@2",
    share: { kind: "percentage", basisPoints: 250 },
    roundUp: true,
    minimumOrder: { USD: 1_000, EUR: 1_000, JPY: 1_500 },
    capPerOrder: { USD: 1_200, EUR: 1_200, JPY: 1_800 },
    split: [
      { cause: "chosen", weight: 4 },
      { cause: "open-paths", weight: 1 },
    ],
    defaultCause: "clean-rivers",
    returnDays: 21,
    claimDays: 30,
    from: "2026-01-01T00:00:00Z",
  },
  {
    name: "tills@1",
    share: { kind: "flat", amounts: { USD: 75, EUR: 70, JPY: 110 } },
    roundUp: false,
    capPerCampaign: { USD: 25_000_000, EUR: 25_000_000, JPY: 35_000_000 },
    defaultCause: "open-paths",
    returnDays: 14,
    claimDays: 60,
    from: "2026-01-01T00:00:00Z",
    until: "2026-12-31T22:59:59Z",
  },
  {
    name: "payment-links@1",
    share: {
      kind: "tiers",
      tiers: {
        USD: [
          { from: 0, basisPoints: 100 },
          { from: 7_500, basisPoints: 200 },
        ],
      },
    },
    roundUp: true,
    returnDays: 14,
    claimDays: 0,
    from: "2026-01-01T00:00:00Z",
  },
  {
    name: "harbour-street@1",
    share: { kind: "perUnit", skus: ["TF-BOTTLE", "TF-MEND"], amounts: { USD: 125, EUR: 115, JPY: 180 } },
    roundUp: true,
    returnDays: 28,
    claimDays: 30,
    from: "2026-06-01T00:00:00Z",
  },
];

/** An ordinary Sunday: three currencies, one pool used up, one cause paused, one past its goal, one without any. */
const payments = [
  aPayout(
    { causes: ["clean-rivers"], minor: 158_020, name: "Silverbeck River Trust" },
    movesOf({ minor: 158_020, currency: "EUR" }, "2026-11-03", "2026-11-09"),
  ),
  aPayout(
    { causes: ["clean-rivers"], minor: 12_450, funding: "customer", name: "Silverbeck River Trust" },
    movesOf({ minor: 12_450, currency: "EUR" }, "2026-11-04"),
  ),
  aPayout(
    { causes: ["mountain-rescue"], minor: 90_110, currency: "USD", name: "Greyholm Mountain Rescue" },
    movesOf({ minor: 90_110, currency: "USD" }, "2026-11-05").slice(0, 2),
  ),
];

/** What arrived of some causes of a state: what was paid is the same in all of them. */
function arrivals(causes: readonly string[], figures: readonly Figure[]): Arrivals {
  return arrivalsOf(causes, figures, payments, calendar(brand.timeZone).dayOf);
}

export const everyday: Community = {
  asOf: AS_OF,
  readAt: `${AS_OF}T17:45:00Z`,
  brand,
  figures: [...figures],
  ...inAll(figures),
  purchases: 3_385,
  returned: 14,
  customers: 1_012,
  withoutGift: 212,
  choices: { order: 1_204, customer: 960, claimed: 310, none: 911 },
  series: days({ EUR: 14_000, USD: 11_000, JPY: 3_900 }),
  causes: [{ ...rivers, pools: [riverMatch] }, paths, rescue, seeds],
  pools: [riverMatch, hillMatch],
  arrivals: arrivals(["clean-rivers", "open-paths", "mountain-rescue", "native-seeds"], figures),
  terms,
  formerTerms: [
    {
      name: "web-shops@1",
      share: { kind: "percentage", basisPoints: 100 },
      roundUp: false,
      defaultCause: "clean-rivers",
      returnDays: 30,
      claimDays: 30,
      from: "2024-12-31T23:00:00Z",
      until: "2026-01-01T00:00:00Z",
    },
  ],
};

/** The brand is applied, and nobody has bought anything yet. */
export const nothingYet: Community = {
  ...everyday,
  figures: [],
  purchases: 0,
  returned: 0,
  customers: 0,
  withoutGift: 0,
  choices: { order: 0, customer: 0, claimed: 0, none: 0 },
  series: [],
  causes: everyday.causes.map((cause) => ({
    ...cause,
    figures: [],
    purchases: 0,
    returned: 0,
    customers: 0,
    status: "active",
    ...(cause.progress && {
      progress: {
        ...cause.progress,
        segments: [],
        milestones: cause.progress.milestones.map(({ amount, label }) => ({ amount, label })),
      },
    }),
  })),
  pools: [{ ...riverMatch, left: riverMatch.amount }],
};

/** As many digits as an amount may have, names as long as they may be, and returns that outweigh the gifts. */
export const extreme: Community = {
  ...everyday,
  brand: {
    ...brand,
    name: "Donaudampfschifffahrtsgesellschaftskapitänsmützenmanufaktur & Töchter Nachfolger",
  },
  figures: [
    figure("brand", "USD", {
      pending: 999_999_999_999,
      settled: 9_000_000_000_000,
      takenBack: 123_456_789_012,
    }),
    figure("brand", "KWD", { pending: 1_234, settled: 1_000_000_000_000 }),
    figure("brand", "JPY", { pending: -12_000, settled: 0, takenBack: 40_000 }),
    figure("customer", "USD", { pending: -2_510, settled: -100, takenBack: 90_000 }),
  ],
  purchases: 12_345_678,
  customers: 1,
  series: [
    ...days({ USD: 900_000_000_000 }, 12),
    ...days({ JPY: 1 }, 2),
    { day: AS_OF, funding: "brand", currency: "KWD", net: -12_345 },
  ],
  causes: [
    {
      ...rivers,
      name: localised({
        en: "Pneumonoultramicroscopicsilicovolcanoconiosis prevention, research and companionship in the valleys of the upper Llanfairpwllgwyngyll",
        de: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesbetroffenenbegleitung in den Tälern der oberen Ahr",
      }),
      charity: {
        name: "Gesellschaft-zur-Förderung-der-Wiederansiedlung-heimischer-Wasserpflanzen-und-Uferbewohner-eingetragener-Verein",
        registration: "VR-1234567890123456789012345678901234567890-Amtsgericht-Donaueschingen",
        url: "https://example.org",
        sample: false,
      },
      progress: {
        currency: "USD",
        amount: 1_000_000_000_000,
        segments: [
          { funding: "brand", net: 9_999_999_999_999, pending: 2499999999999 },
          { funding: "customer", net: -2_610, pending: 0 },
        ],
        milestones: [],
      },
    },
  ],
  terms: [],
  pools: [hillMatch],
};

/** All that one page may be asked to hold: twelve causes, three currencies, thirty days, three fundings. */
export const crowded: Community = {
  ...everyday,
  series: days({ EUR: 1_400_000, USD: 1_100_000, JPY: 390_000 }),
  causes: Array.from({ length: 12 }, (_, index) => ({
    ...rivers,
    slug: `cause-${index + 1}`,
    name: localised({
      en: `Clean rivers of region ${index + 1}`,
      de: `Saubere Flüsse der Region ${index + 1}`,
    }),
    figures: (["brand", "match", "customer"] as const).flatMap((funding) =>
      ["EUR", "USD", "JPY"].map((currency) =>
        figure(funding, currency, { pending: 1_234_567, takenBack: 1_200 }),
      ),
    ),
  })),
  figures: (["brand", "match", "customer"] as const).flatMap((funding) =>
    ["EUR", "USD", "JPY"].map((currency) =>
      figure(funding, currency, { pending: 1_234_567, takenBack: 1_200 }),
    ),
  ),
};

/** One cause of a community as its own page gets it. */
export function detail(
  community: Community,
  slug: string,
  series: readonly SeriesPoint[] = community.series,
): CauseDetail {
  const cause = community.causes.find((one) => one.slug === slug);
  if (cause === undefined) throw new Error(`There is no cause ${slug} in this state`);
  return {
    ...cause,
    asOf: community.asOf,
    readAt: community.readAt,
    series: [...series],
    ...(community.equivalent && inAll(cause.figures)),
    arrivals: arrivals([slug], cause.figures),
    pools: community.pools.filter((pool) => pool.causes.includes(slug)),
  };
}

/** What a community's causes were given in each month of a year, in figures that a calculator checks. */
export function monthsOf({ asOf, readAt, causes }: Community, year: string): MonthList {
  const last = asOf.startsWith(year) ? Number(asOf.slice(5, 7)) : 12;
  const months = Array.from({ length: last }, (_, at) => at + 1)
    .filter((month) => month !== 3)
    .flatMap((month) =>
      causes.flatMap(({ slug, figures }, rank) =>
        figures.map(({ funding, currency, settled, gifts }) => ({
          month: `${year}-${String(month).padStart(2, "0")}`,
          cause: slug,
          funding,
          currency,
          net: Math.round((settled / 20) * (1 + ((month + rank) % 5) / 4)),
          takenBack: month * 10,
          gifts: Math.ceil(gifts / 12),
        })),
      ),
    );
  return { asOf, readAt, year, years: ["2026", "2025"], months };
}
