import * as z from "zod";
import { StandardConsent } from "./consent.ts";
import { StandardPurchase } from "./purchase.ts";
import { StandardRefund } from "./refund.ts";
import { StandardDelay, StandardUnavailability } from "./trouble.ts";

const SCHEMAS = {
  "standard-purchase": StandardPurchase,
  "standard-refund": StandardRefund,
  "standard-delay": StandardDelay,
  "standard-unavailability": StandardUnavailability,
  "standard-consent": StandardConsent,
};

/** JSON Schema of what a sender may send in our own format, by the file of docs/reference/generated/ in which it is published. */
export function standardSchemas(): Readonly<Record<string, z.core.JSONSchema.JSONSchema>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([file, schema]) => [file, z.toJSONSchema(schema, { io: "input" })]),
  );
}
