import { hkdfSync } from "node:crypto";

const KEY_BYTES = 32;

/**
 * The key under which a smoke test signs, as Standard Webhooks spell one. It is derived from the stage's key of identities, so
 * that it needs no secret of its own: whoever reads that secret can sign a smoke test, and nobody else can. A key that is
 * derived says nothing of the one that it comes from, and no hash of an identity is one.
 */
export function smokeKey(identityKey: string): string {
  const bytes = hkdfSync("sha256", identityKey, "", "wellspring smoke", KEY_BYTES);
  return `whsec_${Buffer.from(bytes).toString("base64")}`;
}
