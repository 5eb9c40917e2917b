import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { CustomerId } from "../../model/customer.ts";
import type { SaltStore } from "../../people/contacts/salt.store.ts";
import {
  decryptBytes,
  type EncryptionContext,
  encryptBytes,
  NONCE_BYTES,
} from "../../platform/crypto/encryption.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { attachmentsOf } from "./mail-keys.ts";

export interface Attachments {
  /** Keeps what came with a mail, encrypted under its customer's salt, and returns where. Undefined: they are being forgotten. */
  keep(customer: CustomerId, name: string, content: Uint8Array): Promise<string | undefined>;
  /** Undefined for what is kept no longer, or is of a forgotten customer. */
  open(customer: CustomerId, stored: string): Promise<Uint8Array | undefined>;
  /** Deletes all that is kept of a customer; returns how much it was. */
  removeAll(customer: CustomerId): Promise<number>;
}

export interface AttachmentsDeps {
  readonly salts: Pick<SaltStore, "read">;
  readonly key: () => Promise<string>;
  readonly random: RandomBytes;
}

export function attachments(
  s3: S3Client,
  bucket: string,
  { salts, key, random }: AttachmentsDeps,
): Attachments {
  return {
    async keep(customer, name, content) {
      const salt = await salts.read(customer);
      if (salt === undefined) return undefined;
      const Key = `${attachmentsOf(customer)}${name}`;
      const bytes = Buffer.from(salt, "base64url");
      const Body = encryptBytes(await key(), bytes, random(NONCE_BYTES), contextOf(Key), content);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
      return Key;
    },
    async open(customer, stored) {
      const salt = await salts.read(customer);
      if (salt === undefined || !stored.startsWith(attachmentsOf(customer))) return undefined;
      const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: stored })).catch(unlessGone);
      const sealed = await found?.Body?.transformToByteArray();
      return sealed && decryptBytes(await key(), Buffer.from(salt, "base64url"), contextOf(stored), sealed);
    },
    async removeAll(customer) {
      let removed = 0;
      const of = { Bucket: bucket, Prefix: attachmentsOf(customer) };
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, of)) {
        for (const { Key } of Contents) {
          await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
          removed += 1;
        }
      }
      return removed;
    },
  };
}

function unlessGone(error: unknown): undefined {
  if (error instanceof NoSuchKey) return undefined;
  throw error;
}

function contextOf(stored: string): EncryptionContext {
  return { purpose: "attachment", about: stored };
}
