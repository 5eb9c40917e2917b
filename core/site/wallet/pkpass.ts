import { X509Certificate } from "node:crypto";
import { PKPass } from "passkit-generator";
import * as z from "zod";
import type { AppleIssuer, ApplePass } from "./apple-pass.ts";

/** What signs cards for Apple's wallet, in PEM. `wwdr`: the intermediate certificate of Apple that signed `certificate`. */
export const AppleKeys = z.object({
  certificate: z.string().min(1),
  key: z.string().min(1),
  wwdr: z.string().min(1),
});
export type AppleKeys = z.infer<typeof AppleKeys>;

/** What phones and browsers take a signed card by. */
export const PKPASS_TYPE = "application/vnd.apple.pkpass";

/** The pass type and the team that a certificate of Apple's is for; undefined for one that is for no pass type. */
export function issuerOf({ certificate }: Pick<AppleKeys, "certificate">): AppleIssuer | undefined {
  const { subject } = new X509Certificate(certificate);
  const passType = subjectPart(subject, "UID");
  const team = subjectPart(subject, "OU");
  return passType === undefined || team === undefined ? undefined : { passType, team };
}

function subjectPart(subject: string, name: string): string | undefined {
  const line = subject.split("\n").find((one) => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1);
}

/** A card and its pictures as one signed file. Throws for certificates that do not belong together in form. */
export function pkpass(
  pass: ApplePass,
  pictures: Readonly<Record<string, Buffer>>,
  { certificate, key, wwdr }: AppleKeys,
): Buffer {
  const files = { ...pictures, "pass.json": Buffer.from(JSON.stringify(pass)) };
  return new PKPass(files, { signerCert: certificate, signerKey: key, wwdr }).getAsBuffer();
}
