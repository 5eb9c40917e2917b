import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";

/** A phone that has a customer's card, and how it is told that there is something new. */
export const PassDevice = z.object({
  customer: CustomerId,
  serial: z.string().min(1),
  device: z.string().min(1),
  pushToken: z.string().min(1),
  at: Instant,
});
export type PassDevice = z.infer<typeof PassDevice>;
