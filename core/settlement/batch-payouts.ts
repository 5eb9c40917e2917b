import * as z from "zod";
import type { BrandConfig } from "../giving/config/brand-config.ts";
import { appliedBrand } from "../giving/config/brand-in-force.ts";
import { AnyInstant, CauseSlug, Day, type Instant } from "../model/purchase.ts";
import type { PayoutStore, Payouts } from "./payout.store.ts";
import { AccountName, type Payout, PayoutId, payoutState } from "./payout.ts";
import { type Proposal, proposePayouts } from "./propose.ts";
import { PayableSums } from "./read-payable.ts";
import { knowledgeOf } from "./registers/register-record.ts";
import { hasRegisterFiles } from "./registers/register-status.ts";

/** The limit of lines of each kind that a run says, so that its output fits into a state of Step Functions. */
export const RUN_LINES_MAX = 300;

/** All that is payable through a day, to be proposed. `by`: the run itself, as payouts name who batched them. */
export const BatchPayouts = z.object({
  through: Day,
  sums: PayableSums,
  startedAt: AnyInstant,
  by: z.string().min(1).max(300),
});
type BatchPayouts = z.infer<typeof BatchPayouts>;

/** A payout that this run batched: it waits for so many people to approve it. */
const ProposedPayout = AccountName.extend({ id: PayoutId, minor: z.int(), approvals: z.int() });
export type ProposedPayout = z.infer<typeof ProposedPayout>;

/**
 * Why an account gets no payout.
 * - `belowMinimum`: less is owed than the brand pays at once; `overpaid`: refunds took more than was left
 * - `laterDay`: it was settled through a later day
 * - `unregistered`, `otherCharity`, `ended`, `lostStatus`: it waits for a person, because of that cause
 */
const NoPayout = z.enum([
  ...(["belowMinimum", "overpaid", "laterDay"] as const),
  ...(["unregistered", "otherCharity", "ended", "lostStatus"] as const),
]);

const WaitingAccount = AccountName.extend({
  because: NoPayout,
  minor: z.int().optional(),
  cause: CauseSlug.optional(),
});
type WaitingAccount = z.infer<typeof WaitingAccount>;

/** A charity with something owed whose register's files nobody read, or nobody for long. */
const UncheckedCharity = z.object({ charity: z.string(), because: z.enum(["unknown", "outdated"]) });
type UncheckedCharity = z.infer<typeof UncheckedCharity>;

/** As many as fit, and how many there are. */
const listOf = <One extends z.ZodType>(one: One) => z.object({ count: z.int(), first: z.array(one) });

/** What staff is told of a run. It names no customer, no account at a bank and nobody at the brand. `held`: payouts of any run. */
export const PayoutsProposed = z.object({
  outcome: z.literal("proposed"),
  through: Day,
  proposed: listOf(ProposedPayout),
  waiting: listOf(WaitingAccount),
  held: listOf(PayoutId),
  unchecked: listOf(UncheckedCharity),
});
export type PayoutsProposed = z.infer<typeof PayoutsProposed>;

export interface BatchPayoutsDeps {
  readonly store: Pick<PayoutStore, "read" | "settle">;
  readonly brandConfig: () => Promise<BrandConfig>;
}

/**
 * Batches what is owed on every account through a day, and says what waits and why. A second call of the same run writes nothing
 * that the first wrote, and says the same of it. Throws a BrandNotAppliedError, and what proposePayouts throws.
 */
export function batchPayouts({ store, brandConfig }: BatchPayoutsDeps) {
  return async ({ through, sums, startedAt: at, by }: BatchPayouts): Promise<PayoutsProposed> => {
    const config = await brandConfig();
    const { payouts: rules } = appliedBrand(config);
    const payable = sums.map(([cause, currency, funding, minor]) => ({ cause, currency, funding, minor }));
    const proposals = await proposePayouts({ store, causes: config.causes })(payable, {
      through,
      at,
      by,
      rules,
    });
    const { payouts, registers } = await store.read();
    const own = payouts.filter(({ batched }) => batched.by === by).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const held = payouts.filter((payout) => payoutState(payout).kind === "held");
    return {
      outcome: "proposed",
      through,
      proposed: listed(own.map(proposedOf)),
      waiting: listed(proposals.flatMap(waitingOf)),
      held: listed(held.map(({ id }) => id).toSorted()),
      unchecked: listed(uncheckedOf(proposals, registers, at)),
    };
  };
}

function listed<One>(all: readonly One[]): { count: number; first: One[] } {
  return { count: all.length, first: all.slice(0, RUN_LINES_MAX) };
}

function uncheckedOf(
  proposals: readonly Proposal[],
  registers: Payouts["registers"],
  at: Instant,
): UncheckedCharity[] {
  const charities = new Set(proposals.map(({ due }) => due.charity).filter(hasRegisterFiles));
  return [...charities].flatMap((charity): UncheckedCharity[] => {
    const because = knowledgeOf(registers.get(charity), at.slice(0, 10));
    return because === "unknown" || because === "outdated" ? [{ charity, because }] : [];
  });
}

function proposedOf({ id, charity, currency, funding, minor, approvals }: Payout): ProposedPayout {
  return { id, charity, currency, funding, minor, approvals };
}

function waitingOf({ due, outcome }: Proposal): WaitingAccount[] {
  const { charity, currency, funding } = due;
  const account = { charity, currency, funding };
  switch (outcome.kind) {
    case "batched":
      return [];
    case "carried":
      return outcome.owed === 0 ? [] : [{ ...account, because: "overpaid", minor: outcome.owed }];
    case "waits":
      return [{ ...account, because: "belowMinimum", minor: outcome.owed }];
    case "laterDay":
      return [{ ...account, because: "laterDay" }];
    case "waiting":
      return [{ ...account, because: outcome.because, cause: outcome.cause, minor: due.minor }];
  }
}
