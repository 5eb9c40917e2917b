import * as z from "zod";

export const FoldImpactEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
});
export type FoldImpactEnv = z.infer<typeof FoldImpactEnv>;
