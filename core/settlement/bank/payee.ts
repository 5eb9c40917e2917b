import * as z from "zod";
import { hasValidIbanChecksum } from "./iban.ts";

const Text = z.string().trim().min(1).max(70);
/** A code of ISO 3166. */
const Country = z.string().regex(/^[A-Z]{2}$/, "two capital letters, such as DE");

/**
 * A postal address in parts, as banks take no other since November 2026: an address of lines is refused, one that is left out is
 * not.
 */
export const PostalAddress = z.strictObject({
  street: Text.optional(),
  building: z.string().trim().min(1).max(16).optional(),
  postcode: z.string().trim().min(1).max(16).optional(),
  town: z.string().trim().min(1).max(35),
  country: Country,
});
export type PostalAddress = z.infer<typeof PostalAddress>;

/** As it is printed, in groups, or without. */
export const Iban = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, "").toUpperCase())
  .pipe(
    z
      .string()
      .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, "not an IBAN")
      .refine(hasValidIbanChecksum, "its check digits do not fit: one of its characters is wrong"),
  );
export const Bic = z.string().regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/, "not a BIC");

/** Nine digits of which the last checks the others. */
export const RoutingNumber = z
  .string()
  .regex(/^\d{9}$/, "nine digits")
  .refine(hasValidRoutingDigit, "its check digit does not fit: one of its digits is wrong");

/** `holder`: the account holder's exact name as the bank has it, which banks compare before they pay. */
const Holder = z.strictObject({
  holder: z.string().trim().min(1).max(140),
  address: PostalAddress.optional(),
});

/** How a charity is paid. */
export const Payee = z.discriminatedUnion("method", [
  Holder.extend({ method: z.literal("iban"), iban: Iban, bic: Bic.optional() }),
  Holder.extend({
    method: z.literal("ach"),
    routing: RoutingNumber,
    account: z.string().regex(/^[A-Za-z0-9-]{1,17}$/, "at most 17 letters, digits and hyphens"),
    kind: z.enum(["checking", "savings"]),
  }),
  Holder.extend({
    method: z.literal("uk"),
    sortCode: z
      .string()
      .transform((text) => text.replaceAll(/[\s-]/g, ""))
      .pipe(z.string().regex(/^\d{6}$/, "six digits")),
    account: z.string().regex(/^\d{8}$/, "eight digits, with the zeros before it"),
  }),
  Holder.extend({ method: z.literal("paypal"), email: z.email().max(127) }),
]);
export type Payee = z.infer<typeof Payee>;

/** A payee of one method. */
export type PayeeBy<Method extends Payee["method"]> = Extract<Payee, { readonly method: Method }>;

const ROUTING_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

function hasValidRoutingDigit(digits: string): boolean {
  const sum = ROUTING_WEIGHTS.reduce((all, weight, index) => all + weight * Number(digits[index]), 0);
  return sum % 10 === 0;
}
