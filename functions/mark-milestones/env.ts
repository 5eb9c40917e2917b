import * as z from "zod";

export const MarkMilestonesEnv = z.object({ LEDGER_TABLE: z.string().min(1) });
export type MarkMilestonesEnv = z.infer<typeof MarkMilestonesEnv>;
