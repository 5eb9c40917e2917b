import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { z } from "zod";
import { engineOf } from "../../cli/settings.ts";
import { ClaimRow } from "../../core/messaging/delivery/claim.ts";
import { ConsentRecord } from "../../core/model/consent.ts";
import {
  consentRecordKey,
  customerPartition,
  isHistory,
  sendClaimKey,
} from "../../core/people/keys/people.keys.ts";
import { HistoryEntry } from "../../core/people/records/history.ts";
import type { Stage } from "../stage.ts";

/** One line of a customer's history, and the id under which the provider accepted it. */
export interface Line {
  readonly customer: string;
  readonly entry: HistoryEntry;
  readonly providerId: string | undefined;
  /** The consent of that version; undefined for an answer to what the customer just did. */
  readonly consent: ConsentRecord | undefined;
}

const Keyed = z.looseObject({ pk: z.string(), sk: z.string() });
type Keyed = z.infer<typeof Keyed>;

/** Every decision about a message in the People table, oldest first. */
export async function readLines(stage: Stage): Promise<readonly Line[]> {
  const dynamo = new DynamoDBClient(engineOf(stage));
  try {
    const rows: Keyed[] = [];
    const TableName = stage.output("PeopleTable");
    for await (const page of paginateScan({ client: dynamo }, { TableName, ConsistentRead: true })) {
      rows.push(...(page.Items ?? []).map((item) => Keyed.parse(unmarshall(item))));
    }
    return linesIn(rows);
  } finally {
    dynamo.destroy();
  }
}

export function linesIn(rows: readonly Keyed[]): readonly Line[] {
  const customers = prefixOf(customerPartition);
  const byKey = new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row]));
  return rows
    .filter(({ pk, sk }) => pk.startsWith(customers) && isHistory(sk))
    .map((row) => {
      const customer = row.pk.slice(customers.length);
      const entry = HistoryEntry.parse(row);
      const version = "consentVersion" in entry ? entry.consentVersion : 0;
      const consent = byKey.get(nameOf(consentRecordKey(customer, entry.topic, entry.channel, version)));
      const claim = byKey.get(nameOf(sendClaimKey(customer, entry.sendKey)));
      return {
        customer,
        entry,
        providerId: entry.outcome === "sent" ? receiptId(claim) : undefined,
        consent: consent === undefined || entry.transactional ? undefined : ConsentRecord.parse(consent),
      };
    })
    .toSorted((one, other) => one.entry.at.localeCompare(other.entry.at));
}

function receiptId(claim: Keyed | undefined): string | undefined {
  const receipt = claim && ClaimRow.parse(claim).receipt;
  return receipt && bareId(receipt.id);
}

/** SES's id, with or without the domain that it has in the letter's own header. */
export function bareId(id: string): string {
  return id.replace(/@.*$/, "");
}

function nameOf({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return `${pk} ${sk}`;
}

/** What every key of a builder begins with: they are written in one place only. */
function prefixOf(build: (id: string) => string): string {
  return build("");
}
