import fc from "fast-check";
import type { Purchase, Refund, RefundScope } from "../../core/model/purchase.ts";
import { aPurchase, aRefund } from "./giving-builders.ts";

/** What happened at the tills: at most one purchase per order, and its refunds. */
export interface Order {
  readonly purchase: Purchase;
  readonly refunds: readonly Refund[];
  readonly customer: number | undefined;
}

/**
 * One delivery of one of an order's events. `dies` lets it die at its n-th write, before that write happens or
 * just after it (the answer is lost).
 */
export interface Delivery {
  readonly order: number;
  /** 0 is the purchase, n its n-th refund. */
  readonly event: number;
  readonly dies: { readonly atWrite: number; readonly written: boolean } | undefined;
}

/** Deliveries of one batch run at the same time. */
export interface History {
  readonly orders: readonly Order[];
  readonly batches: readonly (readonly Delivery[])[];
  readonly pool: number | undefined;
}

const scopes: fc.Arbitrary<RefundScope> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 6000 }), fc.constantFrom(0, 0, 30))
    .map(([goods, roundUp]): RefundScope => ({ of: "goods", goods, roundUp, lines: [] })),
  fc.integer({ min: 0, max: 6000 }).map((paid): RefundScope => ({ of: "paid", paid })),
  fc.integer({ min: 0, max: 6000 }).map((paid): RefundScope => ({ of: "paidTotal", paid })),
  fc.constant<RefundScope>({ of: "all" }),
);

const orders = fc
  .array(
    fc.record({
      source: fc.constantFrom("standard" as const, "shopify" as const),
      base: fc.integer({ min: 0, max: 10_000 }),
      roundUp: fc.constantFrom(0, 30),
      refunds: fc.array(scopes, { maxLength: 3 }),
      customer: fc.option(fc.nat(1), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ source, base, roundUp, refunds, customer }, index): Order => {
      const orderId = String(index);
      const purchase = aPurchase({ source, orderId, base, roundUp, paid: base + roundUp + 500 });
      const told = refunds.map((scope, refund) =>
        aRefund({ source, orderId, refundId: `r${refund}`, scope }),
      );
      return { purchase, refunds: told, customer };
    }),
  );

/** Random deliveries: repeated, reordered, refunds first, at the same time, some of them dying on the way. */
export const histories: fc.Arbitrary<History> = orders.chain((list) => {
  const delivery = fc.nat(list.length - 1).chain((order) =>
    fc.record<Delivery>({
      order: fc.constant(order),
      event: fc.nat(list[order]?.refunds.length ?? 0),
      dies: fc.option(fc.record({ atWrite: fc.integer({ min: 1, max: 3 }), written: fc.boolean() }), {
        nil: undefined,
        freq: 3,
      }),
    }),
  );
  return fc.record<History>({
    orders: fc.constant(list),
    batches: fc.array(fc.array(delivery, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
    pool: fc.constantFrom(undefined, 90, 1_000_000),
  });
});
