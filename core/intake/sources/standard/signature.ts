import type { SignatureScheme } from "../../shop-system/signature.ts";
import { standardWebhooks } from "../../shop-system/standard-webhooks.ts";

const STANDARD_KEY = /^(whsec_)?(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of a key that {@link STANDARD_KEY} lets pass. */
function keyBytes(key: string): Buffer {
  return Buffer.from(key.replace(/^whsec_/, ""), "base64");
}

export const standardSignature: SignatureScheme = {
  ...standardWebhooks(keyBytes),
  secretProblem: ({ secrets }) =>
    secrets.every((key) => STANDARD_KEY.test(key))
      ? undefined
      : "a Standard Webhooks secret is whsec_ followed by base64",
};
