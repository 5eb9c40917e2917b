import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { PublicLog } from "./publish-log.ts";

/** Files that appear whole. What is there is replaced by nothing but {@link ProofFiles.replace}. */
export interface ProofFiles {
  read(path: string): Promise<{ readonly bytes: Buffer; readonly tag: string } | undefined>;
  /** A span of a file. Throws where the file is missing or shorter. */
  span(path: string, from: number, length: number): Promise<Buffer>;
  /** Adds a file; `exists`: one is there, and stays as it is. */
  add(path: string, bytes: Buffer | string): Promise<"added" | "exists">;
  /** Puts a file in place of the one with that tag, or of none. `lost`: another is there, and nothing was changed. */
  replace(path: string, bytes: string, tag: string | undefined): Promise<"replaced" | "lost">;
}

/** Where a file that anybody may read is: everything else of the bucket is private. */
export function publicPath(path: string): string {
  return `log/${path}`;
}

/** The bucket of a stage's log: S3 compares before it writes, and reads what was written last. */
export function proofBucket(s3: S3Client, bucket: string): ProofFiles {
  const put = async (
    path: string,
    bytes: Buffer | string,
    condition: { IfMatch?: string; IfNoneMatch?: "*" },
  ) => {
    try {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: path, Body: bytes, ...condition }));
      return true;
    } catch (error) {
      if (isLost(error)) return false;
      throw error;
    }
  };
  return {
    async read(path) {
      try {
        const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: path }));
        return { bytes: Buffer.from((await Body?.transformToByteArray()) ?? []), tag: ETag ?? "" };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async span(path, from, length) {
      const Range = `bytes=${from}-${from + length - 1}`;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: path, Range }));
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
      if (bytes.length !== length) throw new RangeError(`${path} has no ${length} bytes from ${from} on`);
      return bytes;
    },
    async add(path, bytes) {
      return (await put(path, bytes, { IfNoneMatch: "*" })) ? "added" : "exists";
    },
    async replace(path, bytes, tag) {
      const condition = tag === undefined ? { IfNoneMatch: "*" as const } : { IfMatch: tag };
      return (await put(path, bytes, condition)) ? "replaced" : "lost";
    },
  };
}

/** S3's own names: the condition did not hold. Of two writes at once (409) one is refused, and whoever made it tries again. */
function isLost(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}

/** What the public reads of these files, for whoever writes it. */
export function publicLog(files: ProofFiles): PublicLog {
  return {
    async read(path) {
      const file = await files.read(publicPath(path));
      if (file === undefined) throw new Error(`${path} of the log is missing`);
      return file.bytes;
    },
    async add({ path, bytes }) {
      await files.add(publicPath(path), bytes);
    },
    async checkpoint() {
      const file = await files.read(publicPath("checkpoint"));
      return file && { note: file.bytes.toString(), tag: file.tag };
    },
    replaceCheckpoint: (note, tag) => files.replace(publicPath("checkpoint"), note, tag),
  };
}
