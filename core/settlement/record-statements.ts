import type { Day } from "../model/purchase.ts";
import type { PayoutRefusal } from "./advance.ts";
import { type BankEvidence, matchStatement, type UnmatchedReason } from "./bank/match-statement.ts";
import type { Statement } from "./bank/statement.ts";
import { type MovePayoutDeps, movePayout } from "./move-payout.ts";
import type { PayoutStore } from "./payout.store.ts";
import type { Payout, PayoutId, PayoutMove, Signed } from "./payout.ts";

/**
 * What became of one booking that names a payout. `named`: as the bank names it.
 * - `booked`, `returned`: the payout says so now; `known`: it said so before
 * - `waits`: a person has to look at it; nothing was written
 */
export interface BankLine {
  readonly kind: "booked" | "returned" | "known" | "waits";
  readonly named: string;
  readonly minor: number;
  readonly currency: string;
  readonly bookedOn: Day;
  readonly reference: string;
  readonly because?: UnmatchedReason | PayoutRefusal;
}

export interface RecordStatementsDeps extends MovePayoutDeps {
  readonly store: MovePayoutDeps["store"] & Pick<PayoutStore, "read">;
}

/**
 * Writes what a bank's statements say of payouts, bookings before returns. Read again, or in another order, they come to the same: what
 * is known is not written twice. What fits no payout to the minor unit waits for a person.
 */
export function recordStatements(deps: RecordStatementsDeps) {
  const move = movePayout(deps);
  return async (statements: readonly Statement[], by: Signed): Promise<BankLine[]> => {
    const lines: BankLine[] = [];
    for (const statement of statements) {
      const { payouts } = await deps.store.read();
      const { booked, returned, unmatched } = matchStatement(statement, payouts.map(expected));
      const write = async (payout: Expected, evidence: BankEvidence, said: PayoutMove) => {
        const moved = await move(payout.id, said, by);
        const { minor, currency } = payout;
        lines.push({ ...lineOf(payout.id, { minor, currency }, evidence), ...outcomeOf(moved, said.kind) });
      };
      for (const { payout, evidence } of booked) {
        const { minor, currency } = payout;
        await write(payout, evidence, { kind: "booked", minor, currency, ...saidBy(evidence) });
      }
      for (const { payout, evidence, because } of returned) {
        await write(payout, evidence, { kind: "returned", because, ...saidBy(evidence) });
      }
      for (const { reason, entry, evidence } of unmatched) {
        const { endToEndId = "", amount: minor, currency } = entry;
        lines.push({
          ...lineOf(endToEndId, { minor, currency }, evidence),
          ...{ kind: "waits", because: reason },
        });
      }
    }
    return lines;
  };
}

interface Expected {
  readonly id: PayoutId;
  readonly minor: number;
  readonly currency: string;
  readonly booked?: { readonly bankReference: string; readonly bookedOn: Day } | undefined;
}

function expected({ id, minor, currency, entries }: Payout): Expected {
  const booking = entries.find((entry) => entry.kind === "booked");
  return {
    ...{ id, minor, currency },
    booked: booking && { bankReference: booking.reference, bookedOn: booking.bookedOn },
  };
}

function saidBy({ bankReference: reference, bookedOn, file: statement }: BankEvidence) {
  return { reference, bookedOn, statement };
}

function lineOf(named: string, money: Pick<BankLine, "minor" | "currency">, evidence: BankEvidence) {
  return { named, ...money, bookedOn: evidence.bookedOn, reference: evidence.bankReference };
}

function outcomeOf(
  moved: Awaited<ReturnType<ReturnType<typeof movePayout>>>,
  said: PayoutMove["kind"],
): Pick<BankLine, "kind" | "because"> {
  switch (moved.kind) {
    case "advanced":
      return { kind: said === "returned" ? "returned" : "booked" };
    case "same":
      return { kind: "known" };
    case "refused":
      return { kind: "waits", because: moved.because };
    case "unknown":
      return { kind: "waits", because: "unknownPayout" };
  }
}
