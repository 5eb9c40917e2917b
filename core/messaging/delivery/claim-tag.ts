import { createHash } from "node:crypto";
import { CustomerId } from "../../model/customer.ts";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { SendKey } from "../../people/records/history.ts";
import type { SendClaim } from "./claim.ts";

/** Under this name the tag of a claim goes with a letter, and comes back with all that SES tells of it. */
export const CLAIM_TAG = "claim";

/** Where to look for a send, as its tag says: among this customer's lines of that second. */
export interface ClaimMark {
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly mark: string;
}

const TAG = /^(cus_[0-9a-z]{26})-(\d{10})-([\w-]{22})$/;

/**
 * Which send a letter is, in the letters, digits, `_` and `-` that SES takes for a tag (256 of them at most). It is
 * made before the letter goes out: also of a send whose answer never came, SES's events say which it was. It names
 * nobody: customer ids are opaque.
 */
export function claimTag({ customer, sendKey, at }: Pick<SendClaim, "customer" | "sendKey" | "at">): string {
  return `${customer}-${Date.parse(at) / 1000}-${markOf(sendKey)}`;
}

/** Undefined for what is no tag of ours. */
export function readClaimTag(tag: string): ClaimMark | undefined {
  const [, customer, seconds, mark] = TAG.exec(tag) ?? [];
  if (customer === undefined || mark === undefined) return undefined;
  const at: Instant = instantAt(Number(seconds) * 1000);
  return { customer: CustomerId.parse(customer), at, mark };
}

/** A send key may be longer than a tag, and holds characters that no tag takes: 128 bits of its hash stand for it. */
export function markOf(sendKey: SendKey): string {
  return createHash("sha256").update(sendKey).digest().subarray(0, 16).toString("base64url");
}
