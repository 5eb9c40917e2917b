import * as z from "zod";
import { Part } from "../../model/gift.ts";
import { Currency } from "../../model/money.ts";
import { Purchase } from "../../model/purchase.ts";
import { isSmokeConnection, SmokeId } from "../../model/smoke.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { appliedBrand } from "../config/brand-in-force.ts";
import { price, settle } from "../pricing/price.ts";

/** The workflow's input. `startedAt`: when its run began, as Step Functions writes it. */
export const RecordSmoke = z.object({
  smoke: z.object({
    purchase: Purchase.refine(
      (purchase) => isSmokeConnection(purchase) && SmokeId.safeParse(purchase.orderId).success,
      "is not of a smoke test",
    ),
    receivedMs: z.number(),
    startedAt: z.string().max(40),
  }),
});
export type RecordSmoke = z.infer<typeof RecordSmoke>;

/** What a smoke test leaves in the ledger's table, under a key of its own: no entry, and of no bucket. */
export const SmokeRow = z.object({
  kind: z.literal("smoke"),
  smoke: SmokeId,
  currency: Currency,
  /** What a purchase like it would give by the terms in force, with all pools full. */
  parts: z.array(Part),
  noGift: z.string().optional(),
  receivedMs: z.number(),
  startedAt: z.string(),
  recordedMs: z.number(),
});
export type SmokeRow = z.infer<typeof SmokeRow>;

export interface RecordSmokeDeps {
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly writeSmoke: (row: SmokeRow) => Promise<void>;
  readonly epochMs: () => number;
}

/**
 * Prices a test purchase by the terms in force and records that, beside the ledger's entries: it draws from no pool, is in no
 * total, is of no customer, and no stream consumer is called for it. A second call writes the same row again.
 */
export function recordSmoke({ brandConfig, writeSmoke, epochMs }: RecordSmokeDeps) {
  return async ({
    smoke: { purchase, receivedMs, startedAt },
  }: RecordSmoke): Promise<{ outcome: "smoke" }> => {
    const config = await brandConfig();
    appliedBrand(config);
    const priced = price(purchase, { by: "unclaimed" }, config);
    const { parts, noGift } = settle(priced, () => 0, new Map());
    await writeSmoke({
      kind: "smoke",
      smoke: purchase.orderId,
      currency: purchase.currency,
      parts: [...parts],
      ...(noGift !== undefined && { noGift }),
      receivedMs,
      startedAt,
      recordedMs: epochMs(),
    });
    return { outcome: "smoke" };
  };
}
