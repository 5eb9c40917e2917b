import fc from "fast-check";
import type { ClaimGift } from "../../core/giving/ledger/claim-gift.ts";
import type { MoveGift } from "../../core/giving/ledger/move-gift.ts";
import { Funding } from "../../core/model/gift.ts";
import type { Refund, RefundScope } from "../../core/model/purchase.ts";
import type { Terms } from "../../core/model/terms.ts";
import { aPool, aPurchase, aRefund, aStatement, someTerms } from "./giving-builders.ts";
import { ledgerWorld } from "./ledger-spec.ts";

const { source, connection, orderId, placedAt } = aPurchase();
const order = { source, connection, orderId };

/** That nobody chose a cause. */
export const unclaimed = { by: "unclaimed" as const };

/** A pick with the receipt of the story's order. */
export function claimFor(cause: string, claimedAt = "2026-11-23T10:00:00Z"): ClaimGift {
  return { order, placedAt, cause, claimedAt };
}

/** That the brand moves what a cause has of the story's order. */
export function endingOf(
  from: string,
  to: string,
  fundings: MoveGift["fundings"] = Funding.options,
): MoveGift {
  return { order, placedAt, from, to, fundings };
}

/** What happens to an order, in the order of these steps. */
type Step =
  | { readonly does: "refund"; readonly refund: Refund }
  | { readonly does: "grow"; readonly base: number }
  | { readonly does: "claim"; readonly cause: string; readonly second: number }
  | { readonly does: "end"; readonly cause: string; readonly to: string };

export interface Story {
  readonly terms: Terms;
  readonly pools: readonly { readonly causes: readonly string[]; readonly amount: number }[];
  readonly base: number;
  readonly roundUp: number;
  readonly steps: readonly Step[];
}

const scopes: fc.Arbitrary<RefundScope> = fc.oneof(
  fc
    .integer({ min: 0, max: 6_000 })
    .map((goods): RefundScope => ({ of: "goods", goods, roundUp: 0, lines: [] })),
  fc.integer({ min: 0, max: 6_000 }).map((paid): RefundScope => ({ of: "paid", paid })),
);

const step = fc.oneof(
  scopes.map((scope) => ({ does: "refund" as const, scope })),
  fc.nat(5).map((of) => ({ does: "void" as const, of })),
  fc.integer({ min: 1, max: 3_000 }).map((more) => ({ does: "grow" as const, more })),
  fc.constantFrom("rivers", "bees", "trees").map((cause) => ({ does: "claim" as const, cause })),
);

const ending = fc
  .constantFrom(["rivers", "bees"], ["bees", "trees"], ["trees", "rivers"], ["bees", "rivers"])
  .map(([cause = "", to = ""]) => ({ does: "end" as const, cause, to }));

/** Refunds of an order, voided or not, its growth and its claims, in any order, under several terms and pools. */
export const stories = storiesOf(fc.array(step, { maxLength: 7 }));

/** The same, and between them the brand moves what a cause has. */
export const endedStories = storiesOf(
  fc.array(fc.oneof({ weight: 3, arbitrary: step }, { weight: 1, arbitrary: ending }), { maxLength: 7 }),
);

type Drawn = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Ending = typeof ending extends fc.Arbitrary<infer One> ? One : never;

function storiesOf(steps: fc.Arbitrary<(Drawn | Ending)[]>): fc.Arbitrary<Story> {
  return fc
    .record({
      split: fc.constantFrom(undefined, 1, 3),
      fixed: fc.constantFrom("trees", "bees", "rivers"),
      onMatchRefund: fc.constantFrom("release" as const, "lapse" as const),
      basisPoints: fc.constantFrom(200, 333, 10_000),
      pools: fc.array(
        fc.record({
          causes: fc.uniqueArray(fc.constantFrom("trees", "rivers", "bees"), { minLength: 1 }),
          amount: fc.constantFrom(1, 50, 120, 1_000_000),
        }),
        { maxLength: 3 },
      ),
      base: fc.integer({ min: 1, max: 10_000 }),
      roundUp: fc.constantFrom(0, 31),
      steps,
    })
    .map(({ split, fixed, onMatchRefund, basisPoints, steps: drawn, ...rest }): Story => {
      const share = { kind: "percentage" as const, basisPoints };
      const parts = [
        { cause: "chosen", weight: 4 },
        { cause: fixed, weight: split ?? 1 },
      ];
      const terms = someTerms({ share, onMatchRefund, ...(split !== undefined && { split: parts }) });
      let base = rest.base;
      return {
        ...rest,
        terms,
        steps: drawn.flatMap((step, index): Step[] => {
          const day = String(index + 1).padStart(2, "0");
          const refundedAt = index % 2 === 0 ? `2026-12-${day}T09:00:00Z` : `2027-01-${day}T09:00:00Z`;
          if (step.does === "end") return [step];
          if (step.does === "claim") return [{ does: "claim", cause: step.cause, second: index }];
          if (step.does === "grow") {
            base += step.more;
            return [{ does: "grow", base }];
          }
          const refund = { refundId: `r${step.does === "void" ? step.of : index}`, refundedAt };
          const scope = step.does === "void" ? { of: "voided" as const } : step.scope;
          return [{ does: "refund", refund: aRefund({ ...refund, scope }) }];
        }),
      };
    });
}

/** Tells a story to a ledger. `chosen`: the order names this cause, and nobody picks another. */
export async function told(story: Story, { claims = true, ends = true, chosen = "" } = {}) {
  const pools = story.pools.map(({ causes, amount }, index) =>
    aPool({ id: `pool-${index}`, causes: [...causes], amount, shards: 2 }),
  );
  const world = ledgerWorld(aStatement({ terms: [story.terms], pools }));
  const choice =
    chosen === ""
      ? unclaimed
      : { by: "order" as const, causes: [{ cause: chosen, weight: 1 }], otherwise: [] };
  const state = (base: number) => aPurchase({ base, paid: base, roundUp: story.roundUp });
  await world.give(state(story.base), undefined, choice);
  const outcomes: string[] = [];
  for (const step of story.steps) {
    if (step.does === "refund") await world.refund(step.refund);
    if (step.does === "grow") {
      const grown = await world.give(state(step.base), undefined, choice);
      if (grown.outcome !== "conflict") for (const early of grown.early) await world.refund(early);
    }
    if (step.does === "end" && ends) await world.move(endingOf(step.cause, step.to));
    if (step.does === "claim" && claims) {
      const at = `2026-12-20T10:00:0${step.second}Z`;
      outcomes.push((await world.claim(claimFor(step.cause, at))).outcome);
    }
  }
  return { world, outcomes, pools };
}
