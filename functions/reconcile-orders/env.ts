import * as z from "zod";
import { PlacedAtFixed } from "../../core/giving/ledger/order-row.ts";
import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import { LookUps } from "../../core/intake/webhook/look-ups.ts";
import { jsonText } from "../../core/platform/json-text.ts";

/**
 * - SHOPS: JSON of `source/connection` → ARN of the secret that authorises reading its shop's orders
 * - PLACED_AT_FIXED: the connections that keep no order rows
 * - LOOK_UPS: the connections whose shop is asked for what a webhook leaves out
 * - ROUND_UPS: by what the shop of which connection takes what its customers add for a cause
 */
export const ReconcileOrdersEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  LEDGER_SHARDS: z.coerce.number().int().min(1).max(64),
  PLACED_AT_FIXED: PlacedAtFixed,
  EVENT_BUS: z.string().min(1),
  LOOK_UPS: LookUps,
  ROUND_UPS: RoundUpsText,
  IDENTITY_SECRET: z.string().min(1),
  SHOPS: jsonText(z.record(z.string(), z.string().min(1))),
});
export type ReconcileOrdersEnv = z.infer<typeof ReconcileOrdersEnv>;
