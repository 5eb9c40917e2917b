import * as z from "zod";
import { parseJson } from "../../shop-system/body-json.ts";

const VERIFICATION_BYTES_MAX = 500;
const Verification = z.strictObject({ verificationCode: z.uuid() });

/**
 * The code that Clover posts to an address before it sends anything else, unsigned, for somebody to enter in its dashboard;
 * undefined for every other body. https://docs.clover.com/dev/docs/webhooks
 */
export function verificationCodeOf(body: Buffer): string | undefined {
  if (body.byteLength > VERIFICATION_BYTES_MAX) return undefined;
  return Verification.safeParse(parseJson(body)?.payload).data?.verificationCode;
}
