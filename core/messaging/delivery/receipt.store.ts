import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import { customerPartition, historyAt, historyKey, sendClaimKey } from "../../people/keys/people.keys.ts";
import { HistoryEntry, type SendKey } from "../../people/records/history.ts";
import { getRow, queryAll } from "../../platform/aws/table.store.ts";
import { ClaimRow } from "./claim.ts";
import { type ClaimMark, markOf } from "./claim-tag.ts";

/** A send, and its outcome in history so far. */
export interface MarkedSend {
  readonly sendKey: SendKey;
  readonly outcome: HistoryEntry["outcome"];
}

export interface ReceiptStore {
  /** The send that a letter's tag identifies. Undefined: its claim was released, or its customer was forgotten. */
  findSend(mark: ClaimMark): Promise<MarkedSend | undefined>;
  /** The address that the letter was sent to; the customer may have another one by now. Undefined as above. */
  address(customer: ClaimMark["customer"], sendKey: SendKey): Promise<AddressHash | undefined>;
}

export function receiptStore(dynamo: DynamoDBClient, table: string): ReceiptStore {
  const rows = { dynamo, name: table };
  return {
    async findSend({ customer, at, mark }) {
      const entries = await queryAll(rows, {
        what: "entries of history",
        pk: customerPartition(customer),
        range: historyAt(at),
      });
      return entries
        .filter(({ sk, sendKey }) => sk === historyKey(customer, at, String(sendKey)).sk)
        .map((row) => HistoryEntry.parse(row))
        .find(({ sendKey }) => markOf(sendKey) === mark);
    },
    async address(customer, sendKey) {
      const row = await getRow(rows, sendClaimKey(customer, sendKey));
      if (row === undefined) return undefined;
      const { channel, address } = ClaimRow.parse(row);
      return channel === "wallet" ? undefined : { channel, hmac: address };
    },
  };
}
