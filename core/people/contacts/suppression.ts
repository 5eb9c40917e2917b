import * as z from "zod";
import { Instant } from "../../model/purchase.ts";
import { Channel } from "../../model/topic.ts";

/** An address by the keyed hash of its normal form (hashIdentity): the address cannot be read back. */
export const AddressHash = z.object({ channel: Channel, hmac: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type AddressHash = z.infer<typeof AddressHash>;

/**
 * Why an address must not be written to.
 * - `stop`: its owner asked; the owner's own START lifts it
 * - `bounce`, `complaint`: its provider reported it; `operator`: a person of the brand entered it
 */
export const Suppression = AddressHash.extend({
  reason: z.enum(["stop", "bounce", "complaint", "operator"]),
  at: Instant,
});
export type Suppression = z.infer<typeof Suppression>;
