import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { CustomerId } from "../customer/customer.ts";
import { contactKey, providerKey } from "../people/people.keys.ts";
import { rowsOf } from "../people/row.store.ts";
import { AddressHash } from "../people/suppression.ts";

/** `unknown`: no message of ours has that id, or not yet; `gone`: its customer has no address any more. */
export type Receipt =
  | { readonly kind: "unknown" | "gone" }
  | { readonly kind: "address"; readonly address: AddressHash };

export interface ReceiptStore {
  /** To which address an email went, by the id that SES gave it: the address of its customer. */
  ofEmail(id: string): Promise<Receipt>;
}

const ReceiptRow = z.object({ customer: CustomerId });
const CHANNEL = "email";

export function receiptStore(dynamo: DynamoDBClient, table: string): ReceiptStore {
  const rows = rowsOf(dynamo, table);
  return {
    async ofEmail(id) {
      const row = await rows.get(providerKey("ses", id));
      if (row === undefined) return { kind: "unknown" };
      const contact = await rows.get(contactKey(ReceiptRow.parse(row).customer, CHANNEL));
      if (contact === undefined) return { kind: "gone" };
      return { kind: "address", address: AddressHash.parse(contact) };
    },
  };
}
