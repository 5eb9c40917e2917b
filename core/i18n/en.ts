import type { Channel } from "../model/topic.ts";

type Headline = readonly [string, string];

/** Its own name, and the countries in whose language it answers a text; anywhere else that is English. */
export interface LanguageFacts {
  readonly name: string;
  readonly countries: readonly string[];
}

/**
 * All texts in English, an area of the product each. Every other language is one file of the same tree: a text that it
 * lacks does not compile. Areas are exports of their own, so that a bundle carries only those that it shows.
 */
export const language: LanguageFacts = { name: "English", countries: [] };

/** Public pages, and what stands around every page. */
export const community = {
  skip: "Skip to content",
  language: "Language",
  waysIn: "Join or sign in",
  join: "Join",
  signIn: "Sign in",
  asOf: (when: string, clock: string) => `Figures as of ${when}, ${clock}`,
  clock: (city: string) => `${city} time`,
  communityTitle: (brand: string) => `What purchases at ${brand} give`,
  headline: ["Purchases that give.", "This is what they add up to."] satisfies Headline,
  purchases: { one: "purchase that gave", other: "purchases that gave" },
  customers: { one: "customer who gave", other: "customers who gave" },
  returned: {
    one: (count: string) => `${count} of them was returned in full.`,
    other: (count: string) => `${count} of them were returned in full.`,
  },
  withoutGift: (purchases: string) =>
    `${purchases} under terms or products that give nothing are not counted.`,
  withoutGiftNoun: { one: "purchase", other: "purchases" },
  choices: (order: string, customer: string, claimed: string, none: string) =>
    `Who chose: for ${order} purchases the cause was named with the order, for ${customer} the customer had chosen before, for ${claimed} somebody picked it afterwards with the receipt, and for ${none} nobody chose, so the gift went to a default cause.`,
  causeChoices: {
    all: (ways: string) => `How they came here: ${ways}.`,
    order: (count: string) => `${count} chosen with the order`,
    customer: (count: string) => `${count} chosen by the customer before`,
    claimed: (count: string) => `${count} chosen afterwards, with the receipt`,
    default: (count: string) => `${count} as the default, since nobody chose`,
    split: (count: string) => `${count} by a part that the terms always send here`,
    unknown: (count: string) => `${count} from before this was recorded`,
  },
  causes: { one: "cause", other: "causes" },
  gifts: { one: "gift", other: "gifts" },
  days: { one: "day", other: "days" },

  given: "Given so far",
  givenApart:
    "Three kinds of money, shown separately. Only a cause’s goal counts them together, in its own currency.",
  givenApartBut:
    "Three kinds of money, shown separately. Only a cause’s goal counts them together, in its own currency, and the sum above that says “about”.",
  about: (amount: string) => `All of it together: about ${amount}`,
  aboutText: (day: string) =>
    `All payers and currencies, pending gifts included: converted for comparison only, at the exchange rates of ${day}, and rounded to a whole amount. No other figure is computed from it.`,
  ratesFrom: "Rates:",
  ratesInvented: "invented for this sample",
  noRates: (currencies: string) =>
    `What all of it together is worth is not shown: there is no exchange rate for ${currencies}.`,
  funding: {
    brand: {
      title: (brand: string) => `Given by ${brand}`,
      short: (brand: string) => brand,
      explained: (_brand: string) => "Its own share of purchases, out of its own money.",
    },
    match: {
      title: (_brand: string) => "Added by the match pool",
      short: (_brand: string) => "Match pool",
      explained: (brand: string) => `Money that ${brand} has set aside to go on top of its share.`,
    },
    customer: {
      title: (_brand: string) => "Rounded up by customers",
      short: (_brand: string) => "Customers",
      explained: (_brand: string) => "Their own money, added when they paid.",
    },
  },
  pendingOf: (amount: string) => `including ${amount} pending`,
  allPending: "all pending",
  allSettled: "all final",
  takenBack: (amount: string) => `${amount} already deducted for returns`,
  belowZero: "Below zero: more was returned than given. The next gifts make up for it first.",
  nothingYet: "Nothing yet",
  nothingIn: (currency: string) => `Nothing in ${currency} yet`,
  alsoIn: (currencies: string) => `Also in ${currencies}`,
  otherCurrencies: "In other currencies",
  showFirst: "Show this currency first",
  firstGift: "No gifts yet.",
  firstGiftText: (brand: string) =>
    `No purchase at ${brand} has given anything yet. The first one that does will appear here moments after the payment, with who gives and where it goes.`,

  pending: "Pending",
  pendingText: (days: string | undefined) =>
    days === undefined
      ? "While a purchase can be returned, its gift is pending. If something is returned, all or part of its gift is canceled."
      : `While a purchase can be returned, its gift is pending: ${days} from the day of purchase. If something is returned, all or part of its gift is canceled.`,
  settled: "Final",
  settledText:
    "After that the gift is final. What is returned later still counts: it is deducted from the gifts that follow.",

  whereItGoes: "Where it goes",
  noCauses: "No cause has been named yet.",
  toReceipt: "Pick a cause with your receipt",
  toVerify: "Check a gift yourself",
  percentOfGoal: (percent: string, goal: string) => `${percent} of the way to ${goal}`,
  underOnePercent: "less than 1%",
  goalReached: (goal: string) => `The goal of ${goal} is reached`,
  goalCurrency: (currency: string) =>
    `Gifts in ${currency} count toward the goal; other currencies stand beside it.`,
  noGoal: "No goal is set for this cause: every gift counts.",
  enoughFor: (label: string) => `Enough for: ${label}`,
  nextMilestone: (label: string, amount: string) => `Next, at ${amount}, enough for: ${label}`,
  paused: "Paused",
  pausedText: (elsewhere: string | undefined) =>
    elsewhere === undefined
      ? "This cause takes no new gifts at the moment. What was given to it stays given."
      : `This cause takes no new gifts at the moment: they go to ${elsewhere}. What was given to it stays given.`,
  ended: "Ended",
  endedText: (elsewhere: string) => `What was given to this cause and not paid yet goes to ${elsewhere}.`,
  recipient: "Recipient:",
  arrivals: {
    title: "What has arrived",
    text: "Payments that the bank’s statement shows, each with the reference that the recipient finds in theirs.",
    together: (causes: string) => `Payments are made for ${causes} together.`,
    nothing: "No payment has arrived yet. What is final is paid.",
    sums: "Where final gifts are",
    payer: "Who pays",
    arrived: "Arrived",
    acknowledged: "Acknowledged",
    onItsWay: "On its way",
    unpaid: "Not paid yet",
    less: "Below zero stands what was returned after a payment: the next payments are smaller by it.",
    payments: "Payments",
    paidOn: (day: string) => `Paid on ${day}`,
    to: (charity: string, causes: string) => `to ${charity} for ${causes}`,
    reference: (reference: string) => `reference ${reference}`,
    acknowledgedOn: (day: string) => `acknowledged by the recipient on ${day}`,
    notAcknowledged: "not yet acknowledged by the recipient",
    more: (shown: string, all: string) =>
      `The newest ${shown} of ${all} are shown; the data of this page has more.`,
  },
  sample: "Sample",
  sampleText: "invented, not a real charity",
  allCauses: "All causes",
  goal: "Goal",

  pools: "Match pool",
  poolLeft: (left: string, amount: string) => `${left} of ${amount} left`,
  poolUsedUp: (amount: string) => `All ${amount} has been given`,
  poolUsedUpText: "The pool is used up. Purchases still give, just without the match.",
  poolDoubles: (brand: string) => `Doubles what ${brand} gives`,
  poolAdds: (percent: string, brand: string) => `Adds ${percent} to what ${brand} gives`,
  poolDates: (from: string, until: string) => `${from} to ${until}`,
  poolFor: (currency: string, causes: string) => `For gifts in ${currency} to ${causes}`,

  recentDays: "Last 30 days",
  recentText: "By purchase date, minus returns. The last bar is today so far.",
  recentNothing: "Nothing was given in the last 30 days.",
  chartOf: (currency: string, from: string, until: string) =>
    `Given per day in ${currency}, ${from} to ${until}`,
  asTable: "Show as a table",
  day: "Day",
  soFar: (day: string) => `${day} so far`,

  months: {
    link: (year: string) => `All months of ${year}`,
    heading: (year: string) => `${year}, month by month`,
    text: "By month of purchase, minus what was returned since. A month can still change while its purchases can be returned.",
    byMonth: "By month",
    byCause: "By cause",
    month: "Month",
    cause: "Cause",
    wholeYear: "All year",
    yearSoFar: "Year so far",
    chartOf: (currency: string, year: string) => `Given in ${year}, in ${currency}`,
    nothing: (year: string) => `Nothing was given in ${year}.`,
    otherYears: "Other years",
    table: (year: string) => `Months of ${year} (CSV)`,
  },

  milestones: "Milestones",
  milestonesReached: "Milestones reached",
  noMilestoneYet: "None yet. The first one will appear here.",
  reachedOn: (day: string) => `sum reached on ${day}`,
  stillPending: "part of it still pending",
  belowAgain: "returns have since taken it below",
  notYetReached: "not reached yet",

  stories: "What came of it",
  story: "The story",
  storyBy: (who: string) => `told by ${who}`,
  storySample: "invented for this sample, like the charity",
  bought: "What the money bought",
  boughtText: "Amounts as stated by whoever tells the story; they are not computed from the ledger.",
  boughtFor: (amount: string, what: string) => `${amount}: ${what}`,
  stillOpen: "Still open",
  moreStories: "More from this cause",
  passOn: {
    title: "Pass it on",
    byEmail: "Send it to somebody by email",
    address: "The address of this page, to copy",
  },
  feed: "Stories and milestones (Atom feed)",
  feedTitle: (whose: string) => `What came of it: ${whose}`,
  feedMilestone: (cause: string, amount: string) => `${cause}: sum of ${amount} reached`,

  whoPays: "Who pays, and how much",
  base: "Percentages and minimums are computed on goods after discounts, without tax, shipping, tips and gift cards.",
  percentShare: (percent: string) => `${percent} of the purchase`,
  flatShare: (amounts: string) => `${amounts} for each purchase`,
  unitShare: (amounts: string) => `${amounts} for each of certain products`,
  unitShareOf: (amounts: string, products: string) => `${amounts} for each ${products}`,
  skus: (numbers: string) => `Article numbers: ${numbers}`,
  tierShare: "A share that grows with the purchase; the highest rate reached counts for all of it",
  tier: (percent: string, from: string | undefined) =>
    from === undefined ? percent : `${percent} from ${from}`,
  minimum: (amounts: string) => `Only on purchases of ${amounts} or more`,
  cap: (amounts: string) => `Up to ${amounts} per purchase`,
  campaignCap: (amounts: string) => `Up to ${amounts} in total`,
  campaignLeast: (amounts: string) => `At least ${amounts} in total`,
  termsInPart: "Only for purchases that the newer version does not apply to",
  noLimits: "No minimum and no cap",
  since: (day: string) => `Since ${day}`,
  between: (from: string, until: string) => `${from} to ${until}`,
  defaultCause: (cause: string) => `If no cause is chosen: ${cause}`,
  split: (share: string, causes: string, brand: string) =>
    `Of what ${brand} gives, ${share} always goes to ${causes}; the rest goes where the customer chooses`,
  splitAll: (causes: string, brand: string) => `All that ${brand} gives goes to ${causes}`,
  splitAt: (title: string, sentence: string) => `${title}: ${sentence}.`,
  version: "Terms",
  formerTerms: "Earlier terms",
  noTerms: (brand: string) =>
    `At the moment ${brand} has no giving terms in force: new purchases give nothing.`,
  roundUp: (brand: string) =>
    `Customers may round up what they pay. That is their own gift, on top, and never counted as coming from ${brand}. No receipt for it is issued here.`,
  noReceipt: (brand: string) =>
    `What ${brand} gives is its own gift, so customers cannot claim it on their taxes.`,

  ledger: "Every figure is recomputed from a ledger whose entries are never changed or deleted.",
  asData: "Download these figures (JSON)",
  asTables: {
    community: "Totals (CSV)",
    causes: "All causes (CSV)",
    choices: "Who chose (CSV)",
    days: "Last 30 days (CSV)",
    terms: "Terms (CSV)",
  },
  toJoin: "See what your purchases give",
  toPreferences: "My preferences",

  imprint: "Legal notice",
  privacy: "Privacy notice",
  contact: "Contact",
  legal: "About this site",
  howWeUse: "How we use what you enter:",

  notFound: "There is no page here.",
  notFoundText: "Check the address for a typo. The cause may have been renamed.",
  toCommunity: "See what purchases add up to",
  notSetUp: "Almost there.",
  notSetUpText: "This giving page is running, but no brand has been set up on it yet.",
  notSetUpHow: "Whoever runs it can do so now, with one command:",
};

const by: Readonly<Record<Channel, string>> = { email: "by email", sms: "by text message" };
const about = (what: string | undefined) => (what === undefined ? "" : ` about “${what}”`);

/** The way in and out: join, confirm, sign in, unsubscribe, and what is said where that fails. */
export const auth = {
  channels: { email: "Email", sms: "Text message" },
  errors: (count: number) => (count === 1 ? "There is a problem" : `There are ${count} problems`),
  toSignIn: "Get a new link",
  again: "Open the page again",
  toJoin: "Join",
  toPreferences: "My preferences",
  toCommunity: "To the start page",

  neutral: {
    title: "This link no longer works.",
    text: "It has expired, was used, or was cut off. Nothing was changed. Try the whole link from the message, or get a new one.",
  },
  otherSite: {
    title: "This did not come from our page.",
    text: "To keep your choices safe we take forms from our own pages only. Nothing was changed. Open the page again and press the button there.",
  },
  tooOften: {
    title: "A little later, please.",
    text: "Too many attempts from your connection. Nothing was changed.",
    again: (minutes: number) => `Try again in ${minutes} minutes.`,
  },
  noForm: {
    title: "We cannot read this.",
    text: "What was sent is not one of our forms. Nothing was changed.",
  },
  failed: {
    title: "That did not work.",
    text: "It is our fault, and we know of it. Reload this page to try again: nothing is done twice by that.",
  },

  unsubscribe: {
    title: "Less, or nothing?",
    text: (brand: string, what: string | undefined, channel: Channel) =>
      `${brand} writes to you ${by[channel]}${about(what)}.`,
    stop: "Unsubscribe",
    stopAll: {
      email: (brand: string) => `Stop all emails from ${brand}`,
      sms: (brand: string) => `Stop all texts from ${brand}`,
    },
    doneTitle: "Unsubscribed.",
    done: (brand: string, what: string | undefined, channel: Channel) =>
      `${brand} will no longer write to you ${by[channel]}${about(what)}.`,
    onItsWay: "Something sent a moment ago may still arrive.",
    undo: "Undo",
    others: { email: "You still get emails about", sms: "You still get texts about" },
    each: (what: string) => `Less about “${what}”`,
    offTitle: "Nothing to stop.",
    off: (brand: string, what: string | undefined, channel: Channel) =>
      `${brand} does not write to you ${by[channel]}${about(what)}.`,
    isPaused: (until: string) => `Everything is paused until ${until}.`,
    allTitle: "What you hear.",
    lessTitle: "Or hear less",
    restTitle: "And the rest?",
    monthly: "Once a month instead",
    pauseText: "Pause all messages for",
    pause: { 7: "1 week", 30: "1 month", 91: "3 months" },
    pausedTitle: "Paused.",
    paused: (brand: string, until: string) =>
      `${brand} sends you no emails or texts until ${until}, except replies to what you do. Then they resume.`,
    monthlyTitle: "Once a month.",
    monthlyDone: (what: string) => `“${what}” now comes in one message a month.`,
    undoneTitle: "Undone.",
    undone: "Everything is as it was before.",
    undoneBefore: "It had been changed meanwhile, so there was nothing to undo.",
    moreText:
      "Causes, quiet hours and the rest are yours alone to change: sign in for them. The link goes to the address that got this email.",
    more: "Email me a sign-in link",
  },

  claim: {
    title: "Who should get it?",
    description: (brand: string) => `Pick the cause that gets what your purchase at ${brand} gives.`,
    gives: (date: string, amounts: string) => `Your purchase of ${date} gives ${amounts}.`,
    from: {
      brand: (amount: string, brand: string) => `${amount} from ${brand}`,
      match: (amount: string, _brand: string) => `${amount} from the match pool`,
      customer: (amount: string, _brand: string) => `${amount} that you added`,
    },
    unknown:
      "This purchase has not reached us yet; that can take a few minutes. You can pick now: it counts once the purchase is here, if it gives something and nobody chose a cause with it.",
    legend: "Pick one cause",
    until: (date: string) => `You can pick once, until ${date}.`,
    nothingElse: "We do not ask who you are, and nobody writes to you because of this.",
    pick: "Give it to this cause",
    missing: "Pick a cause first.",
    picked: {
      title: (cause: string) => `Picked: ${cause}.`,
      text: (cause: string) =>
        `What this purchase gives goes to “${cause}”. If something is refunded, its part comes back from there.`,
    },
    onItsWay: {
      title: (cause: string) => `Thank you: ${cause}.`,
      text: (_cause: string) =>
        "We have your pick. It counts within a minute, or once the purchase has reached us, unless a cause was chosen with it or somebody else with this receipt was faster.",
    },
    closed: {
      title: "The time to pick is over.",
      text: "Nobody picked a cause for this purchase, so what it gives stays with the cause that is meant for that.",
    },
    toCause: (cause: string) => `See what “${cause}” has got`,
    joinText:
      "Shall your next purchases go there by themselves? That is separate, and you can stop it at any time.",
  },
  receipt: {
    title: "No code on your receipt?",
    description: (brand: string) =>
      `Pick the cause that gets what your purchase at ${brand} gives, with three things that are on your receipt.`,
    purpose:
      "If you chose no cause when you paid, you can still pick who gets what your purchase gives. Three things on the receipt are enough.",
    legend: "Your receipt",
    number: {
      label: "Receipt or order number",
      hint: "As it is printed. Spaces and signs do not matter.",
    },
    total: { label: "Total", hint: "What was paid in all, such as 12.50." },
    day: "Day of the purchase",
    once: "You can pick once.",
    missing: {
      number: "Type the number that is on the receipt.",
      total: "Type the total as a number, such as 12.50.",
      day: "Pick the day that is on the receipt.",
    },
    notFound:
      "We find no purchase with these three for which a cause can still be picked. Please compare them with the receipt. A purchase can take a few minutes to reach us.",
    taken: {
      title: "The pick was made before.",
      text: "Somebody picked a cause with this receipt already, and that is possible once.",
    },
  },

  feedback: {
    title: "How was it?",
    description: (brand: string) =>
      `Tell people at ${brand} in private what happened. Half a minute is enough.`,
    purpose: (brand: string) => `People at ${brand} read what you say.`,
    storeSees: "The store sees this only added up, never what one person said.",
    happened: "What happened?",
    inWords: "In your own words",
    inWordsHint: "A sentence is enough. Please no email address or phone number here.",
    recommend: (brand: string) =>
      `How likely is it that you would recommend ${brand} to a friend or colleague?`,
    recommendHint: "0 is not at all likely, 10 is extremely likely. You can leave this out.",
    faces: { legend: "How was it, all in all?", "3": "Good", "2": "So-so", "1": "Bad" },
    about: "What is it about?",
    subjects: {
      store: "The store",
      people: "The people there",
      product: "A product",
      prices: "Prices",
      cause: "What purchases give",
      other: "Something else",
    },
    store: "Which store?",
    noStore: "I do not say",
    answer: "May somebody answer you?",
    wishes: {
      unnamed: "No, keep me unnamed",
      named: "No, but you may know that it was me",
      answer: "Yes, at this address:",
      answerAsKnown: "Yes, as you know me",
    },
    contact: "Email address or phone number",
    contactHint: "For this answer alone. A phone number begins with its country code, such as +1.",
    send: "Send it",
    issues: {
      empty: "Write a few words, or choose a number.",
      tooLong: "That is more than fits: please say it in 2,000 letters.",
      address:
        "Please take email addresses and phone numbers out of your words. Further down is a field for yours.",
      answer: "You typed an address: may somebody answer you there?",
      contact: "Type an email address, or a phone number with its country code.",
    },
    thanks: {
      title: "Thank you.",
      text: (brand: string) => `People at ${brand} read it.`,
      answered: "Somebody answers you, and it may take a few days.",
      quiet: "Nobody writes to you because of this.",
    },
    fromReceipt: "How was it? Say it in private",
  },

  confirm: {
    title: "Is this you?",
    text: "Somebody left your address and asked for messages. If so, please confirm; nothing is sent until you do.",
    asked: "What you asked for, word for word",
    notYou: "Not you? Then close this page. Nothing will be sent.",
    yes: "Yes, write to me",
    before: {
      title: "Confirmed already.",
      text: "You said yes, and it holds. There is nothing more to do.",
    },
    notAsked: {
      title: "Nothing is open here.",
      text: "What this link asked for was stopped since, or asked anew in a later email. You decide in your preferences.",
    },
    expired: {
      title: "This link is too old.",
      text: "It was good for a day, and nobody answered it. Nothing is sent to you. For a new one, join once more; if you have joined before, sign in.",
    },
  },

  join: {
    title: "See what your purchases give.",
    text: (brand: string) =>
      `Say what you would like to hear about, and where. ${brand} writes about nothing else, and you can change it or stop it at any time.`,
    reach: "How we reach you",
    email: "Email address",
    emailHint: "We send one email with a link, to be sure that it is you.",
    phone: "Mobile number",
    phoneHint: "Only if you want text messages. With its country code, such as +1 212 555 0142.",
    place: "Where you live",
    placeHint: "So that nothing arrives at night.",
    noPlace: "Prefer not to say",
    countries: "Countries",
    states: "United States, by state",
    language: "Language of messages",
    topics: "What you want to hear",
    topicsHint: "Nothing is ticked: you decide.",
    cause: "Where your purchases give",
    causeHint: "You can change it later, or choose several.",
    causeLater: "I will choose later",
    agree: "What you agree to",
    send: "Join",
    problems: {
      email: {
        missing: "Enter your email address, or untick the emails",
        notAnAddress: "Enter an email address such as name@example.com",
      },
      phone: {
        missing: "Enter your mobile number, or untick the text messages",
        notANumber: "Enter a mobile number with its country code, such as +1 212 555 0142",
        noTextsThere:
          "We cannot send text messages to this number, or to that country: untick them, and choose email",
      },
      wishes: { missing: "Tick at least one topic" },
    },
    notOffered: "Choose one of the list",
    doneTitle: "One more step.",
    done: {
      email: (address: string) =>
        `If messages reach ${address}, there is an email with a link in that inbox. If you confirmed before, no email comes. Nothing else is sent until you press the button behind that link.`,
      sms: (number: string) =>
        `If we may text ${number}, a message asks whether it is yours. If you confirmed before, none comes. Reply YES.`,
    },
    doneLater: {
      email: (replyTo: string, aDay: number) =>
        `No email? Check your spam folder, or try again in ten minutes, at most ${aDay} times a day. Where messages came back before, or were stopped, none is sent: write to ${replyTo}.`,
      sms: (replyTo: string, aDay: number) =>
        `No text? Check that the number is right and that your phone has reception, or try again in ten minutes, at most ${aDay} times a day. If that phone sent STOP, send START from it first. For anything else write to ${replyTo}.`,
    },
    otherAddress: "Wrong address? Enter it again",
  },

  change: {
    title: { email: "Use this email address?", sms: "Use this number?" },
    text: {
      email: (brand: string) =>
        `From now on ${brand} writes to the address where you got this link, in place of the one before. What you agreed to goes on there.`,
      sms: (brand: string) =>
        `From now on ${brand} texts the number where you got this link, in place of the one before. What you agreed to goes on there.`,
    },
    yes: { email: "Use the new address", sms: "Use the new number" },
    after: "Then we tell the old one, and sign you out everywhere.",
    signInFirst: {
      title: "Only you can do this.",
      text: "Open the link in the browser in which you asked for the change. Or sign in here first, and then open the link again.",
    },
    changed: {
      email: {
        title: "Your address is changed.",
        text: "From now on we write to the new one. You are signed out everywhere: sign in with the new address.",
      },
      sms: {
        title: "Your number is changed.",
        text: "From now on we text the new one. You are signed out everywhere: sign in with the new number, or by email.",
      },
    },
    taken: {
      title: { email: "This address is in use already.", sms: "This number is in use already." },
      text: (brand: string) =>
        `It belongs to another account at ${brand}, so nothing was changed. To use it here, sign in with it, choose “Delete me” under “About you”, and then ask for the change again.`,
    },
    stopped: {
      title: { email: "We may not write to this address.", sms: "We may not text this number." },
      text: {
        email: (replyTo: string) =>
          `Messages to it came back or were stopped, so nothing was changed. If it works again, write to ${replyTo}.`,
        sms: (replyTo: string) =>
          `STOP was sent from it, or texts did not arrive, so nothing was changed. Text START from it and ask for the change again, or write to ${replyTo}.`,
      },
    },
    outdated: {
      title: "This link is out of date.",
      text: "It is too old, or you asked for another change since. It changed nothing: ask again.",
    },
  },
  signIn: {
    title: "Sign in.",
    text: "There is no password. Enter your email address or mobile number, and we will send you a link.",
    wanted: (page: string) => `“${page}” is your own page.`,
    letterClosed: "The link of that letter has expired, or was closed by its owner.",
    address: "Email address or mobile number",
    addressHint: "A number with its country code, such as +1\u00a0212\u00a0555\u00a00142.",
    otherAddress: "Or enter an email address or mobile number",
    notAnAddress:
      "Enter an email address such as name@example.com, or a mobile number with its country code such as +1 212 555 0142",
    send: "Send me a link",
    sendKnown: "Email a link to the address of my letter",
    ofLetter: "the address of your letter",
    doneTitle: { email: "Check your inbox.", sms: "Check your texts." },
    done: {
      email: (address: string, minutes: number) =>
        `If we know ${address} and messages reach it, a link is on its way. It works once, for ${minutes} minutes.`,
      sms: (number: string, minutes: number) =>
        `If we know ${number} and may text it, a link is on its way. It works once, for ${minutes} minutes.`,
    },
    doneElse: {
      email: (replyTo: string, minutes: number) =>
        `No email after a few minutes? Check your spam folder, or try again in ${minutes} minutes. An address that we do not know, or from which messages came back, gets no email: then write to ${replyTo}.`,
      sms: (replyTo: string, minutes: number) =>
        `No text after a few minutes? Check the number, or try again in ${minutes} minutes. A number that we do not know, or that sent STOP, gets no text: then write to ${replyTo}.`,
    },
    used: {
      title: "This link was used already.",
      text: "It opens your page once, so that nobody else can use it after you. Get a new one for the next time.",
    },
    expired: {
      title: "This link is too old.",
      text: "It was good for a few minutes only, and was not used. Get a new one.",
    },
    openTitle: "Welcome back.",
    openText: (brand: string) => `The button opens your own page at ${brand}, for one hour.`,
    open: "Open my page",
  },

  letter: {
    title: "Your own page.",
    text: (page: string, brand: string) => `The button opens “${page}” at ${brand}, to read, for one hour.`,
    open: (page: string) => `Open “${page}”`,
    notYou: "Is this somebody else’s letter? Then close this page. Nothing was opened.",
  },

  ended: {
    title: "Your session ended.",
    text: "Nothing is saved yet, and nothing is lost: what you typed is kept in this page. Sign in again, and leave this page open.",
    keptTitle: "Then save it",
    kept: "Open the link in this browser, come back to this page, and press the button.",
    save: "I am signed in: save it now",
  },

  signOut: {
    title: "You are signed out.",
    text: "Nobody at this computer can open your pages now.",
    everywhereText:
      "Signed in elsewhere, or passed a letter on? This ends every session and closes the links of all letters so far. They still let you unsubscribe.",
    everywhere: "Sign out everywhere",
    everywhereDone: {
      title: "Signed out everywhere.",
      text: "Every session has ended, and the links of letters so far open no page of yours any more.",
    },
  },
};

/** A customer's own pages. */
export const account = {
  own: "Your pages",
  signOut: "Sign out",
  channels: { email: "Email", sms: "Text", wallet: "Card" },

  preferences: {
    title: "Preferences",
    headline: ["You decide", "what you hear from us."] satisfies Headline,
    lead: (brand: string) =>
      `${brand} writes to you only about what is ticked here, only where you want it, and only at the hours that you allow.`,
    done: {
      saved: "Saved. This applies from the next message.",
      savedNoZone:
        "Saved. There are several time zones where you live: please choose yours below, and save again.",
      asked: "Saved. We have asked you to confirm; nothing else is sent there until you do.",
      paused: "Paused. Nothing is sent to you until the pause ends.",
      resumed: "The pause has ended. Messages will resume.",
      none: "This page has changed since you opened it, so nothing was saved. Please choose again below.",
      stopped: "Everything is stopped. Nothing more will be sent to you.",
      confirmed: "Confirmed. You get what you asked for from now on.",
      confirmedBefore: "Confirmed already. There is nothing more to do.",
      lifted: "We write there again. If a message comes back once more, we stop again.",
    },
    stale:
      "Something was saved since you opened this page, perhaps in another window or by your answer to a message. What you entered is still here, and not saved yet. Please look it over and save it.",
    differs: "Here you and the other saving differ",
    savedNow: (value: string) => `${value} is saved now; below is what you entered`,
    ticked: "ticked",
    unticked: "not ticked",
    nothing: "nothing",
    notSaved: (problems: string) => `Not saved. Please fix ${problems}.`,
    problems: { one: "thing", other: "things" },
    problem: {
      notOffered: "Please choose one of those that are offered.",
      timeMissing: "Please enter both times, or leave both empty.",
      notATime: "Please enter a time such as 21:00.",
      wholeDay: "From and to are the same: we could never write. Untick topics instead, or pause.",
      notADay: "Please enter a day within three years, such as 2026-12-24.",
      dayIsOver: "Please enter a day after today.",
      noTextsThere:
        "There is no hour at which we may send texts there. Please choose where you live, and your time zone, or untick the texts.",
      tooManyCauses: "These are more causes than one gift can be split between. Please untick some.",
      notParts: "Please enter a whole number from 1 to 10,000.",
      tooManyInterests: "Please enter at most 20.",
      interestTooLong: "One of them is longer than 60 letters.",
      dateIncomplete: "A date needs a name, a day and a month.",
      noSuchDate: "That month does not have such a day.",
      dateNameTooLong: "Please find a name of at most 60 letters.",
    },

    overview: "All preferences",
    now: "What applies now",
    stepsName: "Steps of your preferences",
    nextStep: (title: string) => `Next: ${title}`,
    noTopics: "Nothing is ticked, so nothing is sent to you.",
    nothingGoesThere: "nothing is sent there",
    steps: {
      what: {
        title: "What you hear",
        headline: ["What you hear,", "and where your gifts go."] satisfies Headline,
        lead: (brand: string) => `${brand} writes to you only about what is ticked here.`,
      },
      when: {
        title: "Where and when",
        headline: ["Where we write,", "and at which hours."] satisfies Headline,
        lead: (brand: string) => `${brand} writes to you only there, and only at the hours that you allow.`,
      },
      about: {
        title: "About you",
        headline: ["About you,", "in your own words."] satisfies Headline,
        lead: (brand: string) =>
          `What ${brand} knows of you because you said so, and all that is kept of you.`,
      },
    },

    topics: "What we may write about",
    topicsText: "Nothing is ticked unless you ticked it. You get only what you tick.",
    noAddress: "We have no address of yours that we could write to, so nothing is sent to you.",
    reach: (channel: string, address: string) => `${channel}: ${address}`,
    cardHint: "in Apple Wallet, on your phone",
    notTexted: "We do not send texts to numbers of this kind or country.",
    suppressed: {
      email: (replyTo: string) =>
        `Nothing is sent to this address: a message to it was reported as unwanted. Write to ${replyTo} if you want messages again. What you tick here takes effect then; what still waits for your reply we ask when you save again.`,
      sms: (_replyTo: string) =>
        "Nothing is sent to this number, because it answered STOP. Send START from it, and what you tick here takes effect again; what still waits for your reply we ask when you save again.",
    },
    waiting: {
      email:
        "Still to be confirmed: please follow the link in the email that we sent to this address. None came? Save again after ten minutes, and we ask again.",
      sms: "Still to be confirmed: please reply YES to the text that we sent to this number. None came? Save again after ten minutes, and we ask again.",
    },
    waitingShort: "waiting for your reply",
    howOften: "How often",
    rhythms: {
      eachTime: "After each purchase",
      daily: "Once a day",
      weekly: "Once a week",
      monthly: "Once a month",
    },

    causes: "Your causes",
    causesLegend: "Where your gifts go",
    causesText: (most: string, brand: string) =>
      `What your next purchases give is split between those that you tick, at most ${most}. The numbers say how: with 2 and 1, two thirds go to one and one third to the other. If you tick none, ${brand}’s default cause gets them.`,
    parts: "Share",
    partsOf: (cause: string) => `for ${cause}`,
    share: (percent: string) => `${percent} now`,
    shareThen: (percent: string) => `${percent} once you save`,
    count: "Show the percentages",
    counted: "Not saved yet. The percentages below are those that your gifts would have.",
    paused: "takes no new gifts at the moment",

    addresses: "Where we write to",
    when: "When",
    whenText: "Legal hours for texts always apply, too.",
    quiet: "Quiet hours",
    quietText:
      "Nothing is sent between these times; it waits until afterwards. The range may cross midnight. Leave empty for none.",
    from: "From",
    to: "To",
    pause: "Pause everything until",
    pauseText:
      "Nothing is sent before this day. What waits for it is sent then, unless it is out of date. Leave empty for no pause.",
    pauseTitle: "Take a break",
    pauseNow: "Nothing is sent while you pause. What you ticked stays as it is.",
    pauses: { week: "1 week", month: "1 month", quarter: "3 months", open: "Until I say so" },
    pausedOpen: "Everything is paused until you end it.",
    pausedUntil: (day: string) => `Everything is paused until ${day}.`,
    resume: "End the pause now",
    bounced: (address: string) => `Messages to ${address} came back, so nothing is sent there.`,
    lift: "It works again: write to me there",
    place: "Where you live",
    placeText: "So that we follow your local law. In the United States it differs from state to state.",
    noPlace: "Prefer not to say",
    countries: "Countries",
    states: "United States, by state",
    timeZone: "Your time zone",
    timeZoneText: "Without it we write only at hours that suit all of the place where you live.",
    timeZoneAnywhere:
      "Once you choose where you live and save, only the time zones there are offered. If we know neither, your quiet hours are read on our own clock, and texts go by the country of your number.",
    onlyClock: (zone: string) => `${zone}: the only one where you live.`,
    clockOf: (city: string) => `${city} time`,
    noTimeZone: "Not known",

    you: "About you",
    youText: (_brand: string) => "Only what you tell us yourself.",
    language: "Language of your messages",
    interests: "What interests you",
    interestsText: (most: string) => `In your own words. Up to ${most}, separated by commas.`,
    dates: "Your important dates",
    datesText:
      "A birthday, for example. On these days you hear from us if “Important dates” is ticked under “What you hear”. Clear a row to remove it.",
    dateName: "Occasion",
    day: "Day",
    month: "Month",
    line: (number: string) => `Day ${number}`,

    presents: "Presents",
    presentsBox: "My purchases are presents: do not use them to guess about me",
    presentsText:
      "This holds from when you save until you untick it, for purchases before and after: no anniversary of your first gift, no “shall we pause?” message when you have not bought for a while. What the purchases gave stays given, and counts on your pages.",

    save: "Save",
    saveText: "Saves the whole page.",
    stop: "Stop everything",
  },

  history: {
    title: "Messages",
    headline: ["Every message", "and the reason for it."] satisfies Headline,
    lead: (brand: string) => `What ${brand} sent you, delayed or did not send, the newest first.`,
    nothing: "Nothing yet.",
    nothingText: "Every message we send, delay or drop will appear here, each with its reasons.",
    nothingOlder: "There is nothing older than this.",
    sent: "Sent",
    unknown: "Probably sent",
    unknownText:
      "It was handed over, and whether it left was never answered. It is not sent again, so that you do not get it twice.",
    deferred: (until: string) => `Delayed until ${until}`,
    dropped: "Not sent",
    because: "Because",
    reasons: {
      noAddress: "we have no address of yours",
      numberNotTexted: "we do not send texts to numbers of that kind or country",
      suppressed: "nothing is sent to that address: it was stopped, or messages to it came back",
      noConsent: "you had not agreed to it",
      consentPending: "you had not confirmed it yet",
      consentExpired: "your agreement had run out",
      consentWithdrawn: "you had withdrawn your agreement",
      topicOff: "you had unticked this topic",
      openComplaint: "something that you wrote to us about was not settled yet",
      otherRhythm: "you want to hear of it at other times",
      paused: "you had paused everything",
      lawfulHours: "the law does not allow texts at that hour where you are, or may be",
      quietHours: "it was within your quiet hours",
      journeyHours: "it was not the hour for such a message",
      capReached: "you had got enough messages that day",
      dayIsFull: "we had sent as many such messages that day as we allow ourselves",
      quotaReached: "we had sent as much that day as our mail service takes; we try again by ourselves",
      accountRefused: "our service for sending took none from us; we try again by ourselves",
      journeyStopped: "messages of this kind had been stopped",
      goalReached: "what it asked for was done already",
      noLongerTrue: "what it says was not true any more",
      tooLate: "it would have come too late",
      templateRefused: "a mistake of ours: it could not be written",
      notAccepted: "it was not accepted for delivery",
    },
    by: { email: "by email", sms: "by text", wallet: "on your card" },
    answer: "A reply to something you had just done; no consent needed.",
    agreed: (day: string, where: string) => `You agreed to this on ${day} ${where}`,
    sources: {
      form: "in our form",
      preferences: "on your preferences page",
      posFlag: "at the till",
      keyword: "by text",
      import: "before this page existed",
      oneClick: "by a link in a message",
      operator: "in person",
      provider: "at your mail provider",
      wallet: "on your phone",
    },
    agreedTo: "The words that you agreed to",
    consentGone: "Allowed by your agreement.",
    readAgain: "Read it again",
    kept: "What a message said is kept for a year. Answers to what you did a moment before are not kept: they may hold a link that only you should have.",
    copyTitle: "One message",
    copyHeadline: ["One message,", "as it was sent."] satisfies Headline,
    copyText: "Its words without its pictures. Its own links lead to your pages here.",
    gone: "This message cannot be shown.",
    older: "Older messages",
    newest: "Back to the newest",
    clock: (city: string) => `Times are ${city} time.`,
  },

  impact: {
    title: "Your impact",
    headline: ["Your purchases", "and what they give."] satisfies Headline,
    lead: (brand: string) => `What your own purchases at ${brand} add up to, read from the ledger itself.`,
    purchases: { one: "purchase with a gift", other: "purchases with a gift" },
    nothing: "No gifts yet.",
    nothingText: (brand: string) =>
      `None of your purchases at ${brand} has given anything yet, or they were made with an address or a card that is not known to be yours. The next one that gives will appear here moments after the payment.`,
    total: "Given by your purchases",
    funding: {
      brand: (brand: string) => `Paid by ${brand}`,
      match: (_brand: string) => "Added by the match pool",
      customer: (_brand: string) => "Rounded up by you",
    },
    pendingSettled: (pending: string, settled: string) => `${pending} pending, ${settled} final`,
    share: "Your share",
    shareText:
      "Of what all customers' purchases gave. Each kind of money and each currency is compared with itself alone.",
    shareOf: {
      brand: (brand: string, currency: string) => `of what ${brand} paid in ${currency}`,
      match: (_brand: string, currency: string) => `of what the match pool added in ${currency}`,
      customer: (_brand: string, currency: string) => `of what customers rounded up in ${currency}`,
    },
    countOf: (own: string, all: string) => `${own} of ${all}`,
    countOfText: "purchases that gave are yours",
    poolUsedUp: "The match pool of your causes is used up.",
    years: "By year, to print or keep",
    yearTitle: (year: string) => `Your impact in ${year}`,
    yearHeadline: (year: string): Headline => ["Your purchases", `and what they gave in ${year}.`],
    noReceipt: (brand: string) =>
      `This is no tax receipt: ${brand} gives what it and the match pool pay, and passes on what you rounded up.`,
    allYears: "All your purchases",
    next: "What comes next",
    nextText: "How far your causes are, and what the next gifts make possible.",
    nothingToCause: "None of your purchases has given to it yet.",
    noCauses: "You have not chosen any causes yet.",
    choose: "Choose your causes",
    purchasesPart: "Your purchases",
    purchasesText: "The newest first. If something is returned, all or part of its gift is canceled.",
    purchaseOf: (day: string) => `Purchase of ${day}`,
    presentsText:
      "From a purchase that you mark as a present, we guess nothing about you: no anniversary of your first gift, no “shall we pause?” message, no offers because of the store that you bought in. What it gave stays given.",
    markPresent: "This was a present",
    unmarkPresent: "This was not a present",
    isPresent: "A present: we guess nothing about you from it.",
    presentDone: {
      marked: "Marked as a present. What it gave stays given.",
      unmarked: "No longer marked as a present.",
      full: "You have marked as many purchases as we can keep. You can say under “About you”, in your preferences, that all your purchases are presents.",
      unknown: "Nothing was changed: that purchase is not among yours.",
    },
    pendingUntil: (day: string) => `pending until ${day}`,
    isSettled: "final",
    way: {
      claimable: (day: string) => `final; whoever has the receipt can still choose its cause until ${day}`,
      settled: (day: string) => `final since ${day}; part of the next payment`,
      cameBack: "final; its payment was returned by the bank and will be made again",
      less: "canceled after the payment; the next one is smaller by it",
      waits: (day: string, brand: string) =>
        `final since ${day}; waits at ${brand}, which has to settle something with the charity first`,
      prepared: (reference: string) =>
        `final; part of a payment that is being prepared (reference ${reference})`,
      held: (brand: string, reference: string) =>
        `final; its payment waits at ${brand} (reference ${reference})`,
      sent: (day: string, reference: string) =>
        `part of the payment of ${day} (reference ${reference}), which is on its way`,
      booked: (day: string, reference: string) => `part of the payment of ${day} (reference ${reference})`,
      received: (day: string, reference: string, acknowledged: string) =>
        `part of the payment of ${day} (reference ${reference}), acknowledged by the charity on ${acknowledged}`,
    },
    takenBack: "canceled because it was returned",
    more: (shown: string, all: string) => `The newest ${shown} of ${all} are shown.`,
  },

  address: {
    title: "Change of address",
    link: "Change an address or number",
    headline: ["Another address,", "and all that goes there."] satisfies Headline,
    lead: (brand: string) =>
      `${brand} asks at the new address first. Nothing changes before you answer from there.`,
    part: { email: "Your email address", sms: "Your mobile number" },
    now: (hint: string) => `Now: ${hint}`,
    label: { email: "New email address", sms: "New mobile number" },
    hint: {
      email: "Such as name@example.com.",
      sms: "With its country code, such as +1\u00a0212\u00a0555\u00a00142.",
    },
    send: { email: "Ask at the new address", sms: "Ask at the new number" },
    problem: {
      notAnAddress: {
        email: "Enter an email address such as name@example.com",
        sms: "Enter a mobile number with its country code, such as +1 212 555 0142",
      },
      noTextsThere: {
        email: "We cannot write to this address: enter another one",
        sms: "We cannot send text messages to this number, or to that country: enter another one",
      },
      same: {
        email: "This is the address that you have now: enter another one",
        sms: "This is the number that you have now: enter another one",
      },
    },
    moves:
      "What you agreed to goes on at the new one. Your purchases stay yours, those with the old one too. The old one is told, and you are signed out everywhere.",
    doneTitle: { email: "Check your inbox.", sms: "Check your texts." },
    done: {
      email: (to: string, hours: number) =>
        `If letters reach ${to}, one with a link is on its way. Open it in this browser within ${hours} hours and press the button there. Until then nothing changes.`,
      sms: (to: string, hours: number) =>
        `If texts reach ${to}, one with a link is on its way. Open it where you are signed in within ${hours} hours and press the button there. Until then nothing changes.`,
    },
    doneElse: {
      email: (replyTo: string) =>
        `No email after a few minutes? Check the address and your spam folder. An address from which messages came back gets none: then write to ${replyTo}.`,
      sms: (replyTo: string) =>
        `No text after a few minutes? Check the number. A number that sent STOP gets none: text START from it and ask again, or write to ${replyTo}.`,
    },
  },

  card: {
    title: "Your card",
    headline: ["Show your card,", "say nothing."] satisfies Headline,
    lead: (brand: string) =>
      `Show it at a till of ${brand}: the purchase is known as yours without a word, and its gift follows your choice of causes.`,
    none: "No card yet",
    noneText: "A card is a random code, on your phone or on paper. You can have one at once.",
    make: "Make my card",
    show: "To show at the till",
    qr: "Your card as a QR code",
    atTheTill: "Please scan before paying: what this purchase gives then goes where I chose.",
    since: (day: string) => `Yours since ${day}.`,
    print:
      "Printed, this page is a card of the size of a bank card. A picture of it on your phone works as well.",
    lost: "Lost it?",
    lostText:
      "Make a new one. From then on the old card names nobody; what you bought with it stays on your page.",
    replace: "Make a new card",
    is: "What it is, and what it is not",
    isList: [
      "It finds your purchases at the till, so that they give to your causes and stand on your page. It does nothing else.",
      "It is no consent: you still hear only about what you ticked in your preferences.",
      "It signs nobody in. Whoever finds it sees nothing of yours; at worst a purchase of theirs stands among yours, until you make a new card.",
      "In it is a random code alone: not your name, your address or your number.",
    ],
    done: {
      made: "Your card is ready. It works from now on.",
      replaced: "This is your new card. The one before names nobody any more.",
    },
    noConsent: "It needs no consent and is none: it works whatever is ticked here, and ticks nothing.",
    open: "To your card",
  },

  wallets: {
    title: "In your phone’s wallet",
    about: {
      apple:
        "On an iPhone, Apple Wallet shows the code and what your purchases gave so far. The file goes to your phone alone.",
      google:
        "On Android, Google Wallet shows the code. Google gets the number of your card and the name of the shop, and nothing else about you from us.",
    },
    add: { apple: "Add to Apple Wallet", google: "Add to Google Wallet" },
  },

  data: {
    title: "Your data",
    exportText: (brand: string) =>
      `Everything that ${brand} keeps of you, in one file (JSON): addresses, your card, consents with their words, preferences, messages and purchases.`,
    export: "Download my data",
    busy: "You have downloaded your data several times just now. Please try again in a quarter of an hour.",
    deleteText: "You can have all of it deleted, without asking anybody.",
    deleteLink: "Delete me",
    ask: {
      title: "Delete me",
      headline: ["Delete me,", "and all that is kept of me."] satisfies Headline,
      lead: (brand: string) =>
        `${brand} cannot undo this. Nothing is deleted before you press the button below.`,
    },
    goes: "What is deleted",
    goesList: [
      "your email address and phone number, and your card",
      "what you agreed to, with its words, and your preferences: topics, causes, dates, interests",
      "the history of messages to you, what they said, and texts that you sent us",
    ],
    stays: "What stays, and why",
    staysList: [
      "The amounts that your purchases gave, under a number that leads to nobody any more: the ledger must add up for the causes that were paid.",
      "A code made from each address, from which nobody can read it: so that an older agreement is never used again, and an address that was stopped stays stopped.",
      "What a shop’s system sent us and we could not read: it may name you, and it is deleted by itself after at most 30 days.",
    ],
    shop: (brand: string) =>
      `What the shops of ${brand} keep for invoices and taxes is not kept here: ask ${brand} about it.`,
    download: "Take your data along before, if you want to keep them.",
    confirm: "Delete everything now",
    keep: "Keep it, go back",
    doneTitle: "You are deleted.",
    doneText:
      "Everything that we could delete is gone, and you are signed out everywhere. No message comes from here any more.",
    doneElse: (replyTo: string) =>
      `A message that left just before may still arrive. If one comes later than today, write to ${replyTo}.`,
  },
};

/** What customers agree to and withdraw. Raise CONSENT_WORDS_VERSION with every change of a letter. */
export const consent = {
  topics: {
    impact: { name: "My impact", about: "What my own purchases gave, and to which cause." },
    milestones: { name: "Milestones", about: "When a cause I chose reaches a milestone." },
    community: { name: "The community", about: "What we all gave together, and what came of it." },
    orders: {
      name: "Order problems",
      about: "When something I ordered is late or no longer available.",
    },
    dates: { name: "Important dates", about: "A short note on dates that I have added." },
    offers: { name: "Offers", about: "New products and discounts." },
    feedback: { name: "Feedback", about: "Now and then a question about what I think." },
  },
  statements: {
    join: {
      email: (brand: string) =>
        `I agree to receive emails from ${brand} about the topics I have ticked. They begin only after I confirm my address. I can withdraw at any time, for one topic or for all, with the link in each email or in my preferences. I need not agree in order to buy.`,
      sms: (brand: string) =>
        `I agree to receive text messages from ${brand}, automated ones included, about the topics I have ticked. They begin only after I reply YES to a first text. Message and data rates may apply; frequency varies. I can withdraw at any time by replying STOP or in my preferences. Reply HELP for help. I need not agree in order to buy.`,
    },
    preferences: {
      email: (brand: string) =>
        `By ticking “Email” and saving, I agree to receive emails from ${brand} about this topic. I can withdraw at any time, here or with the link in each email. I need not agree in order to buy.`,
      sms: (brand: string) =>
        `By ticking “Text” and saving, I agree to receive text messages from ${brand} about this topic, automated ones included. Message and data rates may apply; frequency varies. I can withdraw at any time, here or by replying STOP. Reply HELP for help. I need not agree in order to buy.`,
      wallet: (brand: string) =>
        `By ticking “Card” and saving, I agree that my card shows alerts from ${brand} on my phone about this topic. I can withdraw at any time, here or by deleting the card from my phone. The card itself needs no such agreement. I need not agree in order to buy.`,
    },
  },
  /** Shown wherever the word is advertised that customers text to join. */
  keyword: (brand: string, word: string) =>
    `By texting ${word} I ask ${brand} to send me text messages about this topic, automated ones included. They begin only after I reply YES to a first text. Message and data rates may apply; frequency varies. I can withdraw at any time by replying STOP. Reply HELP for help. I need not agree in order to buy.`,
  stop: (brand: string) =>
    `I withdraw my agreement to messages from ${brand}, for all topics, by email, by text and in any other way. Nothing more is sent to me, at once, until I ask for it again.`,
  cardDeleted: "The card was deleted from my phone, and its alerts with it.",
};

/** What stands around every message. */
export const message = {
  preferences: "Manage preferences",
  unsubscribe: "Unsubscribe",
  optOut: "STOP to end",
  givenSoFar: "What all purchases gave so far",
  givenApart:
    "Gifts of different kinds and currencies stand side by side; they are never added. Part of them may still be pending.",
  sample: "sample: invented, not a real organization",
  imprint: "Legal notice",
  privacy: "Privacy notice",
  contact: "Contact",
  minutes: { one: "minute", other: "minutes" },
  hours: { one: "hour", other: "hours" },
  /** The rest of a list that was shortened: "Clean rivers, Open paths and 9 more". */
  more: (count: string) => `${count} more`,
  payer: {
    brand: (brand: string) => `paid by ${brand}`,
    match: (_brand: string) => "from the match pool",
    customer: (_brand: string) => "rounded up by you",
  },
  payerOfAll: {
    brand: (brand: string) => `paid by ${brand}`,
    match: (_brand: string) => "from the match pool",
    customer: (_brand: string) => "rounded up by customers",
  },
  topics: {
    impact: "what your purchases give",
    milestones: "milestones of the causes",
    community: "what all purchases together give",
    orders: "your orders",
    dates: "dates that matter to you",
    offers: "offers",
    feedback: "what you think of us",
  },
  /** What the goal itself is called; the milestones on the way have labels of their own. */
  goal: "All that we set out to give",
};

/** What the elements say that a shop's own pages show: before an order and after it. */
export const elements = {
  pick: "Where should your purchase give?",
  later: "I will choose later",
  about: (amount: string) => `about ${amount}`,
  to: (amount: string, cause: string) => `${amount} to ${cause}`,
  cart: {
    brand: (brand: string, gifts: string) =>
      `If you buy this, ${brand} gives ${gifts}, out of its own money.`,
    match: (brand: string, amount: string) => `The match pool of ${brand} adds ${amount}.`,
    customer: (gifts: string) => `You give ${gifts} by rounding up: that is your own money.`,
    unpicked: (causes: string) => `If you choose no cause, now or before, it goes to ${causes}.`,
  },
  order: {
    brand: (brand: string, gifts: string) => `For this order ${brand} gives ${gifts}, out of its own money.`,
    match: (brand: string, amount: string) => `The match pool of ${brand} adds ${amount}.`,
    customer: (gifts: string) => `You gave ${gifts} by rounding up: that is your own money.`,
    unpicked: (causes: string) =>
      `If you choose no cause, and have chosen none before, it goes to ${causes}.`,
  },
  none: {
    belowMinimum: (amount: string) => `Purchases of ${amount} or more give something.`,
    noAmountInCurrency: (currency: string) => `Purchases in ${currency} give nothing under these terms.`,
    nothingToShare: "Nothing in this cart gives something under these terms.",
    campaignCapReached: "All that was set aside for this has been given, so this purchase gives nothing.",
  },
  estimated: "An estimate: the exact amount is computed from the paid order.",
  moreTitle: "How this works",
  thanks: "Thank you.",
  claim: "Choose where it goes",
  check: "How to check that it counts",
};

/** What stands beside an offer that gives. It is made of the terms, so no brand writes it in words of its own. */
export const disclosure = {
  forAll: "For all of these",
  version: (terms: string, text: string) => `Terms ${terms}, text ${text}`,
  title: "What your purchase gives",
  /** Leads from a message to all the rest. */
  more: "All of it, and what was given so far",
  labels: {
    recipients: "Who receives it",
    unit: "What is given",
    estimate: "Example",
    limits: "Limits",
    split: "Always goes to",
    action: "What you do",
    dates: "When",
    refunds: "Returns",
    payer: "Who pays",
    total: "So far",
  },
  recipient: (charity: string) => `${charity} receives it.`,
  recipients: (charities: string) => `One of these receives it, as the customer picks: ${charities}.`,
  unit: (brand: string, share: string) => `${brand} gives: ${share}.`,
  estimate: (goods: string, gift: string) => `For goods of ${goods} that is ${gift}.`,
  over: (brand: string, cap: string, currency: string) =>
    `All that ${brand} set aside for this is given, ${cap} in total: purchases in ${currency} give nothing more now.`,
  noMost: "There is no upper limit on what is given in all.",
  noLeast: "No minimum total is guaranteed.",
  least: (brand: string, amounts: string, until: string) =>
    `At least ${amounts} is given in all: if purchases until ${until} come to less, ${brand} adds the rest, once they can no longer be returned.`,
  picked: "Pick a cause with your order, or beforehand.",
  pickedLater: (days: string) =>
    `Pick a cause with your order, beforehand, or with the receipt within ${days}.`,
  notPicked: (cause: string) => `If nobody picks, it goes to ${cause}.`,
  nothingToPick: "There is nothing that you have to do.",
  openEnded: (from: string) => `Since ${from}; no end is set.`,
  between: (from: string, until: string) => `From ${from} to ${until}.`,
  refunds: "If goods are returned, their part of the gift is taken back.",
  total: (address: string) => `What has been given so far: ${address}`,
  /** What a customer added in a year. */
  roundUps: {
    link: (year: string) => `Your round-ups of ${year}, to print`,
    title: (year: string) => `Your round-ups of ${year}`,
    headline: (year: string): readonly [string, string] => ["What you added", `in ${year}.`],
    collects: (brand: string) =>
      `What you add when you round up is your own gift, and none of ${brand}’s. ${brand} collects it and pays it to the charities named here.`,
    order: (id: string) => `Order ${id}`,
    rulesTitle: "For your taxes",
    rulesOf: (day: string) => `Rules as read on ${day}; ask your tax adviser.`,
    noReceipt:
      "This page says what is recorded of your purchases. Returned goods may still change it. It is not a receipt of a charity.",
    rules: {
      US: "United States: a gift counts only with a record of the bank, or with one in writing from the charity that has its name, the day and the amount. This page is neither.",
      GB: "United Kingdom: a charity can claim tax back only with a declaration by whoever gave. None is made here.",
      DE: "Germany: a gift counts only with the confirmation that the charity itself issues on the official form; for up to €300 a record of the bank can do. This page is neither.",
    },
  },
  /** Lines of a receipt, at most 42 letters each. */
  till: {
    share: (brand: string, share: string) => `${brand} gives ${share} of these goods`,
    flat: (brand: string, amount: string) => `${brand} gives ${amount} for this sale`,
    unit: (brand: string, amount: string, products: string) => `${brand} gives ${amount} per ${products}`,
    product: "certain product",
    upTo: (share: string) => `up to ${share}`,
    picked: "to the cause that you pick:",
    fixed: (cause: string) => `to ${cause}:`,
    over: (brand: string) => `${brand} gave all that it set aside`,
    seeTotal: "See what it all came to:",
  },
};

/**
 * The page on which anybody checks a gift. What a proof shows is the same at every brand, so none writes it in words of its own. Names in
 * braces are filled in by the page's script.
 */
export const proof = {
  title: "Check a gift",
  headline: ["You need not take our word.", "Check it."] satisfies Headline,
  purpose: (brand: string) =>
    `Each morning ${brand} publishes what was given the day before: for each cause one sum, and one hash that stands for every gift in it. With the proof of your own gift you can work out that it is in that sum, without asking ${brand} and without seeing what others gave.`,
  notYet:
    "Nothing is published yet. The first sums appear here the morning after the first gifts; there is nothing to check before that.",
  check: {
    title: "Check a proof here",
    aside: "Nothing of your file is sent: it is checked on this device.",
    file: "Your proof",
    hint: "A file that ends in .tlog-proof. You get it where you see what your purchases gave, and behind the code on your receipt.",
    withoutScript: "To check here, this page needs JavaScript. The command below checks the same without it.",
    own: (brand: string) =>
      `This page comes from ${brand}. A brand that cheats could show you one that always says yes. To be certain, use the command below, and a key that you did not get here.`,
  },
  checking: "Checking …",
  notThere: "There is no proof behind this link, or not yet. Open the link again from where you found it.",
  outcome: {
    right: "True: all of it is right.",
    partly: "Right as far as it was checked, and not all of it was.",
    wrong: "Not true: something is wrong.",
  },
  marks: { right: "Right", wrong: "Wrong", unchecked: "Not checked" },
  steps: {
    file: {
      title: "The file is a whole proof of a gift.",
      wrong: "It is none, or it was cut off or changed.",
    },
    sum: {
      title: "The gift is in the sum that was published for its day.",
      wrong: "The gift that the file names is not in the sum that the file names.",
    },
    signature: {
      title: "The log’s key has signed.",
      wrong: "What the file says was not signed by the key that this page states.",
    },
    log: {
      title: "The sum of that day is in the signed log.",
      wrong: "The log that was signed does not hold this sum.",
    },
    today: {
      title: "The log as it is published now still begins with what was signed then, and its days add up.",
      wrong:
        "What is published now is not what was signed then. Keep the file: it proves that something was changed.",
    },
  },
  cannotSign:
    "This browser cannot check the signature. Newer ones can, over https: Safari 17, Firefox 129, Chrome 137 and later. The command below can, too.",
  cannotRead: "The log could not be read just now. Try again later.",
  inEnglish: "In the words of the program:",
  gave: {
    accrued: "{amount} for {cause}",
    returned: "{amount} taken back from {cause}",
    settled: "{amount} for {cause}, settled",
    late: "{amount} taken back from {cause} after it was settled",
  },
  payer: "Who paid: {payer}.",
  sum: {
    day: "It is part of {total}, published for {day}. That is the sum of at most {gifts} gifts.",
    days: "It is part of {total}, published for the days from {from} to {day}. That is the sum of at most {gifts} gifts.",
  },
  compare: "It is yours if all of this is what your own receipt says:",
  facts: {
    order: "Order",
    shop: "Shop",
    placed: "Placed",
    paid: "Paid in all",
    base: "Computed on",
    terms: "Terms",
    other: "Moved from or to",
  },
  shows: {
    title: "What a proof shows",
    points: [
      "Your gift, of this amount and for this cause, is in a sum that was published. If it had been left out, there would be no proof.",
      "The proof is of your purchase: it holds the order’s number, the minute and the amount, so the same one cannot be shown to two people.",
      "Nothing that was published before was changed since: the log begins with all that was ever signed.",
      "What was taken back is a sum of its own, and nothing below zero is hidden in another.",
    ],
  },
  showsNot: {
    title: "What it does not show",
    points: [
      "That the money has arrived. The charity and its bank can say that, and nobody else.",
      "That other people’s gifts are in it. Each finds out about their own; whoever checks protects those who do not.",
      "That every gift in the sum is of somebody. A brand that invents gifts owes more, and what charities confirm is the limit.",
      "What the charity does with it.",
    ],
  },
  command: {
    title: "Check it with one command",
    aside: "For whoever trusts no page. It says the same as this one, in English.",
    text: "The program is one file that anybody can read. It needs Node.js and nothing else, and asks nobody.",
    download: "Get wellspring-verify.mjs",
    sha: "Its SHA-256:",
    run: "Then, in the folder with both files:",
    key: "The log’s key:",
    keyText:
      "Compare it with one that cannot be changed for you alone: from a poster, a letter, the charity, a friend who sees this page too.",
    whole: "The whole log, all its days and sums:",
  },
  download: "Download the proof",
  checkIt: "Check that it counts",
  noneYet: "No proof yet.",
  after: (day: string) => `Not published yet: the proof comes after ${day}.`,
  waits:
    "The proof comes once this gift is in a published sum: the next morning, and for a cause with few gifts at the end of the month.",
};

/** What a customer's card says in the wallet of a phone. Labels are short: a phone cuts them. */
export const wallet = {
  /** Read aloud in place of the card. */
  about: (brand: string) => `Card of ${brand}: what your purchases give`,
  given: {
    brand: (brand: string) => `${brand} gave`,
    match: (_brand: string) => "Match pool gave",
    customer: (_brand: string) => "You rounded up",
  },
  givenSoFar: "Given so far",
  nothing: "Nothing yet",
  cause: "Your cause",
  causes: "Your causes",
  andMore: (cause: string, more: string) => `${cause} and ${more} more`,
  pending: "Pending",
  settled: "Final",
  asOf: "As of",
  number: "Card number",
  all: "What your purchases gave",
  ofWhich: (amount: string, pending: string) => `${amount}, of which ${pending} is pending`,
  apart: "Different kinds of money and different currencies are never added.",
  pendingTitle: "What “pending” means",
  pendingText: "While a purchase can be returned, its gift is pending. A return cancels all or part of it.",
  impact: "My impact",
  preferences: "Preferences",
  news: "Latest",
  ended: "No longer valid",
  endedText: (address: string) =>
    `This card was replaced or deleted, and names nobody at a till. If you have a new one, it is at ${address}. You can delete this one.`,
};
