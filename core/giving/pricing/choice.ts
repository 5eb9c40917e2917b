import * as z from "zod";
import type { Cause } from "../../model/cause.ts";
import { CAUSES_CHOSEN_MAX, WeightedCause } from "../../model/customer.ts";
import { CHOSEN, type Terms } from "../../model/terms.ts";

const Choice = z.array(WeightedCause).max(CAUSES_CHOSEN_MAX);

/**
 * Where the choice of causes is from, as the workflow read it; whether the causes can take gifts is not yet checked.
 * `otherwise` is the customer's stored choice, for when the cause named on the order cannot take the gift.
 */
export const CauseChoice = z.discriminatedUnion("by", [
  z.object({ by: z.literal("order"), causes: Choice.length(1), otherwise: Choice }),
  z.object({ by: z.literal("customer"), causes: Choice.min(1) }),
  z.object({ by: z.literal("unclaimed") }),
]);
export type CauseChoice = z.infer<typeof CauseChoice>;

/** Weights of the causes that take the chosen part of a gift; none when it is unclaimed. */
export interface Resolved {
  readonly by: CauseChoice["by"];
  readonly weights: ReadonlyMap<string, number>;
}

export type TakesGifts = (cause: string) => boolean;

/** A cause takes gifts when the brand's config names it as active. */
export function takesGifts(causes: readonly Cause[]): TakesGifts {
  const active = new Set(causes.filter((cause) => cause.status === "active").map((cause) => cause.slug));
  return (cause) => active.has(cause);
}

/**
 * The choice that counts: named on the order · else the customer's stored choice · else none. A cause that takes no
 * gifts drops out of a choice and the others share all of it; a choice with no cause left falls to the next.
 */
export function resolveChoice(chosen: CauseChoice, takes: TakesGifts): Resolved {
  const valid = (causes: readonly WeightedCause[]) =>
    sumWeights(causes.filter(({ cause }) => takes(cause)).map(({ cause, weight }) => [cause, weight]));
  if (chosen.by === "order") {
    const named = valid(chosen.causes);
    if (named.size > 0) return { by: "order", weights: named };
  }
  const stored =
    chosen.by === "order" ? chosen.otherwise : chosen.by === "customer" ? chosen.causes : ([] as const);
  const weights = valid(stored);
  return { by: weights.size > 0 ? "customer" : "unclaimed", weights };
}

/**
 * One weight per cause for the brand's gift: the terms' split and the choice multiplied out, so that the gift is
 * split once. The unchosen part, and the part of a cause that takes no gifts, go to the default cause.
 */
export function brandWeights(terms: Terms, choice: Resolved, takes: TakesGifts): Map<string, number> {
  const chosen = customerWeights(terms, choice);
  const whole = [...chosen.values()].reduce((sum, weight) => sum + weight, 0);
  const split = terms.split ?? [{ cause: CHOSEN, weight: 1 }];
  return sumWeights(
    split.flatMap(({ cause, weight }) =>
      cause === CHOSEN
        ? [...chosen].map(([name, part]): [string, number] => [name, part * weight])
        : [[takes(cause) ? cause : terms.defaultCause, weight * whole]],
    ),
  );
}

/** Weights for the customer's own gift: all of it as the customer chose, whatever the brand's split. */
export function customerWeights(terms: Terms, choice: Resolved): ReadonlyMap<string, number> {
  return choice.weights.size > 0 ? choice.weights : new Map([[terms.defaultCause, 1]]);
}

function sumWeights(weights: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [cause, weight] of weights) sums.set(cause, (sums.get(cause) ?? 0) + weight);
  return sums;
}
