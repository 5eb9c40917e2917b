import { createHmac } from "node:crypto";

/** HMAC-SHA256, which every shop system signs with in its own way. */
export function hmac(key: string | Buffer, signed: string): Buffer {
  return createHmac("sha256", key).update(signed).digest();
}
