import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { HEADER_BYTES_MAX } from "./header-lines.ts";
import { MAIL_PREFIX } from "./mail-keys.ts";

/** The mails that were not processed, and nothing else: each is deleted when it was. */
export interface KeptMails {
  /** What each begins with: its headers, which say whose it is, and as much of its words as stands there. */
  bodies(): AsyncIterable<{ readonly key: string; readonly text: string }>;
  release(key: string): Promise<void>;
}

/** Throws what the calls throw. A mail that is processed meanwhile is passed over. */
export function keptMails(s3: S3Client, bucket: string): KeptMails {
  return {
    async *bodies() {
      const all = { Bucket: bucket, Prefix: MAIL_PREFIX };
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, all)) {
        for (const { Key, Size } of Contents) {
          if (Key === undefined || Size === 0) continue;
          const Range = `bytes=0-${HEADER_BYTES_MAX - 1}`;
          const found = await s3
            .send(new GetObjectCommand({ Bucket: bucket, Key, Range }))
            .catch(unlessProcessed);
          const text = await found?.Body?.transformToString();
          if (text !== undefined) yield { key: Key, text };
        }
      }
    },
    async release(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

function unlessProcessed(error: unknown): undefined {
  if (error instanceof NoSuchKey) return undefined;
  throw error;
}
