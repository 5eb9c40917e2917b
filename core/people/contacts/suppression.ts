import * as z from "zod";
import { Instant } from "../../model/purchase.ts";
import { Channel } from "../../model/topic.ts";

/** An address by the keyed hash of its normal form (hashIdentity): nothing of it can be read back. */
export const AddressHash = z.object({ channel: Channel, hmac: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type AddressHash = z.infer<typeof AddressHash>;

/**
 * Why an address must not be written to.
 * - `stop`: its owner told us so; the owner's own START lifts it
 * - `bounce`, `complaint`: its provider says so; `operator`: a person of the brand did
 */
export const Suppression = AddressHash.extend({
  reason: z.enum(["stop", "bounce", "complaint", "operator"]),
  at: Instant,
});
export type Suppression = z.infer<typeof Suppression>;
