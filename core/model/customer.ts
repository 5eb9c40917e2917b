import * as z from "zod";
import { base32Id } from "./prefixed-id.ts";
import { CauseSlug } from "./purchase.ts";

/** An opaque customer id: 128 random bits behind a prefix. It says nothing about the person. */
export const CustomerId = z
  .string()
  .regex(/^cus_[0-9a-z]{26}$/)
  .brand("CustomerId");
export type CustomerId = z.infer<typeof CustomerId>;

export const CAUSES_CHOSEN_MAX = 8;

/** A cause and its weight in a choice or a split: parts are `weight` to the sum of weights. */
export const WeightedCause = z.object({ cause: CauseSlug, weight: z.number().int().min(1).max(10_000) });
export type WeightedCause = z.infer<typeof WeightedCause>;

/** What a purchase needs to know of its customer: the id, and the causes that the customer chose (none: not chosen yet). */
export const KnownCustomer = z.object({
  customer: CustomerId,
  causes: z.array(WeightedCause).max(CAUSES_CHOSEN_MAX),
});
export type KnownCustomer = z.infer<typeof KnownCustomer>;

export const CUSTOMER_ID_BYTES = 16;

/** The id that 128 random bits make. */
export function customerIdOf(bytes: Uint8Array): CustomerId {
  if (bytes.length !== CUSTOMER_ID_BYTES) throw new Error(`An id is made of ${CUSTOMER_ID_BYTES} bytes`);
  return CustomerId.parse(base32Id("cus", bytes));
}
