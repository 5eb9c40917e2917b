import type { Key } from "../platform/aws/key.ts";
import type { AccountName } from "./payout.ts";

/** All that is kept of payouts: a row for each account, cause and payout, which one query reads. */
export const PAYOUTS_PARTITION = "payouts";

const ACCOUNT = "account#";
const CAUSE = "cause#";
const PAYOUT = "payout#";

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

/** The kind of a row of the partition, by its sort key. */
export function payoutRowKind(sk: string): "account" | "cause" | "payout" | undefined {
  if (sk.startsWith(ACCOUNT)) return "account";
  if (sk.startsWith(CAUSE)) return "cause";
  return sk.startsWith(PAYOUT) ? "payout" : undefined;
}
