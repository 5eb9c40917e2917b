import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { CustomerId } from "../customer/customer.ts";
import { providerKey, sendClaimKey } from "../people/people.keys.ts";
import { rowsOf } from "../people/row.store.ts";
import type { AddressHash } from "../people/suppression.ts";
import { ClaimRow } from "./claim.ts";
import { SendKey } from "./history.ts";

/** `unknown`: no message of ours has that id, or not yet; `gone`: its customer was forgotten. */
export type Receipt =
  | { readonly kind: "unknown" | "gone" }
  | { readonly kind: "address"; readonly address: AddressHash };

export interface ReceiptStore {
  /** To which address an email went, by the id that SES gave it; its customer may have another one by now. */
  ofEmail(id: string): Promise<Receipt>;
}

const ReceiptRow = z.object({ customer: CustomerId, sendKey: SendKey });

export function receiptStore(dynamo: DynamoDBClient, table: string): ReceiptStore {
  const rows = rowsOf(dynamo, table);
  return {
    async ofEmail(id) {
      const row = await rows.get(providerKey("ses", id));
      if (row === undefined) return { kind: "unknown" };
      const { customer, sendKey } = ReceiptRow.parse(row);
      const claim = await rows.get(sendClaimKey(customer, sendKey));
      if (claim === undefined) return { kind: "gone" };
      const { channel, address } = ClaimRow.parse(claim);
      return { kind: "address", address: { channel, hmac: address } };
    },
  };
}
