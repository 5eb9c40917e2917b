import * as z from "zod";

/**
 * SITE_URL: where the site is, without a slash at the end.
 * HAS_LOG: whether the stage publishes a log, by which anybody checks gifts.
 */
export const ServeApiEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
  SITE_URL: z.string().min(1),
  HAS_LOG: z.stringbool(),
});
export type ServeApiEnv = z.infer<typeof ServeApiEnv>;
