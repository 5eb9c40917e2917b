import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { Instant } from "../model/purchase.ts";
import {
  CHARITY_STORIES_PREFIX,
  type CharityFiles,
  type KeptFile,
  RECEIPTS_PREFIX,
  sha256Of,
} from "./charity-file.ts";

/** Charities' files in a bucket of their own. S3 refuses a key that is there, so that nothing is written over. */
export function charityFiles(s3: S3Client, bucket: string): CharityFiles {
  const under = async (Prefix: string): Promise<KeptFile[]> => {
    const found: KeptFile[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix }))
      for (const { Key = "", Size = 0, LastModified } of Contents)
        found.push({ key: Key, at: instantOf(LastModified), bytes: Size });
    return found.toSorted((one, other) => (`${one.at} ${one.key}` < `${other.at} ${other.key}` ? -1 : 1));
  };
  return {
    async list(payout) {
      const [receipts, stories] = await Promise.all([
        under(`${RECEIPTS_PREFIX}${payout}/`),
        under(`${CHARITY_STORIES_PREFIX}${payout}/`),
      ]);
      return { receipts, stories: stories.filter(({ key }) => key.endsWith(".json")) };
    },
    async keep(key, content, type) {
      const put = { Bucket: bucket, Key: key, Body: content, ContentType: type, IfNoneMatch: "*" };
      try {
        await s3.send(new PutObjectCommand(put));
        return "kept";
      } catch (error) {
        // S3's own name: something is there. Of two writes at once (409) one fails, and is sent again by its sender.
        if (error instanceof Error && error.name === "PreconditionFailed") return "same";
        throw error;
      }
    },
  };
}

/** Reads one kept file. Throws for one whose bytes are not those that its name says. */
export function readCharityFile(s3: S3Client, bucket: string) {
  return async (key: string): Promise<Buffer> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
    if (!key.includes(`/${sha256Of(content)}.`)) throw new Error(`${key} was changed since it was sent`);
    return content;
  };
}

function instantOf(date: Date = new Date(0)): Instant {
  return Instant.parse(date.toISOString().replace(/\.\d+Z$/, "Z"));
}
