import * as z from "zod";
import { TextCountries } from "../../people/contacts/texted-number.ts";
import { DayBounds } from "../../people/rate-limit/day-bounds.ts";
import { jsonText } from "../../platform/json-text.ts";
import { TEXT_SERVICES } from "./text.ts";

/**
 * The environment of a function that writes to people.
 * CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and of identities. SENDER: name and address of
 * the brand's letters. REPLY_TO: the address at which people read answers. SITE_URL: the address of the preference centre.
 * REPLY_DOMAIN: where answers to letters are received; empty: at REPLY_TO.
 * CONFIGURATION_SET: the one through which SES publishes its events. TEXT_COUNTRIES: those to which texts go. DAY_BOUNDS: JSON,
 * the most messages of a day. REFRESH_CARDS: the function that pushes phones whose card changed, or NO_CARDS. TEXT_SERVICE sends texts, each of which carries STAGE and costs at most TEXT_DOLLARS_MAX (empty: no bound).
 */
export const DeliveryEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  SITE_URL: z.string().min(1),
  SENDER: z.string().min(1),
  REPLY_TO: z.string().min(1),
  REPLY_DOMAIN: z.string(),
  POSTAL_ADDRESS: z.string().min(1),
  CONFIGURATION_SET: z.string().min(1),
  SMS_SENDER: z.string(),
  STAGE: z.string().min(1),
  TEXT_SERVICE: z.enum(TEXT_SERVICES),
  TEXT_DOLLARS_MAX: z.string(),
  TEXT_COUNTRIES: TextCountries,
  DAY_BOUNDS: jsonText(DayBounds),
  REFRESH_CARDS: z.string().min(1),
});
export type DeliveryEnv = z.infer<typeof DeliveryEnv>;
