import * as z from "zod";

/** RULE_SET: the stage's own set of receipt rules. */
export const ActivateReceiptRulesEnv = z.object({ RULE_SET: z.string().min(1) });
export type ActivateReceiptRulesEnv = z.infer<typeof ActivateReceiptRulesEnv>;
