import { PKPass } from "passkit-generator";
import type { AppleKeys } from "./apple-keys.ts";
import type { ApplePass } from "./apple-pass.ts";

/** What phones and browsers take a signed card by. */
export const PKPASS_TYPE = "application/vnd.apple.pkpass";

/** A card and its pictures as one signed file. Throws for certificates that do not belong together in form. */
export function pkpass(
  pass: ApplePass,
  pictures: Readonly<Record<string, Buffer>>,
  { certificate, key, wwdr }: AppleKeys,
): Buffer {
  const files = { ...pictures, "pass.json": Buffer.from(JSON.stringify(pass)) };
  return new PKPass(files, { signerCert: certificate, signerKey: key, wwdr }).getAsBuffer();
}
