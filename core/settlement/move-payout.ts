import { type Advance, advance } from "./advance.ts";
import type { AccountChange, PayoutStore } from "./payout.store.ts";
import {
  isReopened,
  type Payout,
  type PayoutId,
  type PayoutMove,
  payoutState,
  type Signed,
} from "./payout.ts";
import { isLost, lostText } from "./registers/register-record.ts";
import type { PayoutAccount } from "./settle.ts";

/** The limit of times that a move reads again as others write the same payout. */
const MOVE_RACES_MAX = 5;

/** Others wrote a payout, or its account, each time: the move was not written. */
export class PayoutBusyError extends Error {
  override readonly name = "PayoutBusyError";
}

/** In order of precedence. `unknown`: there is no such payout; the others as {@link Advance} says. */
export type Moved = { readonly kind: "unknown" } | Advance;

/** Steps towards a file or the bank. What is in a file already may be at the bank: a person decides about it. */
const GATED: readonly PayoutMove["kind"][] = ["approved", "filed", "sent"];

export interface MovePayoutDeps {
  readonly store: Pick<PayoutStore, "find" | "account" | "register" | "advance">;
}

/**
 * Moves a payout on and writes it. Said again it is `same`, or refused by name, and nothing is written twice. What is returned or
 * cancelled is owed again from the same moment. Of a charity that its register lost nothing is approved, put into a file or sent
 * without one: the payout is held, with the reason, also where the register's word comes in between. Throws a
 * {@link PayoutBusyError}.
 */
export function movePayout({ store }: MovePayoutDeps) {
  return async (id: PayoutId, move: PayoutMove, signed: Signed): Promise<Moved> => {
    for (let races = 0; races <= MOVE_RACES_MAX; races += 1) {
      const before = await store.find(id);
      if (before === undefined) return { kind: "unknown" };
      const moved = advance(before, move, signed);
      if (moved.kind !== "advanced") return moved;
      const from = payoutState(before).kind;
      const gated = from === "batched" && GATED.includes(move.kind);
      const record = gated ? await store.register(before.charity) : undefined;
      if (isLost(record)) {
        const held = advance(before, { kind: "held", because: lostText(record) }, signed);
        if (held.kind !== "advanced") return held;
        if ((await store.advance(before, held.payout)) === "lost") continue;
        return { kind: "refused", because: "lostStatus", from };
      }
      const reopened = isReopening(before, moved.payout)
        ? reopen(moved.payout, await store.account(before))
        : undefined;
      if ((await store.advance(before, moved.payout, { reopened, gated })) === "written") return moved;
    }
    throw new PayoutBusyError(`${id} was written by others each time`);
  };
}

function isReopening(before: Payout, payout: Payout): boolean {
  return isReopened(payoutState(payout)) && !isReopened(payoutState(before));
}

function reopen({ id, minor }: Payout, before: PayoutAccount | undefined): AccountChange {
  if (before === undefined) throw new Error(`${id} has no account`);
  return { before, account: { ...before, version: before.version + 1, paid: before.paid - minor } };
}
