import * as z from "zod";
import { TextCountries } from "../../core/people/contacts/texted-number.ts";
import { DayBounds } from "../../core/people/rate-limit/day-bounds.ts";
import { jsonText } from "../../core/platform/json-text.ts";

/**
 * - CONNECTIONS: JSON of `standard/connection` → ARN of its secret; an address that is not in it is a 404 without a call
 * - TEXT_COUNTRIES: those to which texts go; DAY_BOUNDS: JSON, the most messages of a day
 * - CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and of identities
 */
export const ReceiveConsentEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  CONNECTIONS: jsonText(z.record(z.string(), z.string().min(1))),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  TEXT_COUNTRIES: TextCountries,
  DAY_BOUNDS: jsonText(DayBounds),
});
export type ReceiveConsentEnv = z.infer<typeof ReceiveConsentEnv>;
