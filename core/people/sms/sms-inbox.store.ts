import { DeleteItemCommand, type DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { TextId } from "../../events/catalog.ts";
import { CustomerId } from "../../model/customer.ts";
import { epochSeconds } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import { getRow, queryAll, transact } from "../../platform/aws/table.store.ts";
import {
  decrypt,
  type EncryptionContext,
  encrypt,
  NONCE_BYTES,
  SALT_BYTES,
} from "../../platform/crypto/encryption.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { saltStore } from "../contacts/salt.store.ts";
import { knownTextKey, SMS_INBOX_PARTITION, smsInboxKey } from "../keys/sms.keys.ts";
import { type InboxText, type OpenedText, Why } from "./sms-inbox.ts";

/** DynamoDB deletes an older text: it is too late to answer. */
const KEPT_SECONDS = 90 * 24 * 60 * 60;

export interface SmsInboxStore {
  /** Keeps a text for a person, encrypted. Repeating it keeps it once. */
  keep(waiting: InboxText, content: OpenedText): Promise<void>;
  /** Oldest first. */
  list(): Promise<readonly InboxText[]>;
  /** Undefined when its customer was forgotten, or it was never there. */
  open(waiting: Pick<InboxText, "text" | "at">): Promise<OpenedText | undefined>;
  /** Removes a text that a person has dealt with. */
  remove(waiting: InboxText): Promise<void>;
}

/** `salt`: only of a stranger's text, which no customer's forgetting can find; a customer's is encrypted under their own. */
const Row = z.object({
  text: TextId,
  at: Instant,
  why: Why,
  customer: CustomerId.optional(),
  sealed: z.string(),
  salt: z.string().optional(),
});
const Content = z.object({ from: z.string(), body: z.string() });

export function smsInboxStore(
  dynamo: DynamoDBClient,
  table: string,
  { key, random }: { readonly key: () => Promise<string>; readonly random: RandomBytes },
): SmsInboxStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);

  /** Encrypts under the customer's own salt, on the condition that it exists: a customer being forgotten has none. */
  async function keepWrites({ text, at, why, customer }: InboxText, content: OpenedText) {
    const owned = customer === undefined ? undefined : await salts.read(customer);
    const salt = owned ?? Buffer.from(random(SALT_BYTES)).toString("base64url");
    const bytes = Buffer.from(salt, "base64url");
    const sealed = encrypt(
      await key(),
      bytes,
      random(NONCE_BYTES),
      encryptionContextOf(text),
      JSON.stringify(content),
    );
    const row = { text, at, why, sealed, expires: epochSeconds(at) + KEPT_SECONDS };
    const put = (item: object): TransactWriteItem => ({ Put: { TableName: table, Item: marshall(item) } });
    if (customer === undefined || owned === undefined)
      return [put({ ...smsInboxKey(at, text), ...row, salt })];
    const { expires } = row;
    return [
      salts.check(customer, owned),
      put({ ...smsInboxKey(at, text), ...row, customer }),
      put({ ...knownTextKey(customer, at, text), customer, text, at, expires }),
    ];
  }

  return {
    async keep(waiting, content) {
      await retryContended("the rows of one text's customer", async () => {
        const { kind } = await transact(rows, await keepWrites(waiting, content));
        return kind === "written" ? kind : "lost";
      });
    },
    async list() {
      const found = await queryAll(rows, { what: "texts in the inbox", pk: SMS_INBOX_PARTITION });
      return found
        .map((row) => Row.parse(row))
        .map(({ text, at, why, customer }) => ({ text, at, why, customer }));
    },
    async open({ text, at }) {
      const found = await getRow(rows, smsInboxKey(at, text));
      if (found === undefined) return undefined;
      const { sealed, salt, customer } = Row.parse(found);
      const opener = customer === undefined ? salt : await salts.read(customer);
      if (opener === undefined) return undefined;
      const content = decrypt(
        await key(),
        Buffer.from(opener, "base64url"),
        encryptionContextOf(text),
        sealed,
      );
      return Content.parse(JSON.parse(content));
    },
    async remove({ text, at, customer }) {
      const keys = [
        ...(customer === undefined ? [] : [knownTextKey(customer, at, text)]),
        smsInboxKey(at, text),
      ];
      for (const Key of keys) {
        await dynamo.send(new DeleteItemCommand({ TableName: table, Key: marshall({ ...Key }) }));
      }
    },
  };
}

function encryptionContextOf(text: TextId): EncryptionContext {
  return { purpose: "text", about: text };
}
