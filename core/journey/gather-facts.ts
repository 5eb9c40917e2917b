import * as z from "zod";
import { CustomerId } from "../customer/customer.ts";
import { daysAfter, instantAfter } from "../giving/days.ts";
import type { Stated } from "../giving/stated.ts";
import {
  type PersonalFigure,
  type PersonalImpact,
  type ReadPersonalDeps,
  readPersonal,
} from "../impact/read-personal.ts";
import { type FactsOf, GIFTS_MAX } from "../message/catalog.ts";
import type { Preferences } from "../preference/preference.ts";
import { Instant } from "../purchase/purchase.ts";
import { assertNever } from "../runtime/assert-never.ts";

/** What a journey asks to be said of whom. */
export const GatherFacts = z.discriminatedUnion("about", [
  z.object({ about: z.literal("gift"), customer: CustomerId, gift: z.string() }),
  z.object({ about: z.literal("welcome"), customer: CustomerId, at: Instant }),
]);
export type GatherFacts = z.infer<typeof GatherFacts>;

/**
 * - `current`: this is what the ledger says now
 * - `noLongerTrue`: there is nothing left to say; there are no facts
 */
export interface FactsGathered {
  readonly outcome: "current" | "noLongerTrue";
  readonly facts: Readonly<Record<string, unknown>>;
  readonly validUntil: Instant;
}

/** After so many days an update about a purchase is no longer news. */
export const UPDATE_VALID_DAYS = 14;

export const WELCOME_VALID_DAYS = 7;

/** The index by customer does not show the gift yet; it does a moment later. */
export class IndexBehindError extends Error {
  override readonly name = "IndexBehindError";
}

export interface GatherFactsDeps extends ReadPersonalDeps {
  readonly preferences: (customer: CustomerId) => Promise<Pick<Preferences, "causes"> | undefined>;
}

/** Reads what a message is to say, as of now. Changes nothing. Figures come from the ledger's own entries. */
export function gatherFacts(deps: GatherFactsDeps): (task: GatherFacts) => Promise<FactsGathered> {
  const personal = readPersonal(deps);
  return async (task) => {
    switch (task.about) {
      case "gift":
        return ofGift(await personal(task.customer), task.gift, await deps.stated());
      case "welcome":
        return ofWelcome(await deps.preferences(task.customer), task.at, await deps.stated());
      default:
        return assertNever(task);
    }
  };
}

function ofGift(impact: PersonalImpact, gift: string, stated: Stated): FactsGathered {
  const purchase = impact.purchases.find((one) => one.gift === gift);
  if (purchase === undefined) throw new IndexBehindError("The gift is not in the index by customer yet");
  const validUntil = instantAfter(purchase.placedAt, UPDATE_VALID_DAYS);
  if (purchase.parts.length === 0) return { outcome: "noLongerTrue", facts: {}, validUntil };
  const nameOf = names(stated);
  const { currency } = purchase;
  const facts: FactsOf<"impact-update"> = {
    at: purchase.placedAt,
    gifts: purchase.parts
      .slice(0, GIFTS_MAX)
      .map(({ cause, funding, minor }) => ({ cause: nameOf(cause), funding, amount: { minor, currency } })),
    settlesOn: purchase.pending ? daysAfter(purchase.settlesOn, -1) : null,
    soFar: byFunding(impact.figures).slice(0, GIFTS_MAX),
    purchases: impact.purchases.length,
  };
  return { outcome: "current", facts, validUntil };
}

/** Nobody is welcomed who has left meanwhile. */
function ofWelcome(
  preferences: Pick<Preferences, "causes"> | undefined,
  at: Instant,
  { causes }: Stated,
): FactsGathered {
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
function names({ causes }: Stated) {
  return (slug: string) => causes.find((cause) => cause.slug === slug)?.name ?? { en: slug, de: slug };
}

function byFunding(figures: readonly PersonalFigure[]): FactsOf<"impact-update">["soFar"] {
  const kinds = Map.groupBy(figures, ({ funding, currency }) => `${currency} ${funding}`);
  return [...kinds.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const minor = [first, ...rest].reduce((sum, { pending, settled }) => sum + pending + settled, 0);
    const { funding, currency } = first;
    return minor === 0 ? [] : [{ funding, amount: { minor, currency } }];
  });
}
