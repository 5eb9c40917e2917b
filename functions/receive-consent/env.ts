import * as z from "zod";
import { TextCountries } from "../../core/people/contacts/texted-number.ts";
import { jsonText } from "../../core/platform/json-text.ts";

/**
 * - CONNECTIONS: JSON of `standard/connection` → ARN of its secret; an address that is not in it is a 404 without a call
 * - CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and of identities
 */
export const ReceiveConsentEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  CONNECTIONS: jsonText(z.record(z.string(), z.string().min(1))),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  TEXT_COUNTRIES: TextCountries,
});
export type ReceiveConsentEnv = z.infer<typeof ReceiveConsentEnv>;
