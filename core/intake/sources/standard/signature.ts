import { isUtf8 } from "node:buffer";
import { withoutRepeats } from "../../shop-system/repeated-header.ts";
import {
  hmac,
  refusedSignature,
  type SignatureScheme,
  timedSignatures,
} from "../../shop-system/signature.ts";

const STANDARD_KEY = /^(whsec_)?(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** One signature of the list: proxies add a space behind its comma, and join repeated headers by commas. */
const SIGNATURE = /(?<=^|[\s,])v1\s*,\s*([A-Za-z0-9+/=]+)(?=$|[\s,])/g;

/** The bytes of a key that {@link STANDARD_KEY} lets pass. */
function keyBytes(key: string): Buffer {
  return Buffer.from(key.replace(/^whsec_/, ""), "base64");
}

/**
 * Standard Webhooks 1.0 (https://www.standardwebhooks.com): `v1,<base64>`, several separated by spaces, each an HMAC over
 * id, time and body. The specification signs text, so a body that is not UTF-8 is refused.
 */
export const standardSignature: SignatureScheme = {
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
  secretProblem: ({ secrets }) =>
    secrets.every((key) => STANDARD_KEY.test(key))
      ? undefined
      : "a Standard Webhooks secret is whsec_ followed by base64",
};
