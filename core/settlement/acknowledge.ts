import type { Instant } from "../model/purchase.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { AcknowledgementStore } from "./acknowledgement.store.ts";
import { type Advance, advance } from "./advance.ts";
import type { PaymentLetterStore } from "./payment-letter.store.ts";
import { opensLetter, type PaymentLetter, readPaymentToken } from "./payment-letter.ts";
import type { Payout } from "./payout.ts";

export interface AcknowledgeDeps {
  readonly letters: Pick<PaymentLetterStore, "find">;
  readonly payouts: AcknowledgementStore;
}

/** What the link of a letter opens. */
export interface OpenedPayment {
  readonly letter: PaymentLetter;
  readonly payout: Payout;
}

/**
 * What is behind the token of a letter's link. Undefined alike for what is no token, for one of which no letter is, and for one
 * that expired or was replaced. Writes nothing.
 */
export function openPayment({ letters, payouts }: AcknowledgeDeps) {
  return async (token: string, now: Instant): Promise<OpenedPayment | undefined> => {
    const link = readPaymentToken(token);
    if (link === undefined) return undefined;
    const letter = await letters.find(link.payout);
    if (letter === undefined || !opensLetter(link, letter, now)) return undefined;
    const payout = await payouts.find(link.payout);
    return payout && { letter, payout };
  };
}

/**
 * Writes that the charity has a payment, in the payout's own history and by its rules: only of what the bank booked and did not
 * give back, and once. Said again it is `same`. A move by others at the same time is read, and decides first.
 */
export function acknowledge({ payouts }: Pick<AcknowledgeDeps, "payouts">) {
  return ({ payout: { id, charity } }: OpenedPayment, signer: string, at: Instant): Promise<Advance> =>
    retryContended(`the payout ${id}`, async () => {
      const before = await payouts.find(id);
      if (before === undefined) throw new Error(`${id} is gone`);
      const signed = { at, by: `${charity}, by the link of its letter` };
      const moved = advance(before, { kind: "received", signer }, signed);
      if (moved.kind !== "advanced") return moved;
      return (await payouts.append(before, moved.payout)) === "written" ? moved : "lost";
    });
}
