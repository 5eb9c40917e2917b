import { RoundUpRule } from "../core/intake/shop-system/round-up-rule.ts";
import type { PartnerSource } from "../core/intake/sources/registry.ts";
import type { TextService } from "../core/messaging/delivery/text.ts";
import { COUNTRIES_WITH_HOURS } from "../core/messaging/eligibility/permitted-hours.ts";
import { parseMoney } from "../core/model/money.ts";
import type { Source } from "../core/model/sources.ts";
import { NO_WALLETS, Wallet } from "../core/model/wallet.ts";
import type { DayBounds } from "../core/people/rate-limit/day-bounds.ts";
import { STAGES_FILE } from "./folders.ts";
import { pascal } from "./output-names.ts";

/**
 * One shop or account that may send us webhooks, under `/webhooks/{source}/{name}`.
 * - `reconcile`: compare its own list of orders with the ledger each night, where its source has one; wants a token, too.
 *   Without it, what a source that sends nothing twice (WooCommerce) was refused is lost
 * - `lookUp`: ask it for what its webhooks leave out, where its source can be asked; wants a token, too
 * - `roundUp`: by what it takes what its customers add for a cause; absent: it takes none
 * - `placedAtIsFixed`: a promise for a `standard` connection: no order ever comes with another `placedAt`, and no order id is
 *   used twice. It saves a write unit a purchase ($0.63 a million) and the alarm: an order that breaks it counts twice, which
 *   only `wellspring ledger verify` finds. Without the promise an order with another `placedAt` is refused, and rings
 * - `silentHours`: the alarm rings after this time without a purchase of it; absent: never
 */
export interface Connection {
  readonly source: Source;
  readonly name: string;
  readonly reconcile?: boolean;
  readonly lookUp?: boolean;
  readonly roundUp?: RoundUp;
  readonly placedAtIsFixed?: boolean;
  readonly silentHours?: SilentHours;
}

/** As in core/intake/shop-system/round-up-rule.ts, but `most` is decimal text by currency: `{ EUR: "5.00" }`. */
export interface RoundUp {
  readonly products?: readonly string[];
  readonly fees?: readonly string[];
  readonly stated?: true;
  readonly most: Readonly<Record<string, string>>;
}

/** CloudWatch looks back a day at most in one period of whole hours. */
export type SilentHours = 1 | 2 | 3 | 4 | 6 | 8 | 12 | 24;

/** `shopify/web`: how a connection is called in addresses, logs and metrics. */
export function connectionName({ source, name }: Connection): string {
  return `${source}/${name}`;
}

/** Whether its shop is asked for anything, and so a token of it is kept. */
export function wantsToken({ reconcile, lookUp }: Connection): boolean {
  return reconcile === true || lookUp === true;
}

/** Names of the connections whose shop is asked for what a webhook leaves out. */
export function lookUpsOf({ connections }: { readonly connections: readonly Connection[] }): string[] {
  return connections.filter(({ lookUp }) => lookUp === true).map(connectionName);
}

/** The connections that keep no order rows, as functions read it: core/giving/ledger/order-row.ts. */
export function placedAtFixedText({ connections }: { readonly connections: readonly Connection[] }): string {
  const fixed = connections.filter(({ placedAtIsFixed }) => placedAtIsFixed === true).map(connectionName);
  return fixed.length === 0 ? "none" : fixed.join(",");
}

/** The same as functions and the operator's program read it: core/intake/webhook/look-ups.ts. */
export function lookUpsText({ connections }: { readonly connections: readonly Connection[] }): string {
  const asked = connections.filter(({ lookUp }) => lookUp === true);
  const bySource = Map.groupBy(asked, ({ source }) => source);
  const names = [...bySource].map(([source, each]) => [source, each.map(({ name }) => name)]);
  return JSON.stringify(Object.fromEntries(names));
}

/** Rules of round-ups as functions and the operator's program read them: core/intake/shop-system/round-up-rule.ts. */
export function roundUpsText({ connections }: { readonly connections: readonly Connection[] }): string {
  const rules = connections.flatMap((connection) => {
    const { roundUp } = connection;
    return roundUp === undefined
      ? []
      : [{ at: connectionName(connection), rule: JSON.stringify(ruleOf(roundUp)) }];
  });
  const text = JSON.stringify(
    [...Map.groupBy(rules, ({ rule }) => rule)].map(([rule, alike]) => ({
      at: alike.map(({ at }) => at),
      ...RoundUpRule.parse(JSON.parse(rule)),
    })),
  );
  if (text.length > ROUND_UPS_CHARS_MAX)
    throw new Error(`The round-ups take ${text.length} characters; ${ROUND_UPS_CHARS_MAX} fit.`);
  return text;
}

function ruleOf({ most, ...rule }: RoundUp): RoundUpRule {
  const minor = Object.entries(most).map(([code, decimal]) => [code, parseMoney(decimal, code)]);
  return RoundUpRule.parse({ ...rule, most: Object.fromEntries(minor) });
}

/** `ConnectionSecret` and `shopify/in-store` → `ConnectionSecretShopifyInStore`: an output's name has letters and digits alone. */
export function outputName(what: string, { source, name }: Connection): string {
  return `${what}${pascal(`${source}-${name}`)}`;
}

/** A partner event bus, named as AWS names it, and the connection whose purchases it carries. */
export interface PartnerBus {
  readonly eventSource: string;
  readonly connection: { readonly source: PartnerSource; readonly name: string };
}

export interface Throttle {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/**
 * An address of the brand's own, by CloudFront before ours, which stays valid: docs/operating/domain.md. Costs nothing while it
 * idles, but for a secret ($0.40 a month) for the site.
 * - `name`: such as `give.example.com`. Its DNS record is published by hand, and points to the stage's output
 * - `certificate`: the ARN of a certificate for that name in ACM in us-east-1, where CloudFront reads it
 * - `firewall`: the ARN of a web ACL of AWS WAF, of scope CLOUDFRONT: $5 a month, $1 a month for each rule, and $0.60 for a
 *   million requests; absent: none
 */
export interface Domain {
  readonly name: string;
  readonly certificate: string;
  readonly firewall?: string;
}

/** Who writes to customers. What they say is the brand's; from where, and where the brand lives, is the stage's. */
export interface Sender {
  /** As it stands in the letter's From, without the address. */
  readonly name: string;
  /** Its domain is verified with SES by the stack; in AWS its DNS records are published by hand, once. */
  readonly address: string;
  /** What texts may cost in a month, in US dollars: an alarm rings at four fifths of it. */
  readonly smsDollarsPerMonth: number;
  /** Where people at the brand read what is answered to a letter. */
  readonly replyTo: string;
  /** In every letter, as the law wants it: one line. */
  readonly postalAddress: string;
  /**
   * A number in E.164, a name of up to 11 letters and digits where the country lets one, or the id of a pool or a number of AWS
   * End User Messaging (`pool-…`, `phone-…`); empty: what the account has.
   */
  readonly sms: string;
  /** The word that a customer texts to the brand's number to be asked whether we may write. */
  readonly joinWord: string;
}

/**
 * What broadcasts may take of the rate at which SES and SNS let this account send, all workers together; at least 1. Leave
 * some of it for what customers wait for: links, and what their purchase gave.
 */
export interface BroadcastRate {
  readonly emailsPerSecond: number;
  readonly textsPerSecond: number;
}

/**
 * Where customers' cards may go besides paper: docs/guides/wallet-cards.md. Each is the ARN of a secret in Secrets Manager ($0.40 a
 * month) that `wellspring card setup` checked and stored; absent: no button, and no cost.
 * - `apple`: the certificate of a pass type, its key and Apple's intermediate certificate
 * - `google`: the number of an issuer and the key of a service account
 */
export type WalletKeys = { readonly [wallet in Wallet]?: string };

/**
 * Where the brand's own people work: docs/guides/desk.md. Costs nothing while nobody does.
 * - `signInPrefix`: under which they sign in, at `<prefix>.auth.<region>.amazoncognito.com`: no other pool of the region has it. Passkeys
 *   are bound to it: another prefix voids them all
 */
export interface DeskSettings {
  readonly signInPrefix: string;
}

/**
 * The public log of what was given, which the stage publishes each day: docs/guides/public-proof.md. Costs $1.40 a month for its key
 * and its secret.
 * - `log`: its name, where it is served without `https://`, such as `give.example.com/proof`. Never change it: it is in all that
 *   is published
 */
export interface Proof {
  readonly log: string;
}

/**
 * Where answers to letters are received: docs/guides/inbound-mail.md. Costs nothing while nobody writes but an alarm's $0.10.
 * - `domain`: a subdomain of the sender's that receives nothing else, such as `reply.<domain>`. Its MX record is published by hand
 * - `ruleSet`: the set of receipt rules that is active in this account and region, to which a rule is added. Absent: the stack makes
 *   one, and activates it only where none is active
 */
export interface Inbound {
  readonly domain: string;
  readonly ruleSet?: string;
}

interface EveryStage {
  readonly name: string;
  readonly connections: readonly Connection[];
  /** Over how many partitions the purchases of one minute are spread. Never change it once a ledger has entries. */
  readonly ledgerShards: number;
  readonly logDays: 1 | 7 | 30 | 90;
  /** Whether stores refuse plain HTTP. The engine on one machine speaks nothing else. */
  readonly tlsOnly: boolean;
  /**
   * How many webhooks may be under way at once, and so how many any flood of them can be; Lambda takes at most ten times
   * as many a second. Set aside in the account, whose limit must be 100 more than all that is set aside (a new account's
   * is 10: ask AWS for more, or leave it out to try things).
   */
  readonly webhookConcurrency?: number;
  /**
   * How many shops may be asked at once for what a webhook leaves out, and so how often any of them can be: about three
   * times as many a second. Set aside in the account, as above; more purchases wait for up to a minute and a half.
   */
  readonly lookUpConcurrency?: number;
  readonly siteThrottle: Throttle;
  /** How often one source address may send the forms that cause a message, in a quarter of an hour. */
  readonly triesPerSource: number;
  /** How many days what customers say as feedback is kept; absent: 365. */
  readonly feedbackKeptDays?: number;
  readonly sender: Sender;
  /**
   * The countries (ISO 3166) to whose mobile numbers texts go: those in which the brand sells. Each number there costs money,
   * and anybody can type one into a form. Each needs a row of lawful hours (core/messaging/eligibility/permitted-hours.ts);
   * none: no texts at all.
   */
  readonly textCountries: readonly string[];
  /**
   * The most messages of a day that forms, one source, one country and all together may cause; what customers agreed to is
   * counted apart. `dayBoundsFor` derives them from what texts may cost in a month.
   */
  readonly dayBounds: DayBounds;
  /** On whose clock the daily and weekly journeys are called: the brand's own. */
  readonly timeZone: string;
  readonly broadcastRate: BroadcastRate;
  /** Absent: cards are in no wallet of a phone. */
  readonly wallet?: WalletKeys;
  /**
   * The day of each month on which payouts are proposed by themselves, at five (UTC), through the end of the month before; people
   * approve them. From the second on it is over everywhere. Absent: `wellspring money payouts propose` does it.
   */
  readonly payoutDay?: PayoutDay;
  /** Absent: the brand's people work by the command alone. */
  readonly desk?: DeskSettings;
  /** Absent: no log is published, and it costs nothing. */
  readonly proof?: Proof;
  /** Absent: letters are answered to `replyTo`, where no program reads. */
  readonly inbound?: Inbound;
}

/** A day that every month has, and on which the month before is over in every time zone. */
export type PayoutDay =
  | (2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15)
  | (16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28);

/** The wallets that a stage has keys for. */
export function walletsOf({ wallet = {} }: Pick<StageSettings, "wallet">): Wallet[] {
  return Wallet.options.filter((name) => wallet[name] !== undefined);
}

/** The same as functions read it: core/model/wallet.ts. */
export function walletsText(stage: Pick<StageSettings, "wallet">): string {
  return walletsOf(stage).join(" ") || NO_WALLETS;
}

/** Whether the stage publishes a log, as functions read it. */
export function hasLogText({ proof }: Pick<StageSettings, "proof">): "yes" | "no" {
  return proof === undefined ? "no" : "yes";
}

/** The same as functions and the operator's program read it: core/people/contacts/texted-number.ts. */
export function textCountriesText({
  name,
  textCountries,
}: Pick<StageSettings, "name" | "textCountries">): string {
  const unlawful = textCountries.filter((country) => !COUNTRIES_WITH_HOURS.includes(country));
  if (unlawful.length === 0) return textCountries.join(" ");
  throw new Error(
    `The stage ${JSON.stringify(name)} opens texts to ${unlawful.join(", ")} (textCountries in ${STAGES_FILE}), of which no lawful hours are known. ` +
      `Add a row to core/messaging/eligibility/permitted-hours.ts first, with its source. There are: ${COUNTRIES_WITH_HOURS.join(", ")}.`,
  );
}

/** On an engine on one machine: everything may be thrown away, and what that engine lacks is left out. */
export interface LocalStage extends EveryStage {
  readonly kind: "local";
}

/** An account of AWS, by its 12 digits, and a region of it. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** In an AWS account: what was given is kept, whatever happens to the stacks. */
export interface AwsStage extends EveryStage {
  readonly kind: "aws";
  /** Where its stacks are, and nowhere else. `sample`: it is only looked at, by tests and benches, and never deployed. */
  readonly env: Environment | "sample";
  /** How long the bus keeps its events, for feeding them again. */
  readonly eventArchiveDays: number;
  readonly partnerBuses: readonly PartnerBus[];
  /** Of pages, JSON and the links in letters; absent: the API's own host. Links that are out stay valid either way. */
  readonly siteDomain?: Domain;
  /** Of the webhooks' addresses; absent: the function's own. A shop may keep the address that it was given. */
  readonly webhookDomain?: Domain;
  /** The name of a managed policy that bounds every role of the stacks: docs/operating/upgrade.md, The pipeline. Absent: none. */
  readonly permissionsBoundary?: string;
  /**
   * Which service sends texts. `endUserMessaging`, the default, says what became of each and lets none arrive after its hours;
   * `sns` accepts texts that it never delivers, and says nothing (docs/decisions/81-texts-that-are-settled.md).
   */
  readonly texts?: TextService;
  /** The most that one text may cost, in US dollars: "0.25". Absent: as much as it does. For `endUserMessaging` alone. */
  readonly textDollarsMax?: string;
  /**
   * `own`, the default: the stack makes the identity of the sender's domain at SES. `existing`: the account has it already (a
   * second stage, or the brand's own); the stack neither makes nor removes it, and its DNS records are its owner's.
   */
  readonly senderIdentity?: "own" | "existing";
  /** A subdomain of the sender's, such as `bounce.<domain>`, to which bounces go, so that SPF is aligned. Absent: SES's own. */
  readonly mailFromDomain?: string;
  /** Who is written to when an alarm goes off; without it, subscribe to the topic by hand. */
  readonly alarmEmail?: string;
}

/** The engine on one machine has SNS alone. */
export function textServiceOf(stage: StageSettings): TextService {
  return stage.kind === "local" ? "sns" : (stage.texts ?? "endUserMessaging");
}

export type StageSettings = LocalStage | AwsStage;

/** A function's environment holds 4 KB; each connection takes about 140 bytes of receive-purchase's. */
export const CONNECTIONS_MAX = 15;

/** What is left of that for the round-ups of all connections, each rule once. */
const ROUND_UPS_CHARS_MAX = 600;

/** The stage of an operator who names none: never the one whose tables can be thrown away. */
const STAGE_DEFAULT = "production";

/** The stage that `cdk … -c stage=<name>` asks for. Throws with the names that there are. */
export function stageNamed(stages: readonly StageSettings[], name: unknown): StageSettings {
  const wanted = name ?? STAGE_DEFAULT;
  const stage = stages.find((candidate) => candidate.name === wanted);
  if (stage !== undefined) return stage;
  const names = stages.map((candidate) => candidate.name).join(", ");
  throw new Error(`There is no stage ${JSON.stringify(wanted)} in ${STAGES_FILE}. There are: ${names}.`);
}
