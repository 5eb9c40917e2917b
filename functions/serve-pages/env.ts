import * as z from "zod";

/** SITE_ADDRESS: of the site's own domain; empty where it has none. */
export const ServePagesEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
  SITE_ADDRESS: z.string(),
});
export type ServePagesEnv = z.infer<typeof ServePagesEnv>;
