import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { z } from "zod";
import { ConsentRecord } from "../../core/consent/consent.ts";
import { HistoryEntry } from "../../core/delivery/history.ts";
import {
  consentRecordKey,
  customerPartition,
  isHistory,
  providerKey,
  sendClaimKey,
} from "../../core/people/people.keys.ts";
import { output } from "../deploy.ts";
import { engineOf } from "../sample/connect.ts";
import type { Stage } from "../stage.ts";

/** One line of somebody's history, and under which id the provider took it. */
export interface Line {
  readonly customer: string;
  readonly entry: HistoryEntry;
  readonly providerId: string | undefined;
  /** The consent that stood at that version; none for what answers something the customer just did. */
  readonly consent: ConsentRecord | undefined;
}

const Keyed = z.looseObject({ pk: z.string(), sk: z.string() });
type Keyed = z.infer<typeof Keyed>;
const ReceiptRow = z.object({ pk: z.string(), customer: z.string(), sendKey: z.string() });

/** Everything that was decided about messages, as the People table holds it: oldest first. */
export async function readLines(stage: Stage): Promise<readonly Line[]> {
  const dynamo = new DynamoDBClient(engineOf(stage));
  try {
    const rows: Keyed[] = [];
    const TableName = output(stage.outputs, "PeopleTable");
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
  const providers = prefixOf((id) => providerKey("", id).pk).slice(0, -1);
  const byKey = new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row]));
  const receipts = new Map(
    rows
      .filter(({ pk }) => pk.startsWith(providers))
      .map((row) => {
        const { pk, customer, sendKey } = ReceiptRow.parse(row);
        return [
          nameOf(sendClaimKey(customer, sendKey)),
          bareId(pk.slice(pk.indexOf("#", providers.length) + 1)),
        ];
      }),
  );
  return rows
    .filter(({ pk, sk }) => pk.startsWith(customers) && isHistory(sk))
    .map((row) => {
      const customer = row.pk.slice(customers.length);
      const entry = HistoryEntry.parse(row);
      const version = "consentVersion" in entry ? entry.consentVersion : 0;
      const consent = byKey.get(nameOf(consentRecordKey(customer, entry.topic, entry.channel, version)));
      return {
        customer,
        entry,
        providerId:
          entry.outcome === "sent" ? receipts.get(nameOf(sendClaimKey(customer, entry.sendKey))) : undefined,
        consent: consent === undefined || entry.transactional ? undefined : ConsentRecord.parse(consent),
      };
    })
    .toSorted((one, other) => one.entry.at.localeCompare(other.entry.at));
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
