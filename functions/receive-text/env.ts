import * as z from "zod";
import { TextCountries } from "../../core/people/contacts/texted-number.ts";

/**
 * CONTACT_SECRET, IDENTITY_SECRET: the ARNs of the keys of addresses and of identities. JOIN_WORD: what a customer texts
 * to be asked whether we may write. TEXT_COUNTRIES: those to which texts go.
 */
export const ReceiveTextEnv = z.object({
  PEOPLE_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  CONTACT_SECRET: z.string().min(1),
  IDENTITY_SECRET: z.string().min(1),
  TEXT_COUNTRIES: TextCountries,
  JOIN_WORD: z.string().min(1),
});
export type ReceiveTextEnv = z.infer<typeof ReceiveTextEnv>;
