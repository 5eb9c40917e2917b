import * as z from "zod";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import {
  type PersonalFigure,
  type PersonalImpact,
  type PersonalPurchase,
  type ReadPersonalDeps,
  readPersonal,
} from "../../impact/read-personal.ts";
import { assertNever } from "../../model/assert-never.ts";
import { inEachLocale } from "../../model/cause.ts";
import { CustomerId } from "../../model/customer.ts";
import { dayIn, daysAfter, instantAfter } from "../../model/days.ts";
import { OrderTrouble } from "../../model/order-trouble.ts";
import { type Preferences, Rhythm } from "../../model/preferences.ts";
import { Day, Instant } from "../../model/purchase.ts";
import { type FactsOf, GIFTS_MAX, messages } from "../content/catalog.ts";
import { type DigestSpan, digestSpan } from "./digest-span.ts";
import { troubleFacts } from "./trouble-facts.ts";

/** What a journey asks to be said of whom. */
export const GatherFacts = z.discriminatedUnion("about", [
  z.object({ about: z.literal("gift"), customer: CustomerId, gift: z.string() }),
  z.object({ about: z.literal("welcome"), customer: CustomerId, at: Instant }),
  z.object({
    about: z.literal("digest"),
    customer: CustomerId,
    rhythm: Rhythm.exclude(["eachTime"]),
    from: Day,
    to: Day,
  }),
  z.object({ about: z.literal("trouble"), customer: CustomerId, trouble: OrderTrouble }),
]);
export type GatherFacts = z.infer<typeof GatherFacts>;

/**
 * - `current`: this is what the ledger says now
 * - `noLongerTrue`: there is nothing left to say; there are no facts
 * - `gathered`: this customer wants to be told of it in the digest of these days
 * - `notConcerned`: of a broadcast's audience, who has nothing to be told: neither sent nor dropped, and not recorded
 * - `notYet`: of a broadcast's audience, whose day has not come on their own clock: asked again then, and not recorded
 * `key`, of a broadcast: what it is about for this customer, instead of what it is about for all.
 */
export type FactsGathered =
  | {
      readonly outcome: "current" | "noLongerTrue";
      readonly facts: Readonly<Record<string, unknown>>;
      readonly validUntil: Instant;
      readonly key?: string;
    }
  | { readonly outcome: "notConcerned" }
  | { readonly outcome: "notYet"; readonly until: Instant }
  | { readonly outcome: "gathered"; readonly digest: DigestSpan };

type Chosen = Pick<Preferences, "causes" | "timeZone" | "topics">;

/** After so many days an update about a purchase is no longer news. */
export const UPDATE_VALID_DAYS = 14;

export const WELCOME_VALID_DAYS = 7;
export const DIGEST_VALID_DAYS = 14;

/** The index by customer does not show the gift yet; it does a moment later. */
export class IndexBehindError extends Error {
  override readonly name = "IndexBehindError";
}

export interface GatherFactsDeps extends ReadPersonalDeps {
  readonly preferences: (customer: CustomerId) => Promise<Chosen | undefined>;
}

/** Reads what a message is to say, as of now. Changes nothing. Figures come from the ledger's own entries. */
export function gatherFacts(deps: GatherFactsDeps): (task: GatherFacts) => Promise<FactsGathered> {
  const personal = readPersonal(deps);
  return async (task) => {
    const stated = await deps.stated();
    const preferences = await deps.preferences(task.customer);
    switch (task.about) {
      case "gift":
        return ofGift(await personal(task.customer), task.gift, preferences, stated);
      case "welcome":
        return ofWelcome(preferences, task.at, stated);
      case "digest":
        return ofDigest(await personal(task.customer), task, preferences, stated);
      case "trouble":
        return ofTrouble(await personal(task.customer), task.trouble, preferences, stated);
      default:
        return assertNever(task);
    }
  };
}

function ofGift(
  impact: PersonalImpact,
  gift: string,
  preferences: Chosen | undefined,
  stated: BrandConfig,
): FactsGathered {
  const purchase = impact.purchases.find((one) => one.gift === gift);
  if (purchase === undefined) throw new IndexBehindError("The gift is not in the index by customer yet");
  const validUntil = instantAfter(purchase.placedAt, UPDATE_VALID_DAYS);
  if (purchase.parts.length === 0) return { outcome: "noLongerTrue", facts: {}, validUntil };
  const rhythm = preferences?.topics[messages["impact-update"].topic].rhythm ?? "eachTime";
  if (rhythm !== "eachTime") {
    return {
      outcome: "gathered",
      digest: digestSpan(rhythm, purchase.placedAt, zoneOf(preferences, stated)),
    };
  }
  const facts: FactsOf<"impact-update"> = {
    at: purchase.placedAt,
    gifts: giftsOf([purchase], stated),
    settlesOn: purchase.pending ? daysAfter(purchase.settlesOn, -1) : null,
    soFar: figuresByFunding(impact.figures),
    purchases: impact.purchases.length,
  };
  return { outcome: "current", facts, validUntil };
}

/** The purchases of these days, with what refunds left of their gifts. */
function ofDigest(
  impact: PersonalImpact,
  { rhythm, from, to }: Extract<GatherFacts, { about: "digest" }>,
  preferences: Chosen | undefined,
  stated: BrandConfig,
): FactsGathered {
  const zone = zoneOf(preferences, stated);
  const { until } = digestSpan(rhythm, `${from}T12:00:00Z`, "UTC");
  const validUntil = instantAfter(until, DIGEST_VALID_DAYS);
  const purchases = impact.purchases.filter(({ placedAt, parts }) => {
    const day = dayIn(zone, placedAt);
    return parts.length > 0 && from <= day && day <= to;
  });
  const gifts = giftsOf(purchases, stated);
  if (gifts.length === 0) return { outcome: "noLongerTrue", facts: {}, validUntil };
  const facts: FactsOf<"impact-digest"> = { from, to, gifts, purchases: purchases.length };
  return { outcome: "current", facts, validUntil };
}

function ofTrouble(
  impact: PersonalImpact,
  trouble: OrderTrouble,
  preferences: Chosen | undefined,
  stated: BrandConfig,
): FactsGathered {
  const { facts, validUntil } = troubleFacts(trouble, impact, zoneOf(preferences, stated));
  return facts === undefined
    ? { outcome: "noLongerTrue", facts: {}, validUntil }
    : { outcome: "current", facts, validUntil };
}

/** The customer's own days, if we know where they are; else the brand's. */
function zoneOf(preferences: Chosen | undefined, stated: BrandConfig): string {
  return preferences?.timeZone ?? appliedBrand(stated).timeZone;
}

/** One line for each cause, funding and currency. */
function giftsOf(
  purchases: readonly PersonalPurchase[],
  stated: BrandConfig,
): FactsOf<"impact-digest">["gifts"] {
  const all = purchases.flatMap(({ parts, currency }) => parts.map((part) => ({ ...part, currency })));
  const kinds = Map.groupBy(all, ({ cause, funding, currency }) => `${cause} ${funding} ${currency}`);
  const nameOf = names(stated);
  return [...kinds.values()]
    .flatMap(([first, ...rest]) => {
      if (first === undefined) return [];
      const minor = rest.reduce((sum, part) => sum + part.minor, first.minor);
      const { cause, funding, currency } = first;
      return [{ cause: nameOf(cause), funding, amount: { minor, currency } }];
    })
    .slice(0, GIFTS_MAX);
}

/** Nobody is welcomed who has left meanwhile. */
function ofWelcome(preferences: Chosen | undefined, at: Instant, { causes }: BrandConfig): FactsGathered {
  const validUntil = instantAfter(at, WELCOME_VALID_DAYS);
  if (preferences === undefined) return { outcome: "noLongerTrue", facts: {}, validUntil };
  const chosen = new Set(preferences.causes.map(({ cause }) => cause));
  const facts: FactsOf<"welcome"> = {
    causes: causes
      .filter(({ slug }) => chosen.has(slug))
      .map(({ name, charity }) => ({ name, charity: { name: charity.name, sample: charity.sample } })),
  };
  return { outcome: "current", facts, validUntil };
}

/** A cause that is no longer stated was one when it was given to: its slug is all that is left of its name. */
function names({ causes }: BrandConfig) {
  return (slug: string) => causes.find((cause) => cause.slug === slug)?.name ?? inEachLocale(() => slug);
}

/** All that was given, over all causes; fundings and currencies apart. */
export function figuresByFunding(figures: readonly PersonalFigure[]): FactsOf<"impact-update">["soFar"] {
  const kinds = Map.groupBy(figures, ({ funding, currency }) => `${currency} ${funding}`);
  return [...kinds.values()]
    .flatMap(([first, ...rest]) => {
      if (first === undefined) return [];
      const minor = [first, ...rest].reduce((sum, { pending, settled }) => sum + pending + settled, 0);
      const { funding, currency } = first;
      return minor === 0 ? [] : [{ funding, amount: { minor, currency } }];
    })
    .slice(0, GIFTS_MAX);
}
