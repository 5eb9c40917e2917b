import type { Cause } from "../model/cause.ts";
import { type AccountDue, accountText, duesOf, type WaitsForPerson } from "./due.ts";
import type { PayableSum } from "./payable.ts";
import type { PayoutStore, Payouts } from "./payout.store.ts";
import { isLost } from "./registers/register-record.ts";
import { type AccountSettlement, isSettled, type SettlementRun, settleAccount } from "./settle.ts";

/** The limit of times that a run reads again as others write the same account. */
export const RUN_RACES_MAX = 5;

/** Another run or person wrote an account each time: nothing of this one was written, and a run that is begun again goes on. */
export class AccountBusyError extends Error {
  override readonly name = "AccountBusyError";
}

/** What a run did with one account; `waiting`: what is payable on it waits for a person. */
export type ProposalOutcome = AccountSettlement | (WaitsForPerson & { readonly kind: "waiting" });

export interface Proposal {
  readonly due: AccountDue;
  readonly outcome: ProposalOutcome;
}

export interface ProposePayoutsDeps {
  readonly store: Pick<PayoutStore, "read" | "settle">;
  readonly causes: readonly Cause[];
}

/**
 * Settles every account through a day and batches what is owed, each account by itself. Begun again after it died it finds what
 * it wrote, pays nothing twice and goes on with the others. `dryRun`: works it out and writes nothing. Throws an
 * {@link AccountBusyError}.
 */
export function proposePayouts({ store, causes }: ProposePayoutsDeps) {
  return async (
    sums: readonly PayableSum[],
    run: SettlementRun,
    { dryRun = false }: { readonly dryRun?: boolean } = {},
  ): Promise<Proposal[]> => {
    const look = async () => accountsNow(sums, causes, await store.read());
    let now = await look();
    const proposals: Proposal[] = [];
    for (const name of [...now.dues.keys()]) {
      for (let races = 0; ; races += 1) {
        if (races > RUN_RACES_MAX) throw new AccountBusyError(`${name} was written by others each time`);
        const [due, before] = [now.dues.get(name), now.accounts.get(name)];
        if (due === undefined) break;
        const outcome = outcomeOf(now, due, run);
        if (dryRun || (await isWritten(store, before, outcome))) {
          proposals.push({ due, outcome });
          break;
        }
        now = await look();
      }
    }
    return proposals;
  };
}

/** Accounts as they are now, by their text: who paid one meanwhile may have bound its cause to another. */
function accountsNow(
  sums: readonly PayableSum[],
  causes: readonly Cause[],
  { accounts, payouts, paidCauses, registers }: Payouts,
) {
  return {
    registers,
    dues: new Map(duesOf(sums, causes, paidCauses).map((due) => [accountText(due), due])),
    accounts: new Map(accounts.map((account) => [accountText(account), account])),
    payouts: Map.groupBy(payouts, accountText),
  };
}

function outcomeOf(
  { accounts, payouts, registers }: ReturnType<typeof accountsNow>,
  due: AccountDue,
  run: SettlementRun,
): ProposalOutcome {
  if (due.waiting !== undefined) return { kind: "waiting", ...due.waiting };
  const name = accountText(due);
  const settled = settleAccount(accounts.get(name), due, run, payouts.get(name) ?? []);
  const cause = due.causes[0]?.cause;
  return settled.kind === "batched" && isLost(registers.get(due.charity)) && cause !== undefined
    ? { kind: "waiting", because: "lostStatus", cause }
    : settled;
}

async function isWritten(
  store: Pick<PayoutStore, "settle">,
  before: Payouts["accounts"][number] | undefined,
  outcome: ProposalOutcome,
): Promise<boolean> {
  switch (outcome.kind) {
    case "waiting":
    case "laterDay":
      return true;
    case "batched":
      return (await store.settle({ before, account: outcome.account }, outcome.payout)) === "written";
    case "carried":
    case "waits":
      return (
        isSettled(before, outcome.account) ||
        (await store.settle({ before, account: outcome.account })) === "written"
      );
  }
}
