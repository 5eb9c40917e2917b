import * as z from "zod";
import { exactAmount, roundExact } from "../../model/exact-amount.ts";
import { instantAt } from "../../model/instant.ts";
import { LookUp } from "../../model/look-up.ts";
import { Currency, MINOR_MAX, type Minor, MoneyError } from "../../model/money.ts";
import { Delay, Unavailability } from "../../model/order-trouble.ts";
import { ID_CHARS_MAX, type Instant, OrderLink, OrderRef, Purchase, Refund } from "../../model/purchase.ts";
import type { IgnoredReason } from "./ignored.ts";
import type { RoundUpRule } from "./round-up-rule.ts";

/** One thing that is wrong with a payload. Neither part ever quotes a value: payloads are about people. */
export interface PayloadIssue {
  readonly field: string;
  readonly reason: string;
}

/** A payload that is no usable purchase or refund, with every issue found. */
export class InvalidPayloadError extends Error {
  override readonly name = "InvalidPayloadError";
  readonly issues: readonly PayloadIssue[];

  constructor(issues: readonly PayloadIssue[]) {
    super(issues.map(({ field, reason }) => `${field}: ${reason}`).join("; "));
    this.issues = issues;
  }
}

export function invalidPayload(field: string, reason: string): InvalidPayloadError {
  return new InvalidPayloadError([{ field, reason }]);
}

/**
 * What leaves a payload as a keyed hash alone: its personal data, and the numbers that its receipt names it by, as written
 * there. No code but the hashing receives it.
 */
export interface PayloadPerson {
  readonly emails: readonly (string | null | undefined)[];
  readonly phones: readonly (string | null | undefined)[];
  /** Cards that pay. */
  readonly cards: readonly (string | null | undefined)[];
  /** The customer's own card, as it was scanned or typed. */
  readonly customerCard?: string | null | undefined;
  /** ISO 3166 code of the country in which a phone number without its code is meant. */
  readonly country?: string | null | undefined;
  readonly receiptNumbers?: readonly (string | null | undefined)[];
}

export type PurchaseFacts = Omit<Purchase, "identities">;

const TroubleFacts = z.discriminatedUnion("kind", [
  Delay.omit({ identities: true }),
  Unavailability.omit({ identities: true }),
]);
export type TroubleFacts = z.infer<typeof TroubleFacts>;

interface NormalisedPurchase {
  readonly kind: "purchase";
  readonly purchase: PurchaseFacts;
  readonly person: PayloadPerson;
  readonly lookUp?: LookUp;
}

interface NormalisedRefund {
  readonly kind: "refund";
  readonly refund: Refund;
  readonly lookUp?: LookUp;
}

/** Something happened to an order that the webhook only names: without its shop's answer nothing is known of it. */
interface NormalisedNotice {
  readonly kind: "notice";
  readonly order: OrderRef;
  readonly lookUp: LookUp;
}

/**
 * One event of a webhook: a purchase or trouble with one, with the person who made it; a refund; another id of an order; a
 * notice that names an order alone; or that a part of it is about money and is not read.
 * `lookUp`: the event is as exact as its webhook allows, and the shop knows it exactly.
 * `ask`: what is ignored is this purchase, if the shop says so: where the shop is asked, it takes the place of `ignored`.
 */
export type NormalisedEvent =
  | NormalisedPurchase
  | { readonly kind: "trouble"; readonly trouble: TroubleFacts; readonly person: PayloadPerson }
  | NormalisedRefund
  | { readonly kind: "link"; readonly link: OrderLink }
  | NormalisedNotice
  | { readonly kind: "ignored"; readonly reason: IgnoredReason; readonly ask?: NormalisedPurchase };

/**
 * One verified webhook. `topic` is its header where the source names the topic there: nobody signs it, so it may make us
 * leave a body aside and never make one count. `now` judges its dates; `roundUp` says what its shop's round-up is.
 */
export interface WebhookDelivery {
  readonly connection: string;
  readonly roundUp?: RoundUpRule | undefined;
  readonly topic?: string | undefined;
  readonly payload: unknown;
  readonly now: Instant;
}

/**
 * Reads the payloads of one source. The list is empty for a topic that is not needed, a test order, an order that is not
 * paid yet. Throws {@link InvalidPayloadError}. The same payload always gives the same result: repeated deliveries are
 * recognised by that.
 */
export type Normalise = (delivery: WebhookDelivery) => readonly NormalisedEvent[];

const ISSUES_MAX = 10;

/** Parses by schema, or throws {@link InvalidPayloadError} with field and reason of each issue. */
export function parsePayload<Schema extends z.ZodType>(schema: Schema, payload: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(payload, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new InvalidPayloadError(
    parsed.error.issues.slice(0, ISSUES_MAX).map((issue) => ({
      field: issue.path.join(".") || "body",
      reason: reasonOf(issue),
    })),
  );
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return "has members that it must not have";
  if (issue.code === "invalid_type" && issue.input === undefined) return "is missing";
  return issue.message;
}

/** A decimal amount in a string, with any number of decimals. */
export const Decimal = z
  .string("an amount must be a decimal string")
  .regex(/^\d{1,15}(\.\d{1,40})?$/, "not a decimal amount such as 12.50");

/** A whole, non-negative number of minor units. A fraction is refused. */
export const WholeAmount = z
  .int("an amount must be a whole number of minor units")
  .min(0, "an amount must not be negative")
  .max(MINOR_MAX * 100, "larger than any amount that is accepted");

/** Ids come as text or as whole numbers. */
export const Id = z
  .union([z.string().min(1).max(ID_CHARS_MAX), z.int().positive()], "an id must be text or a whole number")
  .transform(String);

/** The minor units of an amount; one with more decimals than the currency is rounded half up. */
export function minorOf(decimal: string, currency: string, field: string): Minor {
  try {
    return roundExact(exactAmount(decimal), currency);
  } catch (error) {
    if (error instanceof MoneyError) throw invalidPayload(field, `no amount in ${currency} that is accepted`);
    throw error;
  }
}

export function currencyOf(text: string, field: string): Currency {
  const currency = Currency.safeParse(text.toUpperCase());
  if (currency.success) return currency.data;
  throw invalidPayload(field, currency.error.issues[0]?.message ?? "not a currency of ISO 4217");
}

/** Guards what is computed from amounts: a negative rest means that they contradict each other. */
export function notNegative(minor: number, field: string): Minor {
  if (minor < 0)
    throw invalidPayload(field, "the amounts contradict each other: this would be less than nothing");
  return minor;
}

/** No shop system that we read is older. */
const EARLIEST: Instant = "2015-01-01T00:00:00Z";
/** Clocks of tills run ahead, and some send local time as UTC. */
const AHEAD_MS_MAX = 24 * 60 * 60 * 1000;

/** What is said of a date in any other form. */
export const NO_MOMENT = "not a date and time with its offset (RFC 3339), such as 2026-11-26T12:00:00+01:00";

const DateTime = z.iso.datetime({ offset: true });

/** Whole seconds in UTC of a moment that must be between 2015 and a day from now. */
export function instantOf(text: string, field: string, now: Instant): Instant {
  if (!DateTime.safeParse(text).success) throw invalidPayload(field, NO_MOMENT);
  return instantOfMs(Date.parse(text), field, now);
}

export function instantOfSeconds(seconds: number, field: string, now: Instant): Instant {
  return instantOfMs(seconds * 1000, field, now);
}

function instantOfMs(ms: number, field: string, now: Instant): Instant {
  if (!(ms >= Date.parse(EARLIEST)))
    throw invalidPayload(field, "before 2015: the clock of the sender is wrong");
  if (ms > Date.parse(now) + AHEAD_MS_MAX) throw invalidPayload(field, "more than a day ahead of now");
  return instantAt(ms);
}

/** Under this name orders carry the cause: an attribute, a metadata key, a custom field. */
export const CAUSE_NAME = "wellspring_cause";
/** Under this SKU, title or metadata key orders carry what the customer adds for the cause. */
export const ROUND_UP_NAME = "wellspring_round_up";

/** Whether a name is one of ours, however its words are joined: `Wellspring round-up` is. */
export function isNamed(name: string | null | undefined, ours: `wellspring_${string}`): boolean {
  return (
    name
      ?.trim()
      .toLowerCase()
      .replace(/[\s-]+/g, "_") === ours
  );
}

/** Whether one of these names means the round-up. */
export function isRoundUp(...names: readonly (string | null | undefined)[]): boolean {
  return names.some((name) => isNamed(name, ROUND_UP_NAME));
}

const Facts = z.object(Purchase.shape).omit({ identities: true });

/** Checks a purchase as a whole before it leaves its adapter. */
export function purchaseEvent(
  purchase: PurchaseFacts,
  person: PayloadPerson,
  lookUp?: LookUp,
): NormalisedPurchase {
  const facts = parsePayload(Facts, purchase);
  return {
    kind: "purchase",
    purchase: facts,
    person,
    ...(lookUp && { lookUp: parsePayload(LookUp, lookUp) }),
  };
}

/** Checks a refund as a whole before it leaves its adapter. */
export function refundEvent(refund: Refund, lookUp?: LookUp): NormalisedRefund {
  const facts = parsePayload(Refund, refund);
  return { kind: "refund", refund: facts, ...(lookUp && { lookUp: parsePayload(LookUp, lookUp) }) };
}

/** Checks another id of an order before it leaves its adapter. */
export function linkEvent(link: OrderLink): NormalisedEvent {
  return { kind: "link", link: parsePayload(OrderLink, link) };
}

/** Checks the name of an order that its shop is to be asked for before it leaves its adapter. */
export function noticeEvent(order: OrderRef, lookUp: LookUp): NormalisedEvent {
  return { kind: "notice", order: parsePayload(OrderRef, order), lookUp: parsePayload(LookUp, lookUp) };
}

/** Checks what is wrong with an order as a whole before it leaves its adapter. */
export function troubleEvent(trouble: TroubleFacts, person: PayloadPerson): NormalisedEvent {
  return { kind: "trouble", trouble: parsePayload(TroubleFacts, trouble), person };
}

/** A webhook, or a part of one, that is about money and that no adapter reads: an operator sees that, and why. */
export function ignoredEvent(reason: IgnoredReason, ask?: NormalisedPurchase): NormalisedEvent {
  return { kind: "ignored", reason, ...(ask && { ask }) };
}
