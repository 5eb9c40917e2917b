import * as z from "zod";
import { PlacedAtFixed } from "../../core/giving/ledger/order-row.ts";

/**
 * - LEDGER_SHARDS: the number of partitions over which the purchases of one minute spread; fixed for a ledger's life
 * - PLACED_AT_FIXED: the connections that keep no order rows
 */
export const ReverseGiftEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  LEDGER_SHARDS: z.coerce.number().int().min(1).max(64),
  PLACED_AT_FIXED: PlacedAtFixed,
});
export type ReverseGiftEnv = z.infer<typeof ReverseGiftEnv>;
