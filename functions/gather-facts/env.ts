import * as z from "zod";

export const GatherFactsEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  PEOPLE_TABLE: z.string().min(1),
});
export type GatherFactsEnv = z.infer<typeof GatherFactsEnv>;
