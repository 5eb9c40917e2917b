import { isUtf8 } from "node:buffer";
import { withoutRepeats } from "./repeated-header.ts";
import { hmac, refusedSignature, type SignatureScheme, timedSignatures } from "./signature.ts";

/** One signature of the list: proxies add a space behind its comma, and join repeated headers by commas. */
const SIGNATURE = /(?<=^|[\s,])v1\s*,\s*([A-Za-z0-9+/=]+)(?=$|[\s,])/g;

/**
 * Standard Webhooks 1.0 (https://www.standardwebhooks.com): `v1,<base64>`, several separated by spaces, each an HMAC over
 * id, time and body. The specification signs text, so a body that is not UTF-8 is refused. `keyBytes`: how a stored key is
 * written.
 */
export function standardWebhooks(keyBytes: (key: string) => Buffer): SignatureScheme {
  return {
    readHeader({ headers, body }, now) {
      const [id, seconds] = [headers["webhook-id"], headers["webhook-timestamp"]].map((value) =>
        withoutRepeats(value ?? ""),
      );
      const header = headers["webhook-signature"];
      if (!id || !seconds || !header) return refusedSignature("noSignature");
      if (!isUtf8(body)) return refusedSignature("badSignature");
      const signatures = [...header.matchAll(SIGNATURE)].map(([, signature = ""]) => `v1,${signature}`);
      const before = `${id}.${seconds}.`;
      return timedSignatures({ seconds, signatures }, now, (key) => {
        return `v1,${hmac(keyBytes(key), before, body).digest("base64")}`;
      });
    },
  };
}
