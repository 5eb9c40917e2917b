import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import * as z from "zod";
import { daysBefore, instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { type AppleIssuer, type AppleKeys, issuerOf } from "../../site/wallet/apple-keys.ts";
import { GoogleKeys } from "../../site/wallet/google-jwt.ts";

/** From this long before its end a certificate should be renewed. */
export const RENEW_DAYS = 30;

/** Files of Apple's as they were downloaded: certificates in DER or PEM, the key in PEM. */
export interface AppleFiles {
  readonly certificate: Buffer;
  readonly key: Buffer;
  readonly wwdr: Buffer;
  readonly passphrase?: string | undefined;
}

interface Problem {
  readonly problem: string;
}

export interface CheckedAppleKeys {
  readonly keys: AppleKeys;
  readonly issuer: AppleIssuer;
  /** When the certificate ends: no card is signed from then on. */
  readonly until: Instant;
  readonly renewSoon: boolean;
}

/** Whether three files are what signs cards for Apple's wallet: what they become when stored, or what is wrong with them. */
export function checkAppleKeys(files: AppleFiles, at: Instant): CheckedAppleKeys | Problem {
  const certificate = certificateOf(files.certificate);
  if (certificate === undefined) return { problem: "the certificate is no certificate in DER or PEM" };
  const wwdr = certificateOf(files.wwdr);
  if (wwdr === undefined)
    return { problem: "Apple's intermediate certificate is no certificate in DER or PEM" };
  const key = keyOf(files);
  if (key === undefined) return { problem: "the key is no key in PEM, or its passphrase is another" };
  if (key.asymmetricKeyType !== "rsa") return { problem: "the key is not an RSA key, as Apple wants it" };
  if (!certificate.checkPrivateKey(key)) return { problem: "the key is not that of the certificate" };
  if (!certificate.checkIssued(wwdr) || !certificate.verify(wwdr.publicKey))
    return { problem: "another intermediate certificate of Apple's signed the certificate" };
  const issuer = issuerOf({ certificate: certificate.toString() });
  if (issuer === undefined)
    return { problem: "the certificate is for no pass type: choose “Pass Type ID Certificate”" };
  const until = instantAt(certificate.validToDate.getTime());
  if (until <= at) return { problem: `the certificate ended at ${until}` };
  const stored = key.export({ type: "pkcs8", format: "pem" }).toString();
  return {
    keys: { certificate: certificate.toString(), key: stored, wwdr: wwdr.toString() },
    issuer,
    until,
    renewSoon: daysBefore(until, RENEW_DAYS) <= at,
  };
}

/** A service account's key as Google gives it for download. */
const ServiceAccount = z.object({
  type: z.literal("service_account"),
  client_email: z.string(),
  private_key: z.string(),
});

/** Whether an issuer's number and a service account's file are what writes cards at Google. Asks nobody. */
export function checkGoogleKeys(issuer: string, account: string): { readonly keys: GoogleKeys } | Problem {
  const read = ServiceAccount.safeParse(jsonOf(account));
  if (!read.success) return { problem: "the file is not the key of a service account, in JSON" };
  const { client_email, private_key } = read.data;
  const key = keyOf({ key: Buffer.from(private_key) });
  if (key?.asymmetricKeyType !== "rsa") return { problem: "the private key in the file is no RSA key" };
  const keys = GoogleKeys.safeParse({ issuer, clientEmail: client_email, privateKey: private_key });
  return keys.success
    ? { keys: keys.data }
    : { problem: "the issuer's number has digits alone, such as 3388000000012345678" };
}

function certificateOf(file: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(file);
  } catch {
    return undefined;
  }
}

function keyOf({ key, passphrase }: Pick<AppleFiles, "key" | "passphrase">): KeyObject | undefined {
  try {
    return createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) });
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
