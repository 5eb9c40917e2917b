import type { ClaimHash } from "../../model/claim-hash.ts";
import { ClaimFact, claimHash, claimToken } from "../../model/claim-link.ts";

/** Which claim link is an order's own, by what its shop says of it; nothing where the shop says nothing that cannot be guessed. */
export function claimOf(connection: string, fact: unknown): { readonly claim?: ClaimHash } {
  const read = ClaimFact.safeParse(fact);
  return read.success ? { claim: claimHash(claimToken(connection, read.data)) } : {};
}
