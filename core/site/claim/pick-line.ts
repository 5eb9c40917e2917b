import type { CauseSlug, Instant } from "../../model/purchase.ts";
import { sourceOf } from "../../people/rate-limit/rate-limit.ts";
import { hashIdentity } from "../../platform/crypto/identity.ts";
import type { CallFacts } from "../../platform/lambda/log-call.ts";

/** 60 bits: no two sources of a day have the same. */
const HASH_CHARS = 10;

/**
 * What the log says of a pick with a receipt: its cause, and which source it came from, as a keyed hash that is another one each
 * day (UTC). So an operator sees that many came from one place in a day, and neither from which, nor whether it was there before.
 */
export function pickLine(
  key: string,
  { sourceIp, cause, at }: { readonly sourceIp: string; readonly cause: CauseSlug; readonly at: Instant },
): CallFacts {
  const hash = hashIdentity(key, `picks ${at.slice(0, 10)} ${sourceOf(sourceIp)}`);
  return { cause, pickedFrom: hash.slice(0, HASH_CHARS) };
}
