import * as z from "zod";

/**
 * LEDGER_SHARDS: the number of partitions over which the purchases of one minute spread.
 * PROOF_BUCKET, PROOF_SALTS: the bucket of the public log, and the ARN of the secret behind its leaves.
 * SITE_URL: where the site is, without a slash at the end.
 * REPLY_TO: the address at which people of the brand read.
 */
export const ServeVerifyEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  LEDGER_SHARDS: z.coerce.number().int().min(1).max(64),
  PROOF_BUCKET: z.string().min(1),
  PROOF_SALTS: z.string().min(1),
  SITE_URL: z.string().min(1),
  REPLY_TO: z.email(),
});
export type ServeVerifyEnv = z.infer<typeof ServeVerifyEnv>;
