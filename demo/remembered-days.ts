import { createHash } from "node:crypto";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { engineOf, localRegion } from "../cli/settings.ts";
import { localAccount } from "../local/settings.ts";
import type { Stage } from "../local/stage.ts";
import type { Order } from "./facts.ts";

/**
 * A day that was sent, or begun to be.
 * - `facts`: the hash of its orders, to notice when the sample itself changed
 * - `repeats`: how often it was sent again since all of it was counted; absent: it was not counted to its end
 */
const SentDay = z.object({
  seed: z.number().int(),
  at: z.string(),
  facts: z.string(),
  repeats: z.number().int().optional(),
});
export type SentDay = z.infer<typeof SentDay>;

/** Kept in the engine beside the ledger, so that both are lost together. */
const place = {
  Bucket: `cdk-hnb659fds-assets-${localAccount}-${localRegion}`,
  Key: "wellspring/sample-days.json",
};

export async function recallDays(stage: Stage): Promise<readonly SentDay[]> {
  const s3 = new S3Client({ ...engineOf(stage), forcePathStyle: true });
  try {
    const { Body } = await s3.send(new GetObjectCommand(place));
    return z.array(SentDay).parse(JSON.parse((await Body?.transformToString()) ?? "[]"));
  } catch (error) {
    if (error instanceof NoSuchKey) return [];
    throw error;
  } finally {
    s3.destroy();
  }
}

export async function rememberDays(stage: Stage, days: readonly SentDay[]): Promise<void> {
  const s3 = new S3Client({ ...engineOf(stage), forcePathStyle: true });
  try {
    await s3.send(new PutObjectCommand({ ...place, Body: JSON.stringify(days) }));
  } finally {
    s3.destroy();
  }
}

export function hashOf(orders: readonly Order[]): string {
  return createHash("sha256").update(JSON.stringify(orders)).digest("hex");
}
