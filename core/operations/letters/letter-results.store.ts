import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ClaimRow } from "../../messaging/delivery/claim.ts";
import { ConsentNow } from "../../model/consent.ts";
import { CustomerId } from "../../model/customer.ts";
import type { LetterName } from "../../model/letter.ts";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { Suppression } from "../../people/contacts/suppression.ts";
import {
  consentNowKey,
  customerOfPartition,
  customerPartition,
  sendClaimKey,
} from "../../people/keys/people.keys.ts";
import { HistoryEntry } from "../../people/records/history.ts";
import { rowOf } from "../../platform/aws/row-of.ts";
import { getAll, type Row, scanPages } from "../../platform/aws/table.store.ts";
import { sendKeyOf } from "./simulate-letter.ts";

/** DynamoDB answers as many keys at once. */
const KEYS_MAX = 100;

/** What became of a letter for one customer; `claim` where it was sent, or may have been. */
export interface LetterRecord {
  readonly customer: CustomerId;
  readonly claim: ClaimRow | undefined;
  readonly last: HistoryEntry | undefined;
}

export interface LetterResultsStore {
  /** Everybody whose history names the letter. Reads the whole table: nothing else is kept of who got it. */
  records(letter: LetterName): Promise<readonly LetterRecord[]>;
  /** What became of those who got it since: suppressions of their addresses, and their consents to its topic. */
  since(records: readonly LetterRecord[]): Promise<{
    readonly suppressions: readonly Suppression[];
    readonly consents: ReadonlyMap<CustomerId, ConsentNow>;
  }>;
}

export function letterResultsStore(
  dynamo: DynamoDBClient,
  name: string,
  suppressions: Pick<SuppressionStore, "read">,
): LetterResultsStore {
  const table = { dynamo, name };
  return {
    async records(letter) {
      const sendKey = sendKeyOf(letter);
      const found = new Map<CustomerId, LetterRecord>();
      const where = {
        expression: "begins_with(pk, :customers) AND (sk = :claim OR sendKey = :sendKey)",
        values: {
          ":customers": customerPartition(""),
          ":claim": sendClaimKey("", sendKey).sk,
          ":sendKey": sendKey,
        },
      };
      for await (const page of scanPages(table, { where })) {
        for (const row of page.map(rowOf)) {
          const customer = CustomerId.parse(customerOfPartition(String(row.pk)));
          const before = found.get(customer) ?? { customer, claim: undefined, last: undefined };
          found.set(customer, withRow(before, row));
        }
      }
      return [...found.values()];
    },
    async since(records) {
      const claims = records.flatMap(({ customer, claim }) => (claim ? [{ customer, claim }] : []));
      const addresses = new Map(
        claims.flatMap(({ claim: { channel, address } }) =>
          channel === "wallet" ? [] : [[`${channel} ${address}`, { channel, hmac: address }] as const],
        ),
      );
      const stopped: Suppression[] = [];
      for (const some of chunksOf([...addresses.values()])) stopped.push(...(await suppressions.read(some)));
      const consents = new Map<CustomerId, ConsentNow>();
      for (const some of chunksOf(claims)) {
        const keys = some.map(({ customer, claim }) => consentNowKey(customer, claim.topic, claim.channel));
        for (const row of await getAll(table, keys, { what: "consents" }))
          consents.set(CustomerId.parse(customerOfPartition(String(row.pk))), ConsentNow.parse(row));
      }
      return { suppressions: stopped, consents };
    },
  };
}

/** A claim has no send key of its own: that is in its key. Of entries of history the latest counts. */
function withRow(before: LetterRecord, row: Row): LetterRecord {
  if (row.sendKey === undefined) return { ...before, claim: ClaimRow.parse(row) };
  const entry = HistoryEntry.parse(row);
  return before.last !== undefined && entry.at < before.last.at ? before : { ...before, last: entry };
}

function chunksOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / KEYS_MAX) }, (_, at) =>
    items.slice(at * KEYS_MAX, (at + 1) * KEYS_MAX),
  );
}
