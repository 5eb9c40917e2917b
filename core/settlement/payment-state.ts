import type { Day } from "../model/purchase.ts";
import { bankReference } from "./bank/payout-reference.ts";
import type { DayOf } from "./payable.ts";
import { type Payout, payoutState } from "./payout.ts";

/**
 * Where a payment stands, as people are told: without who did what, why, or what the bank wrote.
 * - `prepared`: it waits for approval, or in a file
 * - `held`: it waits at the brand
 * - `sent`: the brand gave it to its bank
 * - `booked`: the bank's statement has it, of that day; `received`: the charity says that it has it, too
 * - `reopened`: it came to nothing, and what it would have paid is owed again; `returned`: as the bank gave it back
 */
export type PaymentState =
  | { readonly kind: "prepared" | "held" }
  | { readonly kind: "sent" | "booked"; readonly on: Day }
  | { readonly kind: "received"; readonly on: Day; readonly acknowledgedOn: Day }
  | { readonly kind: "reopened"; readonly returned: boolean };

export function paymentState(payout: Payout, dayOf: DayOf): PaymentState {
  const state = payoutState(payout);
  switch (state.kind) {
    case "batched":
    case "filed":
      return { kind: "prepared" };
    case "held":
      return { kind: "held" };
    case "sent":
      return { kind: "sent", on: saidOn(payout, "sent", dayOf) };
    case "booked":
      return { kind: "booked", on: state.bookedOn };
    case "received":
      return {
        kind: "received",
        on: bookedOn(payout),
        acknowledgedOn: saidOn(payout, "received", dayOf),
      };
    case "returned":
    case "cancelled":
      return { kind: "reopened", returned: state.kind === "returned" };
  }
}

/** The reference that stands beside the payment in the charity's own statement. */
export function paymentReference({ id }: Payout): string {
  return bankReference(id);
}

function bookedOn({ id, entries }: Payout): Day {
  for (const entry of entries) if (entry.kind === "booked") return entry.bookedOn;
  throw new Error(`${id} is received, and was never booked`);
}

function saidOn({ id, entries }: Payout, kind: "sent" | "received", dayOf: DayOf): Day {
  const entry = entries.findLast((one) => one.kind === kind);
  if (entry === undefined) throw new Error(`${id} has no entry ${kind}`);
  return dayOf(entry.at);
}
