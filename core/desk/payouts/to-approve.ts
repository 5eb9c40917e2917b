import { type Payout, payoutState } from "../../settlement/payout.ts";

/** Whether a payout waits for one approval more. */
export function isToApprove(payout: Payout): boolean {
  const state = payoutState(payout);
  return state.kind === "batched" && state.approvedBy.length < payout.approvals;
}
