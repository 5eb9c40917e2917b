import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { DeadLetter, DeadLetters } from "../../core/operations/redrive/dead-letters.client.ts";

const AT_ONCE = 10;

/**
 * Calls of a function that failed for good, where Lambda writes them: one object each, below the function's name. Reads
 * like a dead-letter queue, but hides nothing: two people at once hand the same one back, and it counts once.
 */
export function failedCalls(s3: S3Client, Bucket: string, functionName: string): DeadLetters {
  const Prefix = `aws/lambda/async/${functionName}/`;
  const keys = async function* () {
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    }
  };
  const reading = keys();
  return {
    async count() {
      let count = 0;
      for await (const _ of keys()) count += 1;
      return count;
    },
    async receive() {
      const letters: DeadLetter[] = [];
      while (letters.length < AT_ONCE) {
        const { value: Key } = await reading.next();
        if (typeof Key !== "string") break;
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        const body = (await Body?.transformToString()) ?? "";
        letters.push({ id: Key.slice(Prefix.length), handle: Key, body, reason: undefined });
      }
      return letters;
    },
    async remove({ handle }) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: handle }));
    },
    async putBack() {},
  };
}
