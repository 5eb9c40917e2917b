import * as z from "zod";

export const ServePagesEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
});
export type ServePagesEnv = z.infer<typeof ServePagesEnv>;
