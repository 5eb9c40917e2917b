import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import { customerPartition, historyAt, historyKey, sendClaimKey } from "../../people/keys/people.keys.ts";
import { HistoryEntry, type SendKey } from "../../people/records/history.ts";
import { getRow, queryAll } from "../../platform/aws/table.store.ts";
import { ClaimRow } from "./claim.ts";
import { type ClaimMark, markOf } from "./claim-tag.ts";

/** A send, and what history says of it so far. */
export interface Marked {
  readonly sendKey: SendKey;
  readonly outcome: HistoryEntry["outcome"];
}

export interface ReceiptStore {
  /** Which send the tag of a letter means. Undefined: its claim was given back, or its customer was forgotten. */
  marked(mark: ClaimMark): Promise<Marked | undefined>;
  /** To which address it went; its customer may have another one by now. Undefined as above. */
  address(customer: ClaimMark["customer"], sendKey: SendKey): Promise<AddressHash | undefined>;
}

export function receiptStore(dynamo: DynamoDBClient, table: string): ReceiptStore {
  const rows = { dynamo, name: table };
  return {
    async marked({ customer, at, mark }) {
      const lines = await queryAll(rows, {
        what: "lines of history",
        pk: customerPartition(customer),
        range: historyAt(at),
      });
      return lines
        .filter(({ sk, sendKey }) => sk === historyKey(customer, at, String(sendKey)).sk)
        .map((row) => HistoryEntry.parse(row))
        .find(({ sendKey }) => markOf(sendKey) === mark);
    },
    async address(customer, sendKey) {
      const row = await getRow(rows, sendClaimKey(customer, sendKey));
      if (row === undefined) return undefined;
      const { channel, address } = ClaimRow.parse(row);
      return { channel, hmac: address };
    },
  };
}
