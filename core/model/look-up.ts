import * as z from "zod";
import { ShopId } from "./purchase.ts";

/**
 * What a webhook leaves out and its shop can be asked for, with a token: `of` is the kind of thing, as the system's own
 * look-up names it (`order`, `session`), and `id` is which one. `needed`: without the shop's answer nothing counts.
 */
export const LookUp = z.object({
  of: z.string().min(1).max(40),
  id: ShopId,
  needed: z.literal(true).optional(),
});
export type LookUp = z.infer<typeof LookUp>;
