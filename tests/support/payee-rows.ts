import { PAYEES_PARTITION } from "../../core/settlement/payees/payee.keys.ts";
import { payeeStore } from "../../core/settlement/payees/payee.store.ts";
import { PayeeRecord } from "../../core/settlement/payees/payee-record.ts";
import type { RowKind } from "./stored-rows.ts";

/** How a charity is paid. */
export const payeeKind: RowKind = {
  name: "payee",
  is: ({ pk }) => pk === PAYEES_PARTITION,
  read: ({ sk }, { dynamo }) => payeeStore(dynamo, "T").find(sk),
  write: (row, { dynamo }) => payeeStore(dynamo, "T").write(PayeeRecord.parse(row)),
};
