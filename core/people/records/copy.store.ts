import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { getRow } from "../../platform/aws/table.store.ts";
import { decrypt, type EncryptionContext, encrypt, NONCE_BYTES } from "../../platform/crypto/encryption.ts";
import { saltStore } from "../contacts/salt.store.ts";
import { messageCopyKey } from "../keys/people.keys.ts";
import { type CopyOf, MessageCopy } from "./message-copy.ts";
import type { WrittenKeys } from "./people.store.ts";

/** A longer text is not kept: an ordinary letter has about a thousand characters. */
const COPY_CHARS_MAX = 20_000;

const CopyRow = z.object({ sealed: z.string().min(1) });

export interface CopyStore {
  /** The copy under the key of addresses and the customer's salt; undefined for one that is too long, or of a forgotten customer. */
  seal(customer: CustomerId, of: CopyOf, copy: MessageCopy): Promise<string | undefined>;
  /** What was sealed of this message; undefined for a forgotten customer. */
  open(customer: CustomerId, of: CopyOf, sealed: string): Promise<MessageCopy | undefined>;
  /** Undefined for what was never kept, is kept no longer, or is of a forgotten customer. */
  read(customer: CustomerId, of: CopyOf): Promise<MessageCopy | undefined>;
}

export function copyStore(dynamo: DynamoDBClient, table: string, { key, random }: WrittenKeys): CopyStore {
  const salts = saltStore(dynamo, table);
  async function open(customer: CustomerId, of: CopyOf, sealed: string): Promise<MessageCopy | undefined> {
    const salt = await salts.read(customer);
    if (salt === undefined) return undefined;
    const bytes = Buffer.from(salt, "base64url");
    return MessageCopy.parse(JSON.parse(decrypt(await key(), bytes, contextOf(customer, of), sealed)));
  }
  return {
    open,
    async seal(customer, of, copy) {
      const text = JSON.stringify(copy);
      const salt = text.length > COPY_CHARS_MAX ? undefined : await salts.read(customer);
      if (salt === undefined) return undefined;
      const bytes = Buffer.from(salt, "base64url");
      return encrypt(await key(), bytes, random(NONCE_BYTES), contextOf(customer, of), text);
    },
    async read(customer, of) {
      const row = await getRow({ dynamo, name: table }, messageCopyKey(customer, of.at, of.sendKey));
      return row === undefined ? undefined : open(customer, of, CopyRow.parse(row).sealed);
    },
  };
}

function contextOf(customer: CustomerId, { at, sendKey }: CopyOf): EncryptionContext {
  return { purpose: "message", about: `${customer} ${at} ${sendKey}` };
}
