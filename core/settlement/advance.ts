import { assertNever } from "../model/assert-never.ts";
import { isStaffApprover } from "./approver.ts";
import {
  PAYOUT_ENTRIES_MAX,
  type Payout,
  type PayoutMove,
  type PayoutState,
  payoutState,
  type Signed,
  withEntry,
} from "./payout.ts";

/**
 * Why a payout does not move.
 * - `notFromHere`: no payout goes from its state to that one
 * - `notApproved`: fewer people approved it than it needs; `sameApprover`: this one did; `approvedAlready`: as many did
 * - `otherSignIn`: it needs two people, and one approved it by command, one would at the desk: nobody can tell whether they are one
 * - `otherAmount`: what was booked is not what the payout is of
 * - `historyFull`: its row holds no more entries
 * - `lostStatus`: a register does not list its charity any more: the payout is held
 */
export type PayoutRefusal =
  | "notFromHere"
  | "notApproved"
  | "sameApprover"
  | "approvedAlready"
  | "otherSignIn"
  | "otherAmount"
  | "historyFull"
  | "lostStatus";

/** `same`: it is there already by the same evidence, as where a statement is read twice; nothing is written. */
export type Advance =
  | { readonly kind: "advanced"; readonly payout: Payout }
  | { readonly kind: "same" }
  | { readonly kind: "refused"; readonly because: PayoutRefusal; readonly from: PayoutState["kind"] };

/** Moves a payout on, by whoever says so. What was written of it stays; a move that its state does not allow is refused by name. */
export function advance(payout: Payout, move: PayoutMove, signed: Signed): Advance {
  if (payout.entries.some((entry) => isEvidence(entry, move))) return { kind: "same" };
  const state = payoutState(payout);
  const because = refusalOf(payout, state, move, signed.by);
  if (because !== undefined) return { kind: "refused", because, from: state.kind };
  return { kind: "advanced", payout: withEntry(payout, move, signed) };
}

/** Whether an entry says what the move says, of moves that can be said once. */
function isEvidence(entry: PayoutMove, move: PayoutMove): boolean {
  switch (move.kind) {
    case "sent":
    case "received":
      return entry.kind === move.kind;
    case "filed":
      return entry.kind === "filed" && entry.file === move.file;
    case "booked":
      return (
        entry.kind === "booked" &&
        entry.reference === move.reference &&
        entry.bookedOn === move.bookedOn &&
        entry.minor === move.minor &&
        entry.currency === move.currency
      );
    case "returned":
      return (
        entry.kind === "returned" &&
        entry.reference === move.reference &&
        (move.reference !== undefined || entry.because === move.because)
      );
    case "approved":
    case "held":
    case "released":
    case "cancelled":
      return false;
    default:
      return assertNever(move);
  }
}

/** States that a move can come from, beside what else it needs. */
const FROM: Readonly<Record<PayoutMove["kind"], readonly PayoutState["kind"][]>> = {
  approved: ["batched"],
  filed: ["batched"],
  // A payout that a person typed at the bank has no file.
  sent: ["batched", "filed"],
  booked: ["batched", "filed", "sent", "returned"],
  received: ["booked"],
  returned: ["filed", "sent", "booked", "received"],
  held: ["batched", "filed"],
  released: ["held"],
  // What is in a file may be at the bank: that comes back as returned.
  cancelled: ["batched", "held"],
};

function refusalOf(
  payout: Payout,
  state: PayoutState,
  move: PayoutMove,
  by: string,
): PayoutRefusal | undefined {
  if (!FROM[move.kind].includes(state.kind)) return "notFromHere";
  if (payout.entries.length >= PAYOUT_ENTRIES_MAX) return "historyFull";
  const isBooked = payout.entries.some(({ kind }) => kind === "booked");
  if (move.kind === "booked" && isBooked) return "notFromHere";
  if (move.kind === "booked" && (move.minor !== payout.minor || move.currency !== payout.currency)) {
    return "otherAmount";
  }
  if (move.kind === "cancelled" && state.kind === "held" && state.was.kind !== "batched")
    return "notFromHere";
  if (state.kind !== "batched" || move.kind === "held" || move.kind === "cancelled") return undefined;
  const isApproved = state.approvedBy.length >= payout.approvals;
  if (move.kind !== "approved") return isApproved ? undefined : "notApproved";
  if (state.approvedBy.includes(by)) return "sameApprover";
  if (isApproved) return "approvedAlready";
  const isOther = state.approvedBy.some((one) => isStaffApprover(one) !== isStaffApprover(by));
  return isOther ? "otherSignIn" : undefined;
}
