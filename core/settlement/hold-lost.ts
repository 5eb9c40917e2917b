import { accountText } from "./due.ts";
import { type MovePayoutDeps, movePayout } from "./move-payout.ts";
import type { PayoutStore } from "./payout.store.ts";
import { type Payout, payoutState, type Signed } from "./payout.ts";
import { isLost, lostText } from "./registers/register-record.ts";

export interface HoldLostDeps {
  readonly store: MovePayoutDeps["store"] & Pick<PayoutStore, "read">;
}

/**
 * Holds every payout that waits for approval, or in a file, of a charity that its register lost, with the reason, and answers them. A
 * second call finds none. What it did not get to, as it died, is not approved and gets into no file either.
 */
export function holdLost({ store }: HoldLostDeps) {
  return async (signed: Signed): Promise<Payout[]> => {
    const { payouts, registers } = await store.read();
    const held: Payout[] = [];
    for (const payout of payouts.toSorted((a, b) => (accountText(a) < accountText(b) ? -1 : 1))) {
      const record = registers.get(payout.charity);
      const { kind } = payoutState(payout);
      if (!isLost(record) || (kind !== "batched" && kind !== "filed")) continue;
      const because = lostText(record);
      const moved = await movePayout({ store })(payout.id, { kind: "held", because }, signed);
      if (moved.kind === "advanced") held.push(moved.payout);
    }
    return held;
  };
}
