import * as z from "zod";
import { Brand, Cause, ExchangeRates, Localised } from "../model/cause.ts";
import { Charity } from "../model/charity.ts";
import { Funding } from "../model/gift.ts";
import { Currency, Minor } from "../model/money.ts";
import { CauseSlug, Day, Instant } from "../model/purchase.ts";

/** What one funding gave in one currency: never a sum over fundings or currencies. */
export const Figure = z.object({
  funding: Funding,
  currency: Currency,
  pending: z.int(),
  settled: z.int(),
  takenBack: z.int().min(0),
  gifts: z.int().min(0),
});
export type Figure = z.infer<typeof Figure>;

/**
 * Of when figures are: the day of the brand's time zone, and the minute in which they were read. Not the second: an answer
 * stays the same, with its tag, while a minute brings nothing new.
 */
const AsOf = z.object({ asOf: Day, readAt: Instant });

/** One day (brand's time zone) of a series; a day on which nothing was given is left out. */
export const SeriesPoint = z.object({ day: Day, funding: Funding, currency: Currency, net: z.int() });
export type SeriesPoint = z.infer<typeof SeriesPoint>;

/** What one month (brand's time zone) gave to one cause, by the day of purchase; `net` is less `takenBack`. */
export const MonthPoint = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  cause: CauseSlug,
  funding: Funding,
  currency: Currency,
  net: z.int(),
  takenBack: z.int(),
  gifts: z.int().min(0),
});
export type MonthPoint = z.infer<typeof MonthPoint>;

/** `GET /api/months/{year}`. Months in which nothing was given are left out. */
export const MonthList = z.object({
  ...AsOf.shape,
  year: z.string().regex(/^\d{4}$/),
  /** Those in which something may have been given, this year first. */
  years: z.array(z.string()),
  months: z.array(MonthPoint),
});
export type MonthList = z.infer<typeof MonthList>;

export const Milestone = z.object({ amount: Minor, label: Localised, reachedAt: Instant.optional() });

/**
 * How far a cause is on the way to its goal: segments by funding, in the goal's currency (pending and settled).
 * The segments are drawn side by side; a threshold is reached when together they reach it.
 */
export const Progress = z.object({
  currency: Currency,
  amount: Minor,
  /** `pending` is part of `net`. */
  segments: z.array(z.object({ funding: Funding, net: z.int(), pending: z.int() })),
  milestones: z.array(Milestone),
});

export const PoolLeft = z.object({
  id: CauseSlug,
  currency: Currency,
  amount: Minor,
  left: Minor,
  ratioBasisPoints: z.int(),
  causes: z.array(CauseSlug),
  from: Instant,
  until: Instant,
});
export type PoolLeft = z.infer<typeof PoolLeft>;

/**
 * About what figures of several currencies are worth together, at the rates of one day; no figure is made of it. Absent for one
 * currency, and where the brand states no rates.
 */
export const Equivalent = z.object({
  ...ExchangeRates.shape,
  /** In each currency that the figures have, rounded to its whole units. */
  about: z.array(z.object({ currency: Currency, amount: z.int() })),
  /** The currencies without a rate: while there is one, nothing is said of the sum. */
  missing: z.array(Currency),
});
export type Equivalent = z.infer<typeof Equivalent>;

/**
 * - `purchases`: those that gave something; `returned`: of these, those that were returned in full
 * - `customers`: known customers who gave
 */
export const Counts = z.object({ purchases: z.int(), returned: z.int(), customers: z.int() });

/** Purchases that gave, by where their cause is from: named on the order, stored by the customer, picked afterwards, or none of these. */
export const Choices = z.object({ order: z.int(), customer: z.int(), claimed: z.int(), none: z.int() });

/**
 * Purchases that gave to one cause, by how they came to it: it was named on the order, stored by the customer or picked
 * afterwards; nobody chose, and it was the default; others were chosen, and the terms always send it a part. What is left of
 * the cause's purchases was recorded before entries said what was chosen.
 */
export const CauseChoices = z.object({
  order: z.int(),
  customer: z.int(),
  claimed: z.int(),
  default: z.int(),
  split: z.int(),
});
export type CauseChoices = z.infer<typeof CauseChoices>;

/**
 * A payment to a charity that the bank's statement has.
 * - `reference`: stands beside it in the charity's own statement; `charity`: its name as it was paid
 * - `causes`: those whose gifts it pays; `through`: the day by whose end they were payable
 * - `acknowledgedOn`: the charity said that it has the money
 */
export const Payment = z.object({
  reference: z.string(),
  charity: z.string(),
  causes: z.array(CauseSlug),
  funding: Funding,
  currency: Currency,
  amount: Minor,
  through: Day,
  paidOn: Day,
  acknowledgedOn: Day.optional(),
});
export type Payment = z.infer<typeof Payment>;

/**
 * Where what is settled of one funding in one currency is: `arrived`, of which `acknowledged` is a part, `onItsWay` since the brand
 * gave it to its bank, or `unpaid`. These three are all that is settled, so `unpaid` is below zero where returns came after payments.
 */
export const ArrivalFigure = z.object({
  funding: Funding,
  currency: Currency,
  arrived: z.int(),
  acknowledged: z.int(),
  onItsWay: z.int(),
  unpaid: z.int(),
});
export type ArrivalFigure = z.infer<typeof ArrivalFigure>;

/** What arrived of what these causes were given, which are paid together. `payments`: the newest, at most sixty. */
export const Arrivals = z.object({
  causes: z.array(CauseSlug),
  sums: z.array(ArrivalFigure),
  payments: z.array(Payment),
});
export type Arrivals = z.infer<typeof Arrivals>;

export const CauseView = z.object({
  slug: CauseSlug,
  name: Localised,
  summary: Localised,
  charity: Charity,
  status: Cause.shape.status,
  movesTo: Cause.shape.movesTo,
  picture: Cause.shape.picture,
  progress: Progress.optional(),
  figures: z.array(Figure),
  ...Counts.shape,
  choices: CauseChoices,
  pools: z.array(PoolLeft),
});
export type CauseView = z.infer<typeof CauseView>;

/** `GET /api/causes/{slug}` */
export const CauseDetail = CauseView.extend({
  ...AsOf.shape,
  series: z.array(SeriesPoint),
  equivalent: Equivalent.optional(),
  /** Of all causes of its charity. Absent while what is known of payments cannot be read. */
  arrivals: Arrivals.optional(),
});
export type CauseDetail = z.infer<typeof CauseDetail>;

/** `GET /api/causes` */
export const CauseList = z.object({ ...AsOf.shape, causes: z.array(CauseView) });
export type CauseList = z.infer<typeof CauseList>;

/** The public part of the terms in force now: which funding pays what, on which base. */
export const TermsView = z.object({
  name: z.string(),
  /** The parts of the brand's gift, with their weights; `chosen` is the customer's. Absent: all of it is the customer's. */
  split: z.array(z.object({ cause: z.string(), weight: z.int() })).optional(),
  share: z.object({
    kind: z.enum(["percentage", "flat", "perUnit", "tiers"]),
    basisPoints: z.int().optional(),
    amounts: z.record(Currency, Minor).optional(),
    tiers: z.record(Currency, z.array(z.object({ from: Minor, basisPoints: z.number().int() }))).optional(),
    /** The products that give, of `perUnit`. */
    skus: z.array(z.string()).optional(),
  }),
  roundUp: z.boolean(),
  minimumOrder: z.record(Currency, Minor).optional(),
  capPerOrder: z.record(Currency, Minor).optional(),
  capPerCampaign: z.record(Currency, Minor).optional(),
  /** The least that the brand gives in all until the last day: what is missing then, it adds. */
  guaranteedMinimum: z.record(Currency, Minor).optional(),
  /** The currencies in which all that `capPerCampaign` set aside is given: purchases in them give nothing of the brand's now. */
  capReached: z.array(Currency).min(1).optional(),
  defaultCause: CauseSlug.optional(),
  returnDays: z.int(),
  /** For how many days after a purchase its cause can still be picked with the receipt; 0: not at all. */
  claimDays: z.int(),
  from: Instant,
  until: Instant.optional(),
});
export type TermsView = z.infer<typeof TermsView>;

/** The brand without its rates, of which an {@link Equivalent} is told, and without what only its own people go by. */
const ShownBrand = Brand.omit({ rates: true, payouts: true });

/** What pages show of the community. */
export const Community = z.object({
  ...AsOf.shape,
  brand: ShownBrand,
  figures: z.array(Figure),
  equivalent: Equivalent.optional(),
  ...Counts.shape,
  /** Purchases that were recorded and gave nothing; they are not among `purchases`. */
  withoutGift: z.int(),
  choices: Choices,
  series: z.array(SeriesPoint),
  causes: z.array(CauseView),
  pools: z.array(PoolLeft),
  /** Absent while what is known of payments cannot be read. */
  arrivals: Arrivals.optional(),
  terms: z.array(TermsView),
  /** Versions of terms that have ended, the latest of each first; `until` is when they did. */
  formerTerms: z.array(TermsView),
});
export type Community = z.infer<typeof Community>;

/** The brand as data: without the pictures of its logo and its font, which pages alone load. */
export const PublicBrand = ShownBrand.extend({ look: Brand.shape.look.omit({ logo: true, webFont: true }) });

/** `GET /api/community` */
export const PublicCommunity = Community.extend({ brand: PublicBrand });
export type PublicCommunity = z.infer<typeof PublicCommunity>;
