import { COUNTRIES_WITH_HOURS } from "../../core/messaging/eligibility/permitted-hours.ts";
import type { TextCountries } from "../../core/people/contacts/texted-number.ts";

/** Every country that a stage can open to texts, for tests that are about something else. */
export const everyTextCountry: TextCountries = new Set(COUNTRIES_WITH_HOURS);
