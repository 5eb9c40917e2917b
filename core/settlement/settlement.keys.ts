import type { Key } from "../platform/aws/key.ts";
import type { AccountName } from "./payout.ts";

/** All that is kept of payouts: a row for each account, cause, payout and letter, which one query reads. */
export const PAYOUTS_PARTITION = "payouts";

const ACCOUNT = "account#";
const CAUSE = "cause#";
const PAYOUT = "payout#";
const LETTER = "letter#";

export function payoutAccountKey({ charity, currency, funding }: AccountName): Key {
  return { pk: PAYOUTS_PARTITION, sk: `${ACCOUNT}${charity}#${currency}#${funding}` };
}

/** Which charity a cause was paid out to: written once. */
export function paidCauseKey(cause: string): Key {
  return { pk: PAYOUTS_PARTITION, sk: `${CAUSE}${cause}` };
}

export function payoutKey(id: string): Key {
  return { pk: PAYOUTS_PARTITION, sk: `${PAYOUT}${id}` };
}

/** The newest letter to the charity about a payout. */
export function paymentLetterKey(payout: string): Key {
  return { pk: PAYOUTS_PARTITION, sk: `${LETTER}${payout}` };
}

/** The kind of a row of the partition, by its sort key. */
export function payoutRowKind(sk: string): "account" | "cause" | "letter" | "payout" | undefined {
  if (sk.startsWith(ACCOUNT)) return "account";
  if (sk.startsWith(CAUSE)) return "cause";
  if (sk.startsWith(LETTER)) return "letter";
  return sk.startsWith(PAYOUT) ? "payout" : undefined;
}
