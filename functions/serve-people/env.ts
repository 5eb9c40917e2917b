import * as z from "zod";
import { WalletsText } from "../../core/model/wallet.ts";
import { TextCountries } from "../../core/people/contacts/texted-number.ts";
import { DayBounds } from "../../core/people/rate-limit/day-bounds.ts";
import { jsonText } from "../../core/platform/json-text.ts";

/**
 * TRIES_MAX: how often one source may have something sent, or try a link that does not work, in a quarter of an hour.
 * TEXT_COUNTRIES: those to which texts go. DAY_BOUNDS: JSON, the most messages of a day.
 * WALLETS: those of phones into which cards go.
 * SITE_URL: where the site is, without a slash at the end.
 * HAS_LOG: whether the stage publishes a log, by which anybody checks gifts.
 * REPLY_TO: the address at which people of the brand read, which pages name where no letter arrives.
 * CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and unsubscribe links, and of identities.
 * DOMAIN_KEY: the ARN of the key that the network before the stage's own domain shows, or NO_DOMAIN_KEY.
 */
export const ServePeopleEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  IMPACT_TABLE: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  TEXT_COUNTRIES: TextCountries,
  WALLETS: WalletsText,
  DAY_BOUNDS: jsonText(DayBounds),
  SITE_URL: z.string().min(1),
  HAS_LOG: z.stringbool(),
  REPLY_TO: z.email(),
  DOMAIN_KEY: z.string().min(1),
  TRIES_MAX: z.coerce.number().int().min(1),
});
export type ServePeopleEnv = z.infer<typeof ServePeopleEnv>;

/** The DOMAIN_KEY of a stage without a domain of its own. */
export const NO_DOMAIN_KEY = "none";
