import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import * as z from "zod";
import { Connection, type Instant } from "../../model/purchase.ts";
import { Source } from "../../model/sources.ts";
import type { PayloadIssue } from "../shop-system/payload.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { QUARANTINE_PREFIX } from "./quarantine-keys.ts";
import { UnreadableWebhookError } from "./unreadable-webhook.ts";

/** S3 allows 2 KB of metadata in all. */
const METADATA_CHARS_MAX = 700;

/** A verified webhook that could not be used: its bytes, when it arrived, and why. Kept encrypted, for 30 days. */
export interface Quarantined {
  readonly webhook: VerifiedWebhook;
  readonly receivedAt: Instant;
  readonly issues: readonly PayloadIssue[];
}

/** The same, read back: the reasons are one text. */
export interface KeptWebhook {
  readonly webhook: VerifiedWebhook;
  readonly receivedAt: string;
  readonly reason: string;
}

export interface Quarantine {
  /** Keeps a webhook and returns its key. The same webhook on the same day is one object, however often it is delivered. */
  keep(quarantined: Quarantined): Promise<string>;
  /** The keys of all that is kept, or of one connection's. */
  keys(connection?: string): AsyncIterable<string>;
  /** Throws an {@link UnreadableWebhookError} for an object that is no webhook. */
  get(key: string): Promise<KeptWebhook>;
  release(key: string): Promise<void>;
}

/** Everything in the bucket, webhook or not: it also holds texts that could not be processed, as Lambda wrote them. */
export interface KeptBodies {
  /** `more`: what is kept beside a body, such as a webhook's topic. */
  bodies(): AsyncIterable<{ readonly key: string; readonly text: string; readonly more?: readonly string[] }>;
  release(key: string): Promise<void>;
}

/** Metadata are HTTP headers: printable ASCII alone, as reasons and real topics are anyway. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, METADATA_CHARS_MAX);
}

function keyOf({ webhook, receivedAt }: Quarantined): string {
  const hash = createHash("sha256")
    .update(webhook.topic ?? "")
    .update("\n")
    .update(webhook.body)
    .digest("hex");
  return `${QUARANTINE_PREFIX}${webhook.source}/${webhook.connection}/${receivedAt.slice(0, 10)}/${hash}`;
}

const KeptMetadata = z.object({
  source: Source,
  connection: Connection,
  topic: z.string().optional(),
  reason: z.string().optional(),
  "received-at": z.string(),
});

/** The bucket of webhooks in quarantine. Throws what the calls throw. */
export function quarantineClient(s3: S3Client, bucket: string): Quarantine {
  return {
    async keep(quarantined) {
      const { webhook, receivedAt, issues } = quarantined;
      const key = keyOf(quarantined);
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: webhook.body,
          ContentType: "application/octet-stream",
          Metadata: {
            source: webhook.source,
            connection: webhook.connection,
            ...(webhook.topic === undefined ? {} : { topic: ascii(webhook.topic) }),
            reason: ascii(issues.map(({ field, reason }) => `${field}: ${reason}`).join("; ")),
            "received-at": receivedAt,
          },
        }),
      );
      return key;
    },
    async *keys(connection) {
      const Prefix = connection === undefined ? QUARANTINE_PREFIX : `${QUARANTINE_PREFIX}${connection}/`;
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix })) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      }
    },
    async get(key) {
      const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const { data: metadata } = KeptMetadata.safeParse(Metadata);
      if (metadata === undefined) throw new UnreadableWebhookError(`${key} has no readable metadata`);
      const body = Buffer.from((await Body?.transformToByteArray()) ?? []);
      const { source, connection, topic } = metadata;
      return {
        webhook: { source, connection, topic, body },
        receivedAt: metadata["received-at"],
        reason: metadata.reason ?? "",
      };
    },
    async release(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

/** What a body that is no text in UTF-8 may be: many are kept because of that. */
const OTHER_ENCODINGS = ["windows-1252", "utf-16le", "utf-16be"] as const;

/** No shop compresses more into what we accept. */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;

/**
 * The text of a body; where its bytes leave open in which encoding, a reading in each, one below the other; of a
 * compressed one what is in it.
 */
export function readAnyhow(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("\u0000") && !text.includes("\ufffd")) return text;
  const others = OTHER_ENCODINGS.map((one) => new TextDecoder(one).decode(bytes));
  const within = unpacked(bytes);
  return [text, ...others, ...(within === undefined ? [] : [readAnyhow(within)])].join("\n");
}

function unpacked(bytes: Uint8Array): Uint8Array | undefined {
  for (const unpack of [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync]) {
    try {
      const within = unpack(bytes, { maxOutputLength: UNPACKED_BYTES_MAX });
      if (within.byteLength > 0) return within;
    } catch {
      // Not compressed so: the next way is tried.
    }
  }
  return undefined;
}

/** The bucket with a client of its own, for functions that load this module only when they need it. */
export function quarantineIn(bucket: string): Quarantine {
  return quarantineClient(new S3Client(), bucket);
}

/** The same bucket, to find and remove what it holds of one customer. Throws what the calls throw. */
export function keptBodies(s3: S3Client, bucket: string): KeptBodies {
  return {
    async *bodies() {
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
        for (const { Key } of page.Contents ?? []) {
          if (Key === undefined) continue;
          const { Body, Metadata = {} } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
          const text = readAnyhow((await Body?.transformToByteArray()) ?? new Uint8Array());
          yield { key: Key, text, more: Object.values(Metadata) };
        }
      }
    },
    async release(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
