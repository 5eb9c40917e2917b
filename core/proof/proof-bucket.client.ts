import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ProofFiles } from "./proof-files.ts";

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
