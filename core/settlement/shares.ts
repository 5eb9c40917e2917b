import type { CauseSlug } from "../model/purchase.ts";
import { isReopened, type Payout, type PayoutShare, payoutState } from "./payout.ts";

/** What an account says it paid is not what its payouts say: no payout is made of it. `ledger verify` says which is wrong. */
export class AccountDiffersError extends Error {
  override readonly name = "AccountDiffersError";
}

/**
 * How much of a payout is for which cause, in minor units: what is payable for the cause, less its shares of the payouts before that
 * did not come back. So the shares of all payouts of a cause are what was payable for it, and a share is below zero where refunds
 * took more of the cause than was left. They sum to `minor`. Throws an {@link AccountDiffersError}.
 */
export function sharesOf(
  payable: readonly PayoutShare[],
  before: readonly Payout[],
  { owed, minor }: { readonly owed: number; readonly minor: number },
): PayoutShare[] {
  const shares = new Map<CauseSlug, number>();
  const add = (cause: CauseSlug, change: number) => shares.set(cause, (shares.get(cause) ?? 0) + change);
  for (const share of payable) add(share.cause, share.minor);
  for (const payout of before.filter((one) => !isReopened(payoutState(one))))
    for (const share of payout.shares) add(share.cause, -share.minor);
  const sum = [...shares.values()].reduce((all, one) => all + one, 0);
  if (sum !== owed)
    throw new AccountDiffersError(
      `${owed} is owed by the account, and ${sum} by its payouts: run ledger verify`,
    );
  let over = owed - minor;
  return [...shares]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([cause, share]) => {
      // Of more than one transfer holds, the rest stays owed.
      const left = Math.min(over, Math.max(0, share));
      over -= left;
      return share === left ? [] : [{ cause, minor: share - left }];
    });
}
