import type { Refund } from "../../model/purchase.ts";
import type { DrawPlan } from "../pricing/draw.ts";
import type { Accrual, Clawback } from "./entry.ts";
import type { EarlyRefunds, ExistingItem, OrderRow } from "./order-claim.ts";

/** The limit of races at the rows of one purchase, with pauses between; the workflow's retries come after that. */
export const LEDGER_RACES_MAX = 10;

/** What became of a write that claims a key. `standing` is what holds it already; nothing was changed then. */
export type OrderClaimed =
  | { readonly kind: "written" }
  | { readonly kind: "standing"; readonly standing: ExistingItem };

/**
 * What became of a gift's write, in order of precedence: something stands at its key · an allowance no longer
 * holds what was planned · the customer gave to one of the causes meanwhile · another write was under way.
 * Nothing was changed unless it is `written`.
 */
export type GiftWritten =
  | OrderClaimed
  | { readonly kind: "lost"; readonly to: "allowance" | "firstGift" | "contention" };

/** Where a refund's purchase is. `unfinished`: its order row stands, its accrual does not (yet). */
export type Found =
  | { readonly kind: "nothing" }
  | { readonly kind: "parked"; readonly parked: EarlyRefunds }
  | { readonly kind: "unfinished" }
  | { readonly kind: "purchase"; readonly accrual: Accrual; readonly clawbacks: readonly Clawback[] };

/** An order, and when it was placed if its source tells that of refunds as well. */
export type Placed = Pick<Refund, "source" | "connection" | "orderId" | "placedAt">;

/** What giving asks of the ledger. Losing a race is an answer; what is neither is thrown. */
export interface Ledger {
  /** Claims the order row of an undated source's purchase, in place of the refunds that waited there. */
  claimOrder(row: OrderRow, over: EarlyRefunds | undefined): Promise<OrderClaimed>;
  /** Writes a gift once, with its draws and the customer's first gifts, all or nothing: one write when it has neither. */
  record(accrual: Accrual, draws: readonly DrawPlan[], over: EarlyRefunds | undefined): Promise<GiftWritten>;
  /** The causes to which this customer gave before (`*`: to any), consistently. */
  givenBefore(customer: string): Promise<ReadonlySet<string>>;
  /** A purchase with all its entries, consistently: the one that this is, or that this refund is of. */
  find(order: Placed): Promise<Found>;
  /** Adds a refund to those that wait for their purchase; `over` are those that were seen there. */
  park(refund: Refund, over: EarlyRefunds | undefined): Promise<"parked" | "lost">;
  /** Writes a clawback under its sequence, with what it releases. `lost`: that sequence is taken; read again. */
  appendReversal(entry: Clawback): Promise<"written" | "lost">;
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
