import * as z from "zod";
import type { PayoutRules } from "../model/cause.ts";
import { MINOR_MAX, Minor } from "../model/money.ts";
import { Day } from "../model/purchase.ts";
import { AccountName, type Payout, type PayoutShare, payoutId, type Signed } from "./payout.ts";
import { sharesOf } from "./shares.ts";

/**
 * What one charity was paid in one currency from one funding. It changes only under its `version`, so of two runs at once one has
 * to read again.
 * - `through`: the last day that a run settled; `settled`: all that was payable by its end, in minor units
 * - `paid`: the sum of its payouts that were neither returned nor cancelled
 */
export const PayoutAccount = AccountName.extend({
  version: z.int().min(1),
  settled: z.int(),
  paid: z.int().min(0),
  through: Day,
});
export type PayoutAccount = z.infer<typeof PayoutAccount>;

/** All that is payable to a charity by the end of a day, from the ledger: `minor` in all. `name`: what the charity is called. */
export interface Due extends AccountName {
  readonly name: string;
  readonly causes: readonly PayoutShare[];
  readonly minor: number;
}

/** The run of a day: who has it made, when, and by which rules of the brand. */
export interface SettlementRun extends Signed {
  readonly through: Day;
  readonly rules?: PayoutRules | undefined;
}

/**
 * What a run finds for one account. `owed`: what is payable less what was paid.
 * - `batched`: a payout of all that is owed
 * - `carried`: nothing is owed, or less than nothing, which the next payouts make good
 * - `waits`: less than the brand's minimum is owed
 * - `laterDay`: a run of a later day was made, which counted refunds that this one does not know
 */
export type AccountSettlement =
  | {
      readonly kind: "batched";
      readonly owed: number;
      readonly payout: Payout;
      readonly account: PayoutAccount;
    }
  | { readonly kind: "carried" | "waits"; readonly owed: number; readonly account: PayoutAccount }
  | { readonly kind: "laterDay"; readonly through: Day };

/**
 * Settles one account through a day: pays the difference between all that is payable and all that was paid, so that a refund after
 * a payout nets itself. `payouts`: those of the account so far. Pure: the same account and the same due make the same payout, with
 * the same id.
 */
export function settleAccount(
  before: PayoutAccount | undefined,
  due: Due,
  run: SettlementRun,
  payouts: readonly Payout[] = [],
): AccountSettlement {
  if (before !== undefined && before.through > run.through)
    return { kind: "laterDay", through: before.through };
  const { charity, currency, funding, minor: settled } = due;
  const named = { charity, currency, funding };
  const paid = before?.paid ?? 0;
  const owed = settled - paid;
  const version = (before?.version ?? 0) + 1;
  const account: PayoutAccount = { ...named, version, settled, paid, through: run.through };
  if (owed <= 0) return { kind: "carried", owed, account };
  if (owed < (run.rules?.minimum?.[currency] ?? 0)) return { kind: "waits", owed, account };
  const minor = Minor.parse(Math.min(owed, MINOR_MAX));
  const payout: Payout = {
    ...named,
    id: payoutId(named, run.through, version),
    name: due.name,
    causes: due.causes.map(({ cause }) => cause),
    shares: sharesOf(due.causes, payouts, { owed, minor }),
    minor,
    through: run.through,
    version,
    approvals: minor <= (run.rules?.secondPersonAbove?.[currency] ?? 0) ? 1 : 2,
    batched: { at: run.at, by: run.by },
    entries: [],
  };
  return { kind: "batched", owed, payout, account: { ...account, paid: paid + minor } };
}

/** Whether an account says what a run would write: then there is nothing to write. */
export function isSettled(before: PayoutAccount | undefined, { settled, through }: PayoutAccount): boolean {
  return before !== undefined && before.settled === settled && before.through === through;
}
