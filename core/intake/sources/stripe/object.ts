import * as z from "zod";
import { ID_CHARS_MAX } from "../../../model/purchase.ts";
import { invalidPayload, ROUND_UP_NAME } from "../../shop-system/payload.ts";

/** Stripe documents 255 characters for its ids. */
export const StripeId = z.string().min(1).max(ID_CHARS_MAX);

/** What names another object: its id, or the object itself where the sender expanded it; nothing where there is none. */
export const Ref = z.union([StripeId, z.object({ id: StripeId }).transform(({ id }) => id)]).nullish();

export const Seconds = z.int().positive();

/** Metadata of any object: texts under names that its owner chose. What is no such thing counts as missing. */
export const Metadata = z.record(z.string(), z.unknown()).nullish().catch(undefined);
export type Metadata = z.infer<typeof Metadata>;

/** What the customer added for the cause, in Stripe's units, as every amount at Stripe is; metadata values are text. */
export function roundUpIn(metadata: Metadata): number | undefined {
  const value = metadata?.[ROUND_UP_NAME];
  if (value === undefined || value === null || value === "") return undefined;
  const text = String(value).trim();
  if (!/^\d{1,12}$/.test(text))
    throw invalidPayload(`metadata.${ROUND_UP_NAME}`, "not a whole number of minor units");
  return Number(text);
}
