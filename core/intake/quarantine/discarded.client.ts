import {
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import * as z from "zod";
import { DISCARDED_PREFIX, QUARANTINE_PREFIX } from "./quarantine-keys.ts";

/** S3 allows 2 KB of metadata in all. */
const METADATA_CHARS_MAX = 700;

/** What is kept of a webhook that was discarded: which it was and why, and nothing of what it said. */
export const DiscardRecord = z.object({
  receivedAt: z.string(),
  discardedAt: z.string(),
  /** Why it could not be used. */
  reason: z.string(),
  /** Why an operator gave it up. */
  because: z.string(),
});
export type DiscardRecord = z.infer<typeof DiscardRecord>;

/** The records of webhooks that were discarded, in the bucket in which those lay, and as long as these are kept there. */
export interface Discarded {
  /** `key`: of the webhook. The same one again replaces its record. */
  keep(key: string, record: DiscardRecord): Promise<void>;
  list(): AsyncIterable<{ readonly key: string; readonly record: DiscardRecord }>;
}

const Stored = z
  .object({ "received-at": z.string(), "discarded-at": z.string(), reason: z.string(), because: z.string() })
  .transform((stored) => ({
    receivedAt: stored["received-at"],
    discardedAt: stored["discarded-at"],
    reason: stored.reason,
    because: decodeURIComponent(stored.because),
  }));

/** Metadata are HTTP headers: a person's words are encoded to fit. */
function header(text: string): string {
  return encodeURIComponent(text)
    .slice(0, METADATA_CHARS_MAX)
    .replace(/%[0-9A-F]?$/, "");
}

export function discardedClient(s3: S3Client, bucket: string): Discarded {
  return {
    async keep(key, { receivedAt, discardedAt, reason, because }) {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key.replace(QUARANTINE_PREFIX, DISCARDED_PREFIX),
          // Without any body S3's client warns: this one says what it is.
          Body: "discarded",
          Metadata: {
            "received-at": receivedAt,
            "discarded-at": discardedAt,
            reason: reason.replace(/[^\x20-\x7e]/g, "?").slice(0, METADATA_CHARS_MAX),
            because: header(because),
          },
        }),
      );
    },
    async *list() {
      const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: DISCARDED_PREFIX });
      for await (const page of pages) {
        for (const { Key } of page.Contents ?? []) {
          if (Key === undefined) continue;
          const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
          const record = Stored.safeParse(Metadata);
          if (record.success) yield { key: Key, record: record.data };
        }
      }
    },
  };
}
