import * as z from "zod";

/** LEDGER_SHARDS: the number of partitions over which the purchases of one minute spread; fixed for a ledger's life. */
export const ReverseGiftEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  LEDGER_SHARDS: z.coerce.number().int().min(1).max(64),
});
export type ReverseGiftEnv = z.infer<typeof ReverseGiftEnv>;
