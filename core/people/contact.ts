import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import * as z from "zod";
import { CustomerId } from "../customer/customer.ts";
import type { Channel } from "../message/topic.ts";
import type { Identity } from "../purchase/purchase.ts";
import { Instant } from "../purchase/purchase.ts";
import { AddressHash } from "./suppression.ts";

export const SALT_BYTES = 32;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * How a customer is written to on one channel. The address itself is sealed; `hmac` finds it again without reading.
 * - `confirmed`: its owner answered from it. Until then only the question for it may be sent there
 */
export const ContactRow = AddressHash.extend({
  customer: CustomerId,
  sealed: z.string().min(1).max(1000),
  confirmed: z.boolean(),
  at: Instant,
});
export type ContactRow = z.infer<typeof ContactRow>;

/** A channel's addresses are identities of this kind, so that a purchase and a letter find the same person. */
export function identityOf({ channel, hmac }: AddressHash): Identity {
  return { kind: channel === "email" ? "email" : "phone", hmac };
}

interface Owner {
  readonly customer: CustomerId;
  readonly channel: Channel;
}

/**
 * Seals an address under the contact key and the customer's own salt: without the salt nobody reads it any more,
 * also not from a backup. Opens only for the same customer and channel. AES-256-GCM; `nonce` must be new each time.
 */
export function sealAddress(
  key: string,
  salt: Uint8Array,
  nonce: Uint8Array,
  owner: Owner,
  address: string,
): string {
  const cipher = createCipheriv("aes-256-gcm", keyOf(key, salt), nonce).setAAD(aad(owner));
  const text = Buffer.concat([cipher.update(address, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
}

/** Throws when key, salt or owner are others than it was sealed for. */
export function openAddress(key: string, salt: Uint8Array, owner: Owner, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", keyOf(key, salt), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad(owner)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}

function keyOf(key: string, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, salt, "wellspring address", KEY_BYTES));
}

function aad({ customer, channel }: Owner): Buffer {
  return Buffer.from(`${customer} ${channel}`);
}
