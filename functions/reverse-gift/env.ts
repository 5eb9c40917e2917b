import * as z from "zod";

/** LEDGER_SHARDS: over how many partitions the purchases of one minute are spread; fixed for a ledger's life. */
export const TakeBackGiftEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  LEDGER_SHARDS: z.coerce.number().int().min(1).max(64),
});
export type TakeBackGiftEnv = z.infer<typeof TakeBackGiftEnv>;
