import * as fc from "fast-check";
import { expect } from "vitest";
import { Accrual } from "../../../core/giving/ledger/entry.ts";
import type { Order } from "../../../demo/facts.ts";
import type { Message } from "../../../demo/message.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { oddText } from "../../support/fuzz-probe.ts";
import { kind } from "../kind.ts";
import { order } from "../orders.ts";
import { type ShopMutation, shopWorld } from "../shop-world.ts";
import { type Body, changedBody, verdictOf } from "../webhook-body.ts";

/** Not money: no currency, for tests, metals, units of account, bonds. */
const NO_MONEY = ["XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XBA", "XBB", "XBC", "XBD", "XSU", "XUA"];
const CODES = [
  ...NO_MONEY,
  ...["xau", "USD ", "US", "USDT", "BTC", "ZZZ", "ＵＳＤ", "€", "", "__proto__", "KWD", "JPY", "HUF"],
];
const id = fc.oneof(
  oddText,
  fc.constantFrom(
    "__proto__",
    "constructor",
    "\ud800",
    "a\udfffb",
    "#",
    "a#b",
    "order#1#2",
    "0",
    "-1",
    "1e3",
  ),
  fc.constantFrom(
    "x".repeat(121),
    "ẞ".repeat(120),
    "\u0000",
    " ",
    "9007199254740993",
    "../..",
    "null",
    "NaN",
  ),
  fc.constantFrom<unknown>(0, -1, 2 ** 53, 1.5, null, true, {}, [], { toString: "x" }),
);
/** Members under names of ours that are no text, and objects that cannot become one. */
const members = fc
  .tuple(fc.constantFrom("wellspring_round_up", "wellspring_cause"), id)
  .map(([name, value]) => ({ [name]: value }));
const amount = fc.oneof(
  fc.constantFrom<unknown>(
    "0",
    "-1.00",
    "1e9",
    "NaN",
    "Infinity",
    "1,50",
    "0x10",
    "999999999999999.99",
    "",
    null,
    {},
  ),
  fc.constantFrom<unknown>(-1, 1.5, 2 ** 53, 1e21, 0, "0.000000000000000000001", "12.345", "١٢.٠٠"),
);
const moment = fc.constantFrom<unknown>(
  ...[
    "2099-01-01T00:00:00Z",
    "0000-00-00T00:00:00",
    "2014-12-31T23:59:59Z",
    "2026-02-30T00:00:00Z",
    "yesterday",
    "",
  ],
  ...[0, -1, 1e18, null, "2026-11-22T13:35:45+99:00", "2026-11-22"],
);
const FIELDS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...{ id, orderId: id, order_id: id, payment_intent: id, number: id, store: id, location_id: id, sku: id },
  ...{
    currency: fc.constantFrom<unknown>(...CODES),
    presentment_currency: fc.constantFrom<unknown>(...CODES),
  },
  ...{
    paid: amount,
    roundUp: amount,
    total: amount,
    total_price: amount,
    amount_total: amount,
    total_money: amount,
  },
  ...{ placedAt: moment, created_at: moment, created: moment, date_created_gmt: moment, updated_at: moment },
  ...{
    __proto__: id,
    line_items: amount,
    lines: amount,
    customer: id,
    metadata: fc.oneof(id, members),
    refunds: amount,
  },
};

interface Input {
  readonly order: Order;
  readonly changes: Body;
  /** So many lines more, as a wholesaler's order has. */
  readonly lines: number;
}

export const oddInput = fc.record({
  order,
  changes: fc
    .uniqueArray(fc.constantFrom(...Object.keys(FIELDS)), { minLength: 0, maxLength: 3 })
    .chain((names) =>
      fc.tuple(...names.map((name) => (FIELDS[name] ?? id).map((value) => [name, value] as const))),
    )
    .map((pairs): Body => Object.fromEntries(pairs)),
  lines: fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, fc.constantFrom(400, 499, 500, 501, 1_200)),
});

/** The webhook of such an order. */
export function oddMessage({ order: one, changes, lines }: Input): Message {
  const first = one.lines[0];
  const long = Array.from({ length: lines }, (_, at) => ({
    ...first,
    id: at + 100,
    sku: `${at}-${"s".repeat(60)}`,
  }));
  const whole = first === undefined ? one : { ...one, lines: [...one.lines, ...long] as Order["lines"] };
  const message = messagesOf(whole).purchase;
  return { ...message, body: changedBody(message, changes) };
}

async function bearable(mutation: ShopMutation, input: Input) {
  const world = shopWorld(mutation);
  const verdict = verdictOf(await world.deliver(oddMessage(input)));
  for (const entry of world.ledger.entries) {
    expect(NO_MONEY, "money that is none").not.toContain(entry.currency);
    expect(JSON.stringify(Accrual.parse(entry))).not.toMatch(/\\ud[89a-f]/i);
    expect(entry.parts.every(({ minor }) => minor >= 0)).toBe(true);
  }
  if (verdict === "quarantined") expect([world.quarantined.length, world.events.length]).toEqual([1, 0]);
  if (verdict === "accepted") expect(world.events.length).toBeGreaterThan(0);
  return verdict;
}

export const oddFacts = kind<ShopMutation, Input>({
  name: "ids, currencies, amounts, times and sizes",
  share: 14,
  input: oddInput,
  product: {},
  shown: ({ order: { source, number }, changes, lines }) => ({ source, number, changes, lines }),
  tried: bearable,
  mutants: {
    "the list of currencies": {
      publish: (events) =>
        events.map(({ contract, detail }) => {
          const { purchase } = Object(detail);
          return {
            contract,
            detail: purchase ? { ...Object(detail), purchase: { ...purchase, currency: "XAU" } } : detail,
          };
        }),
    },
    "the bound of a webhook's events": {
      publish: (events) => Array.from({ length: 1_001 }, () => events).flat(),
    },
  },
});
