import * as z from "zod";
import { TextCountries } from "../../core/people/contacts/texted-number.ts";

/**
 * SITE_URL: where the site is, without a slash at the end.
 * SIGN_IN_URL: where staff prove who they are, without a slash at the end. ISSUER, KEYS_URL: who writes their tokens, and where the keys are
 * that check them. USER_POOL, CLIENT_ID: the pool that they are in, and what the desk is called there.
 * STAGE: its name, with which the names of its alarms begin.
 * CONTACT_SECRET: the ARN of the key of addresses, under which the words of conversations are sealed.
 * TEXT_COUNTRIES: those to which texts go. EVENT_BUS: where answers begin their way.
 * REPLY_TO: the address at which people of the brand read.
 * DOMAIN_KEY: the ARN of the key that the network before the stage's own domain shows, or NO_DOMAIN_KEY.
 */
export const ServeDeskEnv = z.object({
  DESK_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  PEOPLE_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
  STAGE: z.string().min(1),
  CONTACT_SECRET: z.string().min(1),
  TEXT_COUNTRIES: TextCountries,
  EVENT_BUS: z.string().min(1),
  SITE_URL: z.string().min(1),
  SIGN_IN_URL: z.string().min(1),
  ISSUER: z.string().min(1),
  KEYS_URL: z.string().min(1),
  USER_POOL: z.string().min(1),
  CLIENT_ID: z.string().min(1),
  REPLY_TO: z.email(),
  DOMAIN_KEY: z.string().min(1),
});
export type ServeDeskEnv = z.infer<typeof ServeDeskEnv>;

/** The DOMAIN_KEY of a stage without a domain of its own. */
export const NO_DOMAIN_KEY = "none";
