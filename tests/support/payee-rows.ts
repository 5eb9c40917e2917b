import { PAYEES_PARTITION } from "../../core/settlement/payees/payee.keys.ts";
import { payeeStore } from "../../core/settlement/payees/payee.store.ts";
import { PayeeRecord } from "../../core/settlement/payees/payee-record.ts";
import { REGISTERS_PARTITION } from "../../core/settlement/registers/register.keys.ts";
import { registerStore } from "../../core/settlement/registers/register.store.ts";
import { RegisterRecord } from "../../core/settlement/registers/register-record.ts";
import type { RowKind } from "./stored-rows.ts";

/** How a charity is paid. */
export const payeeKind: RowKind = {
  name: "payee",
  is: ({ pk }) => pk === PAYEES_PARTITION,
  read: ({ sk }, { dynamo }) => payeeStore(dynamo, "T").find(sk),
  write: (row, { dynamo }) => payeeStore(dynamo, "T").write(PayeeRecord.parse(row)),
};

/** What its register says of a charity. */
export const registerKind: RowKind = {
  name: "register",
  is: ({ pk }) => pk === REGISTERS_PARTITION,
  read: ({ sk }, { dynamo }) => registerStore(dynamo, "T").find(sk),
  write: (row, { dynamo }) => registerStore(dynamo, "T").write(RegisterRecord.parse(row)),
};
