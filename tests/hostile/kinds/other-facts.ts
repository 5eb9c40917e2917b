import * as fc from "fast-check";
import { expect } from "vitest";
import { kind } from "../kind.ts";
import { type Answer, netsOf, type ShopMutation, shopWorld } from "../shop-world.ts";
import { verdictOf } from "../webhook-body.ts";

/** One statement of an order in our own format, as a till whose clock, prices or program changed would repeat it. */
const statement = fc.record({
  placedAt: fc.constantFrom(
    ...["2026-11-22T10:00:00Z", "2026-11-22T10:00:30Z", "2026-11-22T10:01:00Z", "2026-11-22T11:00:00+01:00"],
    ...["2026-11-21T23:59:59Z", "2026-10-01T00:00:00Z", "2025-11-22T10:00:00Z"],
  ),
  timestamp: fc.constantFrom("2026-11-22T10:00:05Z", "2026-11-22T12:00:00Z", undefined),
  goods: fc.constantFrom("20.00", "20.00", "20.01", "40.00", "2000.00"),
  currency: fc.constantFrom("USD", "USD", "USD", "EUR"),
  store: fc.constantFrom("harbour-street", "mill-lane", undefined),
  lineId: fc.constantFrom("1", "L1"),
  cause: fc.constantFrom("clean-rivers", "open-paths", undefined),
});
type Statement = typeof statement extends fc.Arbitrary<infer One> ? One : never;

function bodyOf({ placedAt, timestamp, goods, currency, store, lineId, cause }: Statement): string {
  const data = {
    orderId: "T-77",
    placedAt,
    currency,
    ...(store !== undefined && { store }),
    paid: goods,
    lines: [{ lineId, sku: "TF-MUG", quantity: 1, goods }],
    ...(cause !== undefined && { cause }),
  };
  return JSON.stringify({ type: "purchase.completed", ...(timestamp !== undefined && { timestamp }), data });
}

async function given(mutation: ShopMutation, statements: readonly Statement[]) {
  const world = shopWorld(mutation);
  const answers: Answer[] = [];
  for (const [at, one] of statements.entries())
    answers.push(await world.deliver({ source: "standard", id: `msg_statement_${at}`, body: bodyOf(one) }));
  // An order grows by the facts with which it was recorded first: alone, each is tried with every other's amount.
  const alone = await Promise.all(
    statements.flatMap((one) =>
      statements.map(async ({ goods }) => {
        const own = shopWorld();
        await own.deliver({
          source: "standard",
          id: "msg_statement_alone",
          body: bodyOf({ ...one, goods }),
        });
        return Object.values(netsOf(own)).reduce((sum, minor) => sum + minor, 0);
      }),
    ),
  );
  const most = Math.max(...alone);
  const all = Object.values(netsOf(world)).reduce((sum, minor) => sum + minor, 0);
  expect(all, "one order gave more than its largest statement gives alone").toBeLessThanOrEqual(most);
  expect(world.ledger.accruals().length, "one order, counted so often").toBeLessThanOrEqual(1);
  return answers.map(verdictOf).every((verdict) => verdict === "accepted") ? "accepted" : "quarantined";
}

export const otherFacts = kind<ShopMutation, readonly Statement[]>({
  name: "one order stated with other facts",
  share: 6,
  input: fc.array(statement, { minLength: 2, maxLength: 4 }),
  product: {},
  tried: given,
  mutants: { "the ledger's memory of orders": { forgetful: true } },
});
