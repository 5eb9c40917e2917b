import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { instantAt } from "../../model/instant.ts";
import { HEADER_BYTES_MAX } from "./header-lines.ts";
import { MAIL_BYTES_MAX } from "./read-mail.ts";
import type { StoredMail } from "./receive-mail.ts";

export interface MailBucket {
  /** A mail; of one that is too large only its beginning. Undefined: it is gone. */
  fetch(key: string): Promise<StoredMail | undefined>;
  /** Deletes a mail. Repeating it changes nothing. */
  discard(key: string): Promise<void>;
}

export function mailBucket(s3: S3Client, bucket: string): MailBucket {
  return {
    async fetch(key) {
      const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch(unlessGone);
      if (found?.Body === undefined) return undefined;
      const { Body, ContentLength: bytes = 0, LastModified = new Date(0) } = found;
      const at = instantAt(LastModified.getTime());
      if (bytes <= MAIL_BYTES_MAX) return { raw: await Body.transformToByteArray(), bytes, at };
      // The rest of it is never read: the connection is closed.
      if ("destroy" in Body) Body.destroy();
      const Range = `bytes=0-${HEADER_BYTES_MAX - 1}`;
      const head = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
      return { raw: (await head.Body?.transformToByteArray()) ?? new Uint8Array(), bytes, at };
    },
    async discard(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

function unlessGone(error: unknown): undefined {
  if (error instanceof NoSuchKey) return undefined;
  throw error;
}
