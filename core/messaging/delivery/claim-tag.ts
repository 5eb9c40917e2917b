import { createHash } from "node:crypto";
import { CustomerId } from "../../model/customer.ts";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { SendKey } from "../../people/records/history.ts";
import type { SendClaim } from "./claim.ts";

/** The name of the tag that a letter carries, and each event of SES about it. */
export const CLAIM_TAG = "claim";

/** The name under which a text, and each event about it, carries its stage: texts have no configuration set of ours. */
export const STAGE_TAG = "stage";

/** A send as its tag identifies it: among this customer's history entries of that second. */
export interface ClaimMark {
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly mark: string;
}

const TAG = /^(cus_[0-9a-z]{26})-(\d{10})-([\w-]{22})$/;

/**
 * Identifies a letter's send in the letters, digits, `_` and `-` that SES allows in a tag (256 of them at most). The tag is
 * made before the letter is sent, so SES's events also identify a send whose answer never came. Customer ids are opaque:
 * the tag names no person.
 */
export function claimTag({ customer, sendKey, at }: Pick<SendClaim, "customer" | "sendKey" | "at">): string {
  return `${customer}-${Date.parse(at) / 1000}-${markOf(sendKey)}`;
}

/** Undefined for a tag that `claimTag` did not make. */
export function readClaimTag(tag: string): ClaimMark | undefined {
  const [, customer, seconds, mark] = TAG.exec(tag) ?? [];
  if (customer === undefined || mark === undefined) return undefined;
  const at: Instant = instantAt(Number(seconds) * 1000);
  return { customer: CustomerId.parse(customer), at, mark };
}

/** 128 bits of the send key's hash: the key itself may be too long for a tag, and has characters that a tag may not. */
export function markOf(sendKey: SendKey): string {
  return createHash("sha256").update(sendKey).digest().subarray(0, 16).toString("base64url");
}
