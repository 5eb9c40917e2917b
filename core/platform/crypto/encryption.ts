import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

export const SALT_BYTES = 32;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** What a ciphertext is for: it decrypts for exactly that and nothing else. */
export interface EncryptionContext {
  /** The kind of content; each kind has keys of its own. */
  readonly purpose: string;
  /** Which one of its kind: one ciphertext cannot be put in another's place. */
  readonly about: string;
}

/** Encrypts a text under a key and a salt: without either it cannot be read. AES-256-GCM; `nonce` must be new each time. */
export function encrypt(
  key: string,
  salt: Uint8Array,
  nonce: Uint8Array,
  context: EncryptionContext,
  text: string,
): string {
  return encryptBytes(key, salt, nonce, context, Buffer.from(text, "utf8")).toString("base64url");
}

/** Throws when key, salt or context are not those of the encryption. */
export function decrypt(
  key: string,
  salt: Uint8Array,
  context: EncryptionContext,
  ciphertext: string,
): string {
  return decryptBytes(key, salt, context, Buffer.from(ciphertext, "base64url")).toString("utf8");
}

/** As {@link encrypt}, of bytes. */
export function encryptBytes(
  key: string,
  salt: Uint8Array,
  nonce: Uint8Array,
  { purpose, about }: EncryptionContext,
  content: Uint8Array,
): Buffer {
  const cipher = createCipheriv("aes-256-gcm", keyOf(key, salt, purpose), nonce).setAAD(Buffer.from(about));
  const bytes = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), bytes]);
}

/** As {@link decrypt}, of bytes. */
export function decryptBytes(
  key: string,
  salt: Uint8Array,
  { purpose, about }: EncryptionContext,
  bytes: Uint8Array,
): Buffer {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv("aes-256-gcm", keyOf(key, salt, purpose), nonce, options);
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const content = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(content), decipher.final()]);
}

function keyOf(key: string, salt: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, salt, `wellspring ${purpose}`, KEY_BYTES));
}
