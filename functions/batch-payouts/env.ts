import * as z from "zod";

export const BatchPayoutsEnv = z.object({ LEDGER_TABLE: z.string().min(1) });
export type BatchPayoutsEnv = z.infer<typeof BatchPayoutsEnv>;
