import { createHmac } from "node:crypto";
import type { Funding } from "../model/gift.ts";
import type { Currency } from "../model/money.ts";
import type { CauseSlug, Day, Instant } from "../model/purchase.ts";

/**
 * What a tree of a day says of its gifts.
 * - `accrued`: they gave, or gave more
 * - `returned`: refunds took it back, or it went to another cause, before it was settled
 * - `settled`: the time to return the goods and the time to pick a cause are over
 * - `late`: it was taken back after it was settled
 */
export const TREE_KINDS = ["accrued", "returned", "settled", "late"] as const;
export type TreeKind = (typeof TREE_KINDS)[number];

/** Which gifts a tree adds up: those of one cause, currency and funding. */
export interface TreeName {
  readonly kind: TreeKind;
  readonly cause: CauseSlug;
  readonly currency: Currency;
  readonly funding: Funding;
}

/**
 * What one leaf says. All but `log`, `day` and `salt` are what the customer reads on their own receipt and in the brand's terms, so
 * that nobody can be shown the leaf of somebody else's gift.
 * - `log`: the origin of the log; `day`: when the ledger took what the leaf says, in the brand's time zone
 * - `minor`: above zero, in minor units, as `base` and `paid` are
 * - `shop`: the source and the connection that the order came by; `order`: the shop's own number of it
 * - `placedAt`: to the minute
 * - `other`: for a gift that somebody moved to another cause: where it is from, or where it went
 */
export interface GiftLeaf extends TreeName {
  readonly log: string;
  readonly day: Day;
  readonly minor: number;
  readonly base: number;
  readonly terms: string;
  readonly shop: string;
  readonly order: string;
  readonly placedAt: Instant;
  readonly paid: number;
  readonly other?: CauseSlug | undefined;
  readonly salt: string;
}

/** The bytes of a leaf before they are hashed: one fact a line. */
export function leafText(leaf: GiftLeaf): string {
  return lines([
    "wellspring/gift/v1",
    `log ${leaf.log}`,
    `day ${leaf.day}`,
    `tree ${leaf.kind}`,
    `cause ${leaf.cause}`,
    `currency ${leaf.currency}`,
    `funding ${leaf.funding}`,
    `amount ${leaf.minor}`,
    `base ${leaf.base}`,
    `terms ${leaf.terms}`,
    `shop ${leaf.shop}`,
    `order ${leaf.order}`,
    `placed ${leaf.placedAt.slice(0, 16)}Z`,
    `paid ${leaf.paid}`,
    `other ${leaf.other ?? "-"}`,
    `salt ${leaf.salt}`,
  ]);
}

/** A leaf of nothing, which makes the number of leaves a power of two. */
export function paddingText(salt: string): string {
  return lines(["wellspring/padding/v1", `salt ${salt}`]);
}

/**
 * What keeps a leaf from being guessed: amounts and order numbers are few, this is 256 bits. Only whoever has the key of proofs can
 * make it, and makes the same again. `what` is all that tells a leaf from every other.
 */
export function leafSalt(key: string, what: readonly string[]): string {
  return createHmac("sha256", key)
    .update(lines(["wellspring/salt/v1", ...what]))
    .digest("base64url");
}

/** Each ends with a newline, the last one too. */
export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
