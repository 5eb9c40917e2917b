import { DeleteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { TextId } from "../../events/catalog.ts";
import { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";
import { getRow, queryAll } from "../../platform/aws/table.store.ts";
import { decrypt, type EncryptionContext } from "../../platform/crypto/encryption.ts";
import { saltStore } from "../contacts/salt.store.ts";
import { knownTextKey, SMS_INBOX_PARTITION, smsInboxKey } from "../keys/sms.keys.ts";
import { type InboxText, type OpenedText, Why } from "./sms-inbox.ts";

/** Texts that waited for a person before there were conversations: read until they are moved to one, or gone. */
export interface SmsInboxStore {
  /** Oldest first. */
  list(): Promise<readonly InboxText[]>;
  /** Undefined when its customer was forgotten, or it was never there. */
  open(waiting: Pick<InboxText, "text" | "at">): Promise<OpenedText | undefined>;
  /** Removes a text that is a conversation's now. */
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
  { key }: { readonly key: () => Promise<string> },
): SmsInboxStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);

  return {
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
