import type { Currency } from "../../model/money.ts";
import type { Day } from "../../model/purchase.ts";
import type { Statement, StatementEntry } from "./statement.ts";

/** A payout as the bank was told of it. `booked`: the booking that is known of it already. */
export interface ExpectedPayout {
  readonly id: string;
  readonly minor: number;
  readonly currency: Currency;
  readonly booked?: { readonly bankReference: string; readonly bookedOn: Day } | undefined;
}

/** Where a bank says so. `file`: the SHA-256 of the file. */
export interface BankEvidence {
  readonly statement: string;
  readonly bankReference: string;
  readonly bookedOn: Day;
  readonly file: string;
}

/**
 * Why a booking that names a payout waits for a person, in order of precedence.
 * - `unknownPayout`: no payout has the id; `severalPayouts`: several begin with what the bank names of it
 * - `otherAmount`: its amount or currency is not the payout's
 * - `unexplainedCredit`: money that came in under the id, which the bank does not call a return
 * - `twice`: the payout was booked, or came back, before
 */
export type UnmatchedReason =
  | "unknownPayout"
  | "severalPayouts"
  | "otherAmount"
  | "unexplainedCredit"
  | "twice";

export interface MatchedStatement<Payout extends ExpectedPayout> {
  readonly booked: readonly { readonly payout: Payout; readonly evidence: BankEvidence }[];
  readonly returned: readonly {
    readonly payout: Payout;
    readonly because: string;
    readonly evidence: BankEvidence;
  }[];
  readonly unmatched: readonly {
    readonly reason: UnmatchedReason;
    readonly entry: StatementEntry;
    readonly evidence: BankEvidence;
  }[];
}

/**
 * What a statement says of payouts: which were booked and which came back, to the minor unit; what fits neither waits for a person.
 * Bookings that name no payout are passed over. Pure: a booking that is known already is `booked` again by the same evidence, so
 * that a statement may be read twice, and files in any order.
 */
export function matchStatement<Payout extends ExpectedPayout>(
  statement: Statement,
  payouts: readonly Payout[],
): MatchedStatement<Payout> {
  const byId = new Map(payouts.map((payout) => [payout.id, payout]));
  const booked: MatchedStatement<Payout>["booked"][number][] = [];
  const returned: MatchedStatement<Payout>["returned"][number][] = [];
  const unmatched: MatchedStatement<Payout>["unmatched"][number][] = [];
  const bookedIds = new Set<string>();
  const returnedIds = new Set<string>();
  for (const entry of statement.entries) {
    if (entry.endToEndId === undefined) continue;
    const evidence = evidenceOf(entry, statement);
    const wait = (reason: UnmatchedReason) => unmatched.push({ reason, entry, evidence });
    const [payout, another] = candidates(entry.endToEndId, byId);
    if (payout === undefined) wait("unknownPayout");
    else if (another !== undefined) wait("severalPayouts");
    else if (payout.minor !== entry.amount || payout.currency !== entry.currency) wait("otherAmount");
    else if (entry.direction === "debit") {
      if (bookedIds.has(payout.id) || isOtherBooking(payout.booked, evidence)) wait("twice");
      else booked.push({ payout, evidence });
      bookedIds.add(payout.id);
    } else if (entry.returnReason === undefined) wait("unexplainedCredit");
    else if (returnedIds.has(payout.id)) wait("twice");
    else {
      returned.push({ payout, because: entry.returnReason, evidence });
      returnedIds.add(payout.id);
    }
  }
  return { booked, returned, unmatched };
}

const PAYOUT_ID_CHARS = 30;

/** The payouts that a bank's reference can mean: one by its whole id, or all that begin with a shortened one. */
function candidates<Payout extends ExpectedPayout>(
  reference: string,
  byId: ReadonlyMap<string, Payout>,
): readonly Payout[] {
  const whole = byId.get(reference);
  if (whole !== undefined) return [whole];
  if (reference.length >= PAYOUT_ID_CHARS) return [];
  return [...byId.values()].filter(({ id }) => id.startsWith(reference));
}

function isOtherBooking(known: ExpectedPayout["booked"], evidence: BankEvidence): boolean {
  return (
    known !== undefined &&
    (known.bankReference !== evidence.bankReference || known.bookedOn !== evidence.bookedOn)
  );
}

/** Longer than any bank's reference. */
const REFERENCE_CHARS_MAX = 140;

function evidenceOf({ bankReference, bookedOn }: StatementEntry, { id, file }: Statement): BankEvidence {
  return {
    ...{ statement: id.slice(0, REFERENCE_CHARS_MAX), file, bookedOn },
    bankReference: bankReference.slice(0, REFERENCE_CHARS_MAX),
  };
}
