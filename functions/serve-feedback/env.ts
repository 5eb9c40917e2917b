import * as z from "zod";

/**
 * SITE_URL: where the site is, without a slash at the end.
 * REPLY_TO: the address at which people of the brand read.
 * CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and of identities.
 * DOMAIN_KEY: the ARN of the key that the network before the stage's own domain shows, or NO_FEEDBACK_DOMAIN.
 * KEPT_DAYS: how long what customers say is kept.
 */
export const ServeFeedbackEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  SITE_URL: z.string().min(1),
  REPLY_TO: z.email(),
  DOMAIN_KEY: z.string().min(1),
  KEPT_DAYS: z.coerce.number().int().min(1),
});
export type ServeFeedbackEnv = z.infer<typeof ServeFeedbackEnv>;

/** The DOMAIN_KEY of a stage without a domain of its own. */
export const NO_FEEDBACK_DOMAIN = "none";
