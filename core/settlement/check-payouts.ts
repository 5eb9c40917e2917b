import { advance } from "./advance.ts";
import { type AccountDue, accountText } from "./due.ts";
import { isReopened, isUnchanged, type Payout, payoutState } from "./payout.ts";
import type { PayoutAccount } from "./settle.ts";

/**
 * What is wrong with payouts and their accounts, a line each; none where all is as it was written.
 * - an account is the sum of its payouts, less those that came back, and says what the ledger finds payable by the end of its
 *   day. One of which nothing was paid says little: its causes may have another charity by now
 * - each payout has an account, every entry is as it was written, its shares sum to it, and it went a way that payouts go
 */
export function checkPayouts(
  accounts: readonly PayoutAccount[],
  payouts: readonly Payout[],
  dueOn: (account: PayoutAccount) => readonly AccountDue[],
): string[] {
  const names = new Set(accounts.map(accountText));
  return [
    ...accounts.flatMap((account) => {
      const name = accountText(account);
      const own = payouts.filter((one) => accountText(one) === name && !isReopened(payoutState(one)));
      const paid = own.reduce((sum, { minor }) => sum + minor, 0);
      const due = account.paid === 0 ? account.settled : payableOf(account, dueOn(account));
      return [
        ...(account.paid === paid
          ? []
          : [`account ${name}: paid is ${account.paid}, by its payouts ${paid}`]),
        ...(account.settled === due
          ? []
          : [
              `account ${name}: ${account.settled} was payable through ${account.through}, by the ledger ${due}`,
            ]),
      ];
    }),
    ...payouts.flatMap((payout) => {
      if (!names.has(accountText(payout))) return [`payout ${payout.id}: has no account`];
      if (!isUnchanged(payout)) return [`payout ${payout.id}: is not as it was written`];
      const shared = payout.shares.reduce((sum, { minor }) => sum + minor, 0);
      if (shared !== payout.minor)
        return [`payout ${payout.id}: is of ${payout.minor}, and its causes' shares of ${shared}`];
      return isLegal(payout) ? [] : [`payout ${payout.id}: went a way that no payout goes`];
    }),
  ];
}

function payableOf(account: PayoutAccount, dues: readonly AccountDue[]): number {
  return dues.find((one) => accountText(one) === accountText(account))?.minor ?? 0;
}

/** Whether each entry was allowed where it stands: a row that was written by hand may have right hashes and no approval. */
function isLegal(payout: Payout): boolean {
  let replayed: Payout = { ...payout, entries: [] };
  for (const { hash: _, at, by, ...move } of payout.entries) {
    const moved = advance(replayed, move, { at, by });
    if (moved.kind !== "advanced") return false;
    replayed = moved.payout;
  }
  return true;
}
