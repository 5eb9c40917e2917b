import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { KnownFeedback } from "../../feedback/answer.ts";
import { feedbackKey } from "../../feedback/feedback.keys.ts";
import type { CustomerId } from "../../model/customer.ts";
import { Identity } from "../../model/purchase.ts";
import { audiencesOf } from "../../people/audiences/audience.ts";
import { PassDevice } from "../../people/cards/pass-device.ts";
import { ContactRow } from "../../people/contacts/contact.ts";
import { audienceKey } from "../../people/keys/audience.keys.ts";
import { identityRowKey } from "../../people/keys/customer.keys.ts";
import { deviceKey } from "../../people/keys/pass.keys.ts";
import { addressKey, customerPartition, customerRow, saltKey } from "../../people/keys/people.keys.ts";
import { smsInboxKey } from "../../people/keys/sms.keys.ts";
import { PreferencesRow } from "../../people/preferences/preferences-row.ts";
import { KnownText } from "../../people/sms/sms-inbox.ts";
import type { Key } from "../../platform/aws/key.ts";
import { queryAll, type Row, unlessConflict } from "../../platform/aws/table.store.ts";
import type { Pause } from "../../platform/pause.ts";

/** One row about a customer: its kind, its name among that kind, and its content. */
export interface Held {
  readonly kind: string;
  readonly name: string;
  readonly facts: Row;
}

export interface DossierStore {
  /** Every row of a customer, in the order of its keys, except the salt that decrypts their addresses. */
  read(customer: CustomerId): Promise<Held[]>;
  /**
   * Removes every row of a customer, and the rows elsewhere that name them; returns their number. Removes the salt first:
   * from then on no address can be decrypted, whatever else is still there. A row that points elsewhere goes after the
   * row it points to, so that a second call finishes what a crash left. Rows written meanwhile go as well.
   */
  remove(customer: CustomerId): Promise<number>;
}

const BATCH_WRITES_MAX = 25;
const TRIES_MAX = 10;
/** The most rounds in which new rows may appear after all were removed. */
const ROUNDS_MAX = 20;

export class DossierBusyError extends Error {
  override readonly name = "DossierBusyError";
}

export function dossierStore(dynamo: DynamoDBClient, table: string, pause: Pause): DossierStore {
  const rowsOf = (customer: CustomerId) =>
    queryAll({ dynamo, name: table }, { what: "rows of a customer", pk: customerPartition(customer) });

  async function removeAll(keys: readonly Key[]): Promise<void> {
    for (let from = 0; from < keys.length; from += BATCH_WRITES_MAX) {
      let due: WriteRequest[] = keys
        .slice(from, from + BATCH_WRITES_MAX)
        .map(({ pk, sk }) => ({ DeleteRequest: { Key: marshall({ pk, sk }) } }));
      for (let tries = 0; due.length > 0; tries += 1) {
        if (tries === TRIES_MAX) throw new DossierBusyError("The table takes no more deletions now");
        if (tries > 0) await pause(tries);
        const answer = await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: due } }));
        due = answer.UnprocessedItems?.[table] ?? [];
      }
    }
  }
  /** Removes a row unless it belongs to another customer by now. */
  async function removeOwn(key: Key, customer: CustomerId): Promise<number> {
    const removal = new DeleteItemCommand({
      TableName: table,
      Key: marshall({ pk: key.pk, sk: key.sk }),
      ConditionExpression: "customer = :customer",
      ExpressionAttributeValues: marshall({ ":customer": customer }),
      ReturnValues: "ALL_OLD",
    });
    const outcome = await unlessConflict(dynamo.send(removal));
    return outcome.kind === "written" && outcome.output.Attributes !== undefined ? 1 : 0;
  }

  return {
    async read(customer) {
      const found = await rowsOf(customer);
      return found.flatMap(({ pk: _, sk, ...facts }) => {
        const row = customerRow(String(sk));
        return row.kind === "salt" ? [] : [{ ...row, facts }];
      });
    },
    async remove(customer) {
      await removeAll([saltKey(customer)]);
      let removed = 0;
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        const found = await rowsOf(customer);
        if (found.length === 0) return removed;
        for (const key of found.flatMap((row) => elsewhere(customer, row))) {
          removed += await removeOwn(key, customer);
        }
        await removeAll(found.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
        removed += found.length;
      }
      throw new DossierBusyError("Something new is written about this customer all the time");
    },
  };
}

/** The rows outside a customer's own partition that this row names. */
function elsewhere(customer: CustomerId, row: Row): Key[] {
  const { kind } = customerRow(String(row.sk));
  if (kind === "identity") return [identityRowKey(Identity.parse(row))];
  if (kind === "preferences") {
    return audiencesOf(PreferencesRow.parse(row)).map((audience) => audienceKey(audience, customer));
  }
  if (kind === "text") {
    const { at, text } = KnownText.parse(row);
    return [smsInboxKey(at, text)];
  }
  if (kind === "feedback") {
    const { at, id } = KnownFeedback.parse(row);
    return [feedbackKey(at, id)];
  }
  if (kind === "passDevice") {
    const { device, serial } = PassDevice.parse(row);
    return [deviceKey(device, serial)];
  }
  if (kind !== "contact") return [];
  const { channel, hmac } = ContactRow.parse(row);
  return [addressKey(channel, hmac, customer)];
}
