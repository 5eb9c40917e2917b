import { dayBoundsFor } from "wellspring/day-bounds";
import { localStage } from "wellspring/sample";
import type { AwsStage, Sender, StageSettings } from "wellspring/stages";

/**
 * The stages of %NAME%: deployed copies of all stacks, each with its settings. The editor says what each setting means.
 * Nothing is deployed to AWS while a placeholder (CHANGE-ME) is left in its stage.
 */

const sender: Sender = {
  name: "%NAME%",
  // Its domain is yours: letters leave from it.
  address: "letters@change-me.example",
  replyTo: "hello@change-me.example",
  postalAddress: "CHANGE-ME: %NAME%, street and number, town, country",
  // A number or a name for texts; empty: what the account has.
  sms: "",
  smsDollarsPerMonth: 50,
  joinWord: "JOIN",
};

/** The countries in which you sell: texts go to their mobile numbers, and to no other. None: no texts at all. */
const textCountries: readonly string[] = [];

/** On whose clock the daily and weekly journeys are called. */
const timeZone = "Europe/Berlin";

/** This machine's, for `npm start`: with the shops of the sample, so that its day can be run. */
const local = localStage({ sender, timeZone });

const production: AwsStage = {
  kind: "aws",
  name: "production",
  env: { account: "CHANGE-ME", region: "CHANGE-ME" },
  // A line for each shop or account that sends its purchases.
  connections: [{ source: "shopify", name: "web", reconcile: true }],
  // Never changed once a purchase was recorded: 64 takes 10,000 purchases a second.
  ledgerShards: 64,
  logDays: 30,
  tlsOnly: true,
  siteThrottle: { requestsPerSecond: 100, burst: 200 },
  triesPerSource: 40,
  sender,
  textCountries,
  dayBounds: dayBoundsFor(sender.smsDollarsPerMonth),
  timeZone,
  broadcastRate: { emailsPerSecond: 1, textsPerSecond: 1 },
  eventArchiveDays: 30,
  partnerBuses: [],
  // Who is written to when something needs a person.
  alarmEmail: "CHANGE-ME@change-me.example",
};

export const stages: readonly StageSettings[] = [local, production];
