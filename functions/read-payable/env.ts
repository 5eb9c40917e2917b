import * as z from "zod";

export const ReadPayableEnv = z.object({ LEDGER_TABLE: z.string().min(1) });
export type ReadPayableEnv = z.infer<typeof ReadPayableEnv>;
