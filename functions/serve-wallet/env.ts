import * as z from "zod";

/**
 * SITE_URL: where the site is, without a slash at the end.
 * REPLY_TO: the address at which people of the brand read.
 * CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and of identities.
 * APPLE_SECRET, GOOGLE_SECRET: the ARNs of the keys of the wallets, or NO_SECRET.
 * DOMAIN_KEY: the ARN of the key that the network before the stage's own domain shows, or NO_SECRET.
 */
export const ServeWalletEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  APPLE_SECRET: z.string().min(1),
  GOOGLE_SECRET: z.string().min(1),
  SITE_URL: z.string().min(1),
  REPLY_TO: z.email(),
  DOMAIN_KEY: z.string().min(1),
});
export type ServeWalletEnv = z.infer<typeof ServeWalletEnv>;

/** The value of a secret that the stage does not have. */
export const NO_SECRET = "none";
