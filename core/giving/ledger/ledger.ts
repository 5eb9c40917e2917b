import type { OrderLink, OrderRef, Refund } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import type { Pause } from "../../platform/pause.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import type { AllowanceBalance, DrawPlan } from "../pricing/draw.ts";
import type { Accrual, Amendment } from "./entry.ts";
import type { AliasRow, EarlyRefunds, ExistingItem, OrderRow } from "./order-claim.ts";
import type { RecordedOrder } from "./statement.ts";

/** The limit of races at the rows of one purchase, with pauses between; the workflow's retries come after that. */
export const LEDGER_RACES_MAX = 10;

/** The outcome of a write that claims a key. `existing` is the item that holds the key already; nothing was changed then. */
export type OrderClaimed =
  | { readonly kind: "written" }
  | { readonly kind: "existing"; readonly existing: ExistingItem };

/** The outcome of claiming an alias: the row that exists now, or what else holds its key. */
export type AliasClaimed =
  | { readonly kind: "written"; readonly row: AliasRow }
  | { readonly kind: "existing"; readonly existing: ExistingItem };

/**
 * The outcome of a gift's write, in order of precedence: its key holds an item · an allowance no longer holds what was
 * planned · the customer gave to one of the causes meanwhile · another write was under way. Nothing was changed unless
 * it is `written`.
 */
export type GiftWritten =
  | OrderClaimed
  | { readonly kind: "lost"; readonly to: "allowance" | "firstGift" | "contention" };

/** The outcome of an entry's write after the accrual. `sequence`: another entry has that key, or the customer gave meanwhile. */
export type AmendmentWritten =
  | { readonly kind: "written" }
  | { readonly kind: "lost"; readonly to: "allowance" | "sequence" };

/**
 * Where a refund's purchase is. `unfinished`: its order row exists, its accrual does not (yet). `orderId` is the order's
 * own, where it was asked for by an alias.
 */
export type Found =
  | { readonly kind: "nothing"; readonly orderId: string }
  | { readonly kind: "parked"; readonly orderId: string; readonly parked: EarlyRefunds }
  | { readonly kind: "unfinished" }
  | ({ readonly kind: "purchase" } & RecordedOrder);

/** An order, and when it was placed if its source's refunds carry that. */
export type Placed = Pick<Refund, "source" | "connection" | "orderId" | "placedAt">;

/** What giving needs of the ledger. A lost race is an answer; every other failure throws. */
export interface Ledger {
  /** Whether this order is claimed by a row of its own, beside its entry's key. */
  keepsOrderRow(order: OrderRef): boolean;
  /** Claims the order row of an undated source's purchase, in place of the refunds that waited there. */
  claimOrder(row: OrderRow, expected: EarlyRefunds | undefined): Promise<OrderClaimed>;
  /** Claims another id of an undated source's order, in place of the refunds that waited there. */
  claimAlias(link: OrderLink, expected: EarlyRefunds | undefined): Promise<AliasClaimed>;
  /** Writes a gift once, with its draws and the customer's first gifts, all or nothing: one write when it has neither. */
  record(
    accrual: Accrual,
    draws: readonly DrawPlan[],
    expected: EarlyRefunds | undefined,
  ): Promise<GiftWritten>;
  /** The causes to which this customer gave before (`*`: to any), consistently. */
  givenBefore(customer: string): Promise<ReadonlySet<string>>;
  /** A purchase with all its entries, consistently: the one that this is, or that this refund is of. */
  find(order: Placed): Promise<Found>;
  /** Adds a refund to those that wait for their purchase; `expected` are those that were seen there. */
  park(refund: Refund, expected: EarlyRefunds | undefined): Promise<"parked" | "lost">;
  /** Writes an entry after the accrual under its sequence, with what it releases (its negative draws), `draws` and first gifts. */
  append(entry: Amendment, draws: readonly DrawPlan[]): Promise<AmendmentWritten>;
}

/** What writing an entry after the accrual needs. */
export interface AmendGiftDeps {
  readonly ledger: Ledger;
  readonly balanceOf: (allowance: string) => Promise<AllowanceBalance>;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly now: Now;
  readonly pause: Pause;
}

/** The money that terms or a pool count on has no rows in the ledger. */
export class AllowanceMissingError extends Error {
  override readonly name = "AllowanceMissingError";
}

/** The purchase claimed its order and did not get further: its own retry must come first. */
export class PurchaseUnfinishedError extends Error {
  override readonly name = "PurchaseUnfinishedError";
}

/** More refunds wait for a purchase than its entry can carry. */
export class TooManyEarlyRefundsError extends Error {
  override readonly name = "TooManyEarlyRefundsError";
}
