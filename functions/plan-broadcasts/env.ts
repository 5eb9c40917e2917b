import * as z from "zod";

export const PlanBroadcastsEnv = z.object({ LEDGER_TABLE: z.string().min(1) });
export type PlanBroadcastsEnv = z.infer<typeof PlanBroadcastsEnv>;
