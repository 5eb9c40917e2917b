import * as z from "zod";

export const ServeApiEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
});
export type ServeApiEnv = z.infer<typeof ServeApiEnv>;
