import { paymentLetterStore } from "../../core/settlement/payment-letter.store.ts";
import { PaymentLetter } from "../../core/settlement/payment-letter.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { AccountName, Payout, PayoutId } from "../../core/settlement/payout.ts";
import { PayoutAccount } from "../../core/settlement/settle.ts";
import { PAYOUTS_PARTITION, payoutRowKind } from "../../core/settlement/settlement.keys.ts";
import type { RowKind, RowsTable, StoredRow } from "./stored-rows.ts";

const storeOf = ({ dynamo }: RowsTable) => payoutStore(dynamo, "T");
const isKind = (kind: string) => (row: StoredRow) =>
  row.pk === PAYOUTS_PARTITION && payoutRowKind(row.sk) === kind;

function accountNamed(sk: string): AccountName {
  const [, charity, currency, funding] = sk.split("#");
  return AccountName.parse({ charity, currency, funding });
}

/** Rows of what was paid out, each beside the others that its transaction writes. */
export const payoutKinds: readonly RowKind[] = [
  {
    name: "payout account",
    is: isKind("account"),
    read: ({ sk }, table) => storeOf(table).account(accountNamed(sk)),
    write: (row, table) => storeOf(table).settle({ account: PayoutAccount.parse(row) }),
  },
  {
    name: "cause that was paid out",
    is: isKind("cause"),
    async read({ sk }, table) {
      const { paidCauses } = await storeOf(table).read();
      const cause = sk.slice(sk.indexOf("#") + 1);
      return { cause, charity: paidCauses.get(cause) };
    },
  },
  {
    name: "letter to a charity",
    is: isKind("letter"),
    read: ({ sk }, { dynamo }) =>
      paymentLetterStore(dynamo, "T").find(PayoutId.parse(sk.slice(sk.indexOf("#") + 1))),
    write: (row, { dynamo }) => paymentLetterStore(dynamo, "T").put(PaymentLetter.parse(row)),
  },
  {
    name: "payout",
    is: isKind("payout"),
    unread: ["head"],
    async read({ sk }, table) {
      const { payouts } = await storeOf(table).read();
      return payouts.find(({ id }) => sk.endsWith(id));
    },
    write(row, table) {
      const payout = Payout.parse(row);
      return storeOf(table).advance(payout, payout);
    },
  },
];
