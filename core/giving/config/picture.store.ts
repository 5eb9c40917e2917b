import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { PictureHash, StoredFileName } from "../../model/picture.ts";
import { queryAll } from "../../platform/aws/table.store.ts";
import { picturePartition } from "./brand-config.keys.ts";

/** A warm function keeps so many files, those that it was asked for last: at most some 3 MB. */
const PICTURE_FILES_KEPT_MAX = 24;

const StoredPicture = z.object({ bytes: z.instanceof(Uint8Array) });

/** One file of a picture, as `brand apply` wrote it, once and for good. Undefined: no brand ever had it. */
export type ReadPicture = (hash: PictureHash, file: StoredFileName) => Promise<Uint8Array | undefined>;

export function pictureReader(dynamo: DynamoDBClient, table: string): ReadPicture {
  const kept = new Map<string, Uint8Array>();
  return async (hash, file) => {
    const name = `${hash}/${file}`;
    const before = kept.get(name);
    if (before !== undefined) return before;
    const query = {
      what: "a picture",
      pk: picturePartition(hash),
      prefix: file,
      consistent: false,
      pagesMax: 1,
    };
    const [row] = await queryAll({ dynamo, name: table }, query);
    const bytes = StoredPicture.safeParse(row).data?.bytes;
    if (bytes === undefined) return undefined;
    for (const oldest of [...kept.keys()].slice(0, kept.size + 1 - PICTURE_FILES_KEPT_MAX))
      kept.delete(oldest);
    kept.set(name, bytes);
    return bytes;
  };
}
