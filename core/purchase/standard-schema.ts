import * as z from "zod";
import { StandardPurchase, StandardRefund } from "./standard.ts";
import { StandardConsent } from "./standard-consent.ts";
import { StandardDelay, StandardUnavailability } from "./standard-trouble.ts";

const SCHEMAS = {
  "standard-purchase": StandardPurchase,
  "standard-refund": StandardRefund,
  "standard-delay": StandardDelay,
  "standard-unavailability": StandardUnavailability,
  "standard-consent": StandardConsent,
};

/** JSON Schema of what a sender may send in our own format, by the file under docs/ in which it is published. */
export function standardSchemas(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([file, schema]) => [file, z.toJSONSchema(schema, { io: "input" })]),
  );
}
