import * as z from "zod";

/**
 * TRIES_MAX: how often one source may try a link that does not work, in a quarter of an hour.
 * SITE_URL: where the site is, without a slash at the end.
 * REPLY_TO: the address at which people of the brand read.
 * FILES_BUCKET: where what charities send is kept.
 * IDENTITY_SECRET: the ARN of the key under which sources of tries are counted.
 * DOMAIN_KEY: the ARN of the key that the network before the stage's own domain shows, or NO_SECRET.
 */
export const ServeCharityEnv = z.object({
  LEDGER_TABLE: z.string().min(1),
  PEOPLE_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  SITE_URL: z.string().min(1),
  REPLY_TO: z.email(),
  DOMAIN_KEY: z.string().min(1),
  TRIES_MAX: z.coerce.number().int().min(1),
});
export type ServeCharityEnv = z.infer<typeof ServeCharityEnv>;

/** The value of a secret that the stage does not have. */
export const NO_SECRET = "none";
