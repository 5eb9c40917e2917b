import type { Funding } from "../model/gift.ts";

/** The forms of a noun that English and German tell apart by number. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

interface FundingWords {
  readonly title: (brand: string) => string;
  readonly short: (brand: string) => string;
  readonly explained: (brand: string) => string;
}

/** All that pages say, in one language. Each language is one file of this type: a missing text does not compile. */
export interface Translations {
  readonly skip: string;
  readonly language: string;
  readonly asOf: (day: string) => string;
  readonly communityTitle: (brand: string) => string;
  readonly headline: readonly [string, string];
  readonly purchases: Plural;
  readonly customers: Plural;
  readonly causes: Plural;
  readonly gifts: Plural;
  readonly days: Plural;

  readonly given: string;
  readonly givenApart: string;
  readonly funding: Readonly<Record<Funding, FundingWords>>;
  readonly pendingOf: (amount: string) => string;
  readonly allPending: string;
  readonly allSettled: string;
  readonly takenBack: (amount: string) => string;
  readonly belowZero: string;
  readonly nothingYet: string;
  readonly firstGift: string;
  readonly firstGiftText: (brand: string) => string;

  readonly pending: string;
  readonly pendingText: (days: string | undefined) => string;
  readonly settled: string;
  readonly settledText: string;

  readonly whereItGoes: string;
  readonly noCauses: string;
  readonly percentOfGoal: (percent: string, goal: string) => string;
  readonly underOnePercent: string;
  readonly goalReached: (goal: string) => string;
  readonly goalCurrency: (currency: string) => string;
  readonly noGoal: string;
  readonly nextMilestone: (label: string, amount: string) => string;
  readonly paused: string;
  readonly pausedText: (elsewhere: string | undefined) => string;
  readonly paidTo: string;
  readonly sample: string;
  readonly sampleText: string;
  readonly allCauses: string;
  readonly goal: string;

  readonly pools: string;
  readonly poolLeft: (left: string, amount: string) => string;
  readonly poolUsedUp: (amount: string) => string;
  readonly poolUsedUpText: string;
  readonly poolDoubles: (brand: string) => string;
  readonly poolAdds: (percent: string, brand: string) => string;
  readonly poolDates: (from: string, until: string) => string;
  readonly poolFor: (currency: string, causes: string) => string;

  readonly recentDays: string;
  readonly recentText: string;
  readonly recentNothing: string;
  readonly chartOf: (currency: string, from: string, until: string) => string;
  readonly asTable: string;
  readonly day: string;

  readonly milestones: string;
  readonly milestonesReached: string;
  readonly noMilestoneYet: string;
  readonly reachedOn: (day: string) => string;
  readonly notYetReached: string;

  readonly whoPays: string;
  readonly base: string;
  readonly percentShare: (percent: string) => string;
  readonly flatShare: (amounts: string) => string;
  readonly unitShare: (amounts: string) => string;
  readonly tierShare: string;
  readonly tier: (percent: string, from: string | undefined) => string;
  readonly minimum: (amounts: string) => string;
  readonly cap: (amounts: string) => string;
  readonly campaignCap: (amounts: string) => string;
  readonly noLimits: string;
  readonly since: (day: string) => string;
  readonly between: (from: string, until: string) => string;
  readonly defaultCause: (cause: string) => string;
  readonly version: string;
  readonly noTerms: (brand: string) => string;
  readonly roundUp: (brand: string) => string;
  readonly noReceipt: (brand: string) => string;

  readonly ledger: string;
  readonly asData: string;
  readonly toJoin: string;
  readonly toPreferences: string;

  readonly notFound: string;
  readonly notFoundText: string;
  readonly toCommunity: string;
  readonly notSetUp: string;
  readonly notSetUpText: string;
  readonly notSetUpHow: string;
}
