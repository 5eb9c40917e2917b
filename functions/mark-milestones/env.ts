import * as z from "zod";

/** FOLD_MAPPING: the id of the mapping that hands the ledger's stream to fold-impact. */
export const MarkMilestonesEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
  FOLD_MAPPING: z.string().min(1),
});
export type MarkMilestonesEnv = z.infer<typeof MarkMilestonesEnv>;
