import type { Translations } from "./translations.ts";

export const english: Translations = {
  skip: "Skip to content",
  language: "Language",
  asOf: (day) => `Figures as of ${day}`,
  communityTitle: (brand) => `What purchases at ${brand} give`,
  headline: ["Every purchase gives.", "This is what it adds up to."],
  purchases: { one: "purchase", other: "purchases" },
  customers: { one: "customer", other: "customers" },
  causes: { one: "cause", other: "causes" },
  gifts: { one: "gift", other: "gifts" },
  days: { one: "day", other: "days" },

  given: "Given so far",
  givenApart:
    "Three kinds of money, kept apart. We never add one to another, nor one currency to another: each figure is exactly what it says.",
  funding: {
    brand: {
      title: (brand) => `Paid by ${brand}`,
      short: (brand) => brand,
      explained: () => "Its own share of each purchase, out of its own money.",
    },
    match: {
      title: () => "Added by the match pool",
      short: () => "Match pool",
      explained: (brand) => `Money that ${brand} has set aside to go on top of its share.`,
    },
    customer: {
      title: () => "Rounded up by customers",
      short: () => "Customers",
      explained: () => "Their own money, added when they paid.",
    },
  },
  pendingOf: (amount) => `${amount} of it pending`,
  allPending: "all of it pending",
  allSettled: "all of it settled",
  takenBack: (amount) => `after ${amount} taken back for returns`,
  belowZero: "Below zero: more was returned than given. The next gifts make up for it first.",
  nothingYet: "Nothing yet",
  firstGift: "The first gift is still to come.",
  firstGiftText: (brand) =>
    `No purchase at ${brand} has given anything yet. The first one that does will show here a moment after it is paid, with who paid for the gift and where it goes.`,

  pending: "Pending",
  pendingText: (days) =>
    days === undefined
      ? "While a purchase can be returned, its gift is pending: a return takes it back, in part or whole."
      : `While a purchase can be returned, its gift is pending: ${days} from the day of purchase. A return takes the gift back, in part or whole.`,
  settled: "Settled",
  settledText:
    "After that the gift is settled. What is returned later still counts: it is taken off the gifts that follow.",

  whereItGoes: "Where it goes",
  noCauses: "No cause has been named yet.",
  percentOfGoal: (percent, goal) => `${percent} of the way to ${goal}`,
  underOnePercent: "less than 1%",
  goalReached: (goal) => `The goal of ${goal} is reached`,
  goalCurrency: (currency) =>
    `Gifts in ${currency} count towards the goal; other currencies stand beside it.`,
  noGoal: "No goal is set for this cause: every gift counts.",
  nextMilestone: (label, amount) => `Next, at ${amount}: ${label}`,
  paused: "Paused",
  pausedText: (elsewhere) =>
    elsewhere === undefined
      ? "This cause takes no new gifts at the moment. What was given to it stays given."
      : `This cause takes no new gifts at the moment: they go to ${elsewhere}. What was given to it stays given.`,
  paidTo: "Paid to",
  sample: "Sample",
  sampleText: "invented, not a real charity",
  allCauses: "All causes",
  goal: "Goal",

  pools: "Match pool",
  poolLeft: (left, amount) => `${left} of ${amount} left`,
  poolUsedUp: (amount) => `All of ${amount} is given`,
  poolUsedUpText: "The pool is used up. Purchases go on giving, without the match.",
  poolDoubles: (brand) => `Doubles what ${brand} gives`,
  poolAdds: (percent, brand) => `Adds ${percent} to what ${brand} gives`,
  poolDates: (from, until) => `${from} to ${until}`,
  poolFor: (currency, causes) => `For gifts in ${currency} to ${causes}`,

  recentDays: "Recent days",
  recentText: "On the day of the purchase, less what was returned since.",
  recentNothing: "Nothing was given in the last 30 days.",
  chartOf: (currency, from, until) => `Given per day in ${currency}, ${from} to ${until}`,
  asTable: "The days as a table",
  day: "Day",

  milestones: "Milestones",
  milestonesReached: "Milestones reached",
  noMilestoneYet: "None yet. The first one will stand here with its date.",
  reachedOn: (day) => `reached on ${day}`,
  notYetReached: "still to come",

  whoPays: "Who pays, and how much",
  base: "Percentages and minimums are computed on goods after discounts, without tax, shipping, tips and gift cards.",
  percentShare: (percent) => `${percent} of each purchase`,
  flatShare: (amounts) => `${amounts} for each purchase`,
  unitShare: (amounts) => `${amounts} for each piece of certain products`,
  tierShare: "A share that grows with the purchase",
  tier: (percent, from) => (from === undefined ? percent : `${percent} from ${from}`),
  minimum: (amounts) => `Purchases from ${amounts}`,
  cap: (amounts) => `At most ${amounts} for one purchase`,
  campaignCap: (amounts) => `At most ${amounts} in all`,
  noLimits: "No minimum and no cap",
  since: (day) => `Since ${day}`,
  between: (from, until) => `${from} to ${until}`,
  defaultCause: (cause) => `If no cause is chosen: ${cause}`,
  version: "Terms",
  noTerms: (brand) => `At the moment ${brand} has no giving terms in force: new purchases give nothing.`,
  roundUp: (brand) =>
    `Customers may round up what they pay. That is their own gift, on top, and never counted as coming from ${brand}.`,
  noReceipt: (brand) => `What ${brand} pays is its own gift: customers get no tax receipt for it.`,

  ledger: "Every figure is recomputed from a ledger whose entries are never changed or deleted.",
  asData: "The same figures as data",
  toJoin: "Hear what your purchases give",
  toPreferences: "My preferences",

  notFound: "There is no page here.",
  notFoundText: "The address may have a typing error, or the cause has another name now.",
  toCommunity: "See what purchases add up to",
  notSetUp: "Almost there.",
  notSetUpText: "This giving page is running, but no brand has been set up on it yet.",
  notSetUpHow: "Whoever runs it can do so now, with one command:",
};
