import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import type { PersonalFigure, PersonalImpact, PersonalPurchase } from "../../impact/read-personal.ts";
import { inEachLocale, type Picture } from "../../model/cause.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Preferences } from "../../model/preferences.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import { type FactsOf, GIFTS_MAX } from "../content/catalog.ts";
import { homeClock } from "../eligibility/clocks.ts";
import type { DigestSpan } from "./digest-span.ts";

/**
 * - `current`: these are the facts as of now
 * - `noLongerTrue`: the message is no longer true; there are no facts
 * - `gathered`: this customer wants the digest of these days instead
 * - `notConcerned`: of a broadcast's audience, a customer for whom there are no facts; neither sent, dropped nor recorded
 * - `notYet`: of a broadcast's audience, the day has not come on this customer's clock; decided again then, not recorded
 * Of a broadcast: `key`: this customer's own key, in place of the broadcast's; `channel`: the only one on which it has words.
 */
export type FactsGathered =
  | {
      readonly outcome: "current" | "noLongerTrue";
      readonly facts: Readonly<Record<string, unknown>>;
      readonly validUntil: Instant;
      readonly key?: string;
      readonly channel?: Channel;
    }
  | { readonly outcome: "notConcerned" }
  | { readonly outcome: "notYet"; readonly until: Instant }
  | { readonly outcome: "gathered"; readonly digest: DigestSpan };

/** The customers of a broadcast for whom there are no facts: most of an audience, on most days. */
export const notConcerned: FactsGathered = { outcome: "notConcerned" };

/** The preferences that facts depend on. */
export type FactPreferences = Pick<
  Preferences,
  | "causes"
  | "country"
  | "dates"
  | "giftsForOthers"
  | "pausedUntil"
  | "presents"
  | "region"
  | "timeZone"
  | "topics"
>;

/**
 * What a journey's facts are read from, for one customer.
 * - `preferences`: undefined when the customer was forgotten or never joined
 * - `impact`: reads the ledger when it is called, each time
 */
export interface CustomerReads {
  readonly customer: CustomerId;
  readonly config: BrandConfig;
  readonly preferences: FactPreferences | undefined;
  impact(): Promise<PersonalImpact>;
}

/** The clock of the customer's days. Throws BrandNotAppliedError before the first apply. */
export function timeZoneOf({ preferences, config }: Pick<CustomerReads, "preferences" | "config">): string {
  return homeClock(preferences ?? {}, appliedBrand(config).timeZone);
}

/** One line for each cause, funding and currency. */
export function giftsByCause(
  purchases: readonly PersonalPurchase[],
  config: BrandConfig,
): FactsOf<"impact-digest">["gifts"] {
  const all = purchases.flatMap(({ parts, currency }) => parts.map((part) => ({ ...part, currency })));
  const kinds = Map.groupBy(all, ({ cause, funding, currency }) => `${cause} ${funding} ${currency}`);
  const nameOf = causeNames(config);
  return [...kinds.values()]
    .flatMap(([first, ...rest]) => {
      if (first === undefined) return [];
      const minor = rest.reduce((sum, part) => sum + part.minor, first.minor);
      const { cause, funding, currency } = first;
      return [{ cause: nameOf(cause), funding, amount: { minor, currency } }];
    })
    .slice(0, GIFTS_MAX);
}

/** The picture of the cause that a purchase gave to, if it is one: of several causes, none stands for all. */
export function pictureOfOnly(
  { parts }: Pick<PersonalPurchase, "parts">,
  { causes }: Pick<BrandConfig, "causes">,
): Picture | undefined {
  const [only, ...others] = new Set(parts.map(({ cause }) => cause));
  return others.length === 0 ? causes.find(({ slug }) => slug === only)?.picture : undefined;
}

/** A cause that the brand no longer states keeps its slug as its name: the slug is all that the ledger has. */
function causeNames({ causes }: BrandConfig) {
  return (slug: string) => causes.find((cause) => cause.slug === slug)?.name ?? inEachLocale(() => slug);
}

/** The sums over all causes; fundings and currencies apart. */
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
