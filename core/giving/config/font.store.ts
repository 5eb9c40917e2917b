import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { queryAll } from "../../platform/aws/table.store.ts";
import { FONTS_PARTITION } from "./brand-config.keys.ts";

/** A regular and a bold face: a warm function keeps so many, those that it was asked for last. */
const FONTS_KEPT_MAX = 4;

const StoredFont = z.object({ bytes: z.instanceof(Uint8Array) });

/** The bytes of a font by its hash, as `brand apply` wrote them, once and for good. Undefined: no brand ever had it. */
export type ReadFont = (hash: string) => Promise<Uint8Array | undefined>;

export function fontReader(dynamo: DynamoDBClient, table: string): ReadFont {
  const kept = new Map<string, Uint8Array>();
  return async (hash) => {
    const before = kept.get(hash);
    if (before !== undefined) return before;
    const query = { what: "a font", pk: FONTS_PARTITION, prefix: hash, consistent: false, pagesMax: 1 };
    const [row] = await queryAll({ dynamo, name: table }, query);
    const bytes = StoredFont.safeParse(row).data?.bytes;
    if (bytes === undefined) return undefined;
    for (const oldest of [...kept.keys()].slice(0, kept.size + 1 - FONTS_KEPT_MAX)) kept.delete(oldest);
    kept.set(hash, bytes);
    return bytes;
  };
}
