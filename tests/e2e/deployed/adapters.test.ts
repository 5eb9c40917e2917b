import { beforeAll, describe, expect, test } from "vitest";
import { type WholeSource, wholeSources } from "../../../core/intake/sources/registry.ts";
import type { Order, OrderRefund } from "../../../demo/facts.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { anOrder, deliverAll, line, minutesAgo } from "../../support/deployed-orders.ts";
import {
  changedTotals,
  community,
  type GiftTotals,
  giftTotals,
  items,
  pageText,
  tables,
  totalsChangedBy,
  untilQuiet,
} from "../../support/deployed-stage.ts";

interface Case {
  readonly order: Partial<Order>;
  readonly part: RefundOf;
  readonly rest: RefundOf;
  /** By the terms of brands/demo, worked out by hand. */
  readonly gives: GiftTotals;
  readonly afterPart: GiftTotals;
}

type RefundOf = OrderRefund extends infer Kind
  ? Kind extends OrderRefund
    ? Omit<Kind, "id" | "at">
    : never
  : never;

const units = (quantity: number): RefundOf => ({ kind: "lines", lines: [{ id: 1, quantity }], roundUp: 0 });

const cases: Readonly<Record<WholeSource, Case>> = {
  // 2.5 % of 200.00, four fifths as named, one fifth for the paths, of which the hill pool matches half.
  shopify: {
    order: { currency: "USD", cause: "native-seeds", lines: [line(4, 50_00)] },
    part: units(2),
    rest: { kind: "cancelled" },
    gives: { "native-seeds brand USD": 400, "open-paths brand USD": 100, "open-paths match USD": 50 },
    afterPart: { "native-seeds brand USD": 200, "open-paths brand USD": 50, "open-paths match USD": 25 },
  },
  // 110 for each sale, as long as any of it stands.
  square: {
    order: { currency: "JPY", cause: "mountain-rescue", lines: [line(1, 2500)] },
    part: { kind: "amount", amount: 1000 },
    rest: { kind: "full" },
    gives: { "mountain-rescue brand JPY": 110 },
    afterPart: { "mountain-rescue brand JPY": 110 },
  },
  // 2 % from 70.00 on, to the default cause.
  stripe: {
    order: { currency: "EUR", lines: [line(1, 100_00)] },
    part: { kind: "amount", amount: 50_00 },
    rest: { kind: "full" },
    gives: { "mountain-rescue brand EUR": 200 },
    afterPart: { "mountain-rescue brand EUR": 100 },
  },
  woocommerce: {
    order: { currency: "EUR", cause: "native-seeds", lines: [line(2, 40_00)] },
    part: { kind: "amount", amount: 40_00 },
    rest: { kind: "cancelled" },
    gives: { "native-seeds brand EUR": 160, "open-paths brand EUR": 40 },
    afterPart: { "native-seeds brand EUR": 80, "open-paths brand EUR": 20 },
  },
  // 2 % of 60.00 to the default cause, and the customer's own 0.40, which stays until it goes back.
  zettle: {
    order: { currency: "EUR", roundUp: 40, tip: 150, lines: [line(2, 30_00)] },
    part: units(1),
    rest: { kind: "lines", lines: [{ id: 1, quantity: 1 }], roundUp: 40 },
    gives: { "native-seeds brand EUR": 120, "native-seeds customer EUR": 40 },
    afterPart: { "native-seeds brand EUR": 60, "native-seeds customer EUR": 40 },
  },
  // 2 % of 50.00 that were paid, to the cause that its metadata name.
  adyen: {
    order: { currency: "EUR", cause: "mountain-rescue", lines: [line(1, 50_00)] },
    part: { kind: "amount", amount: 25_00 },
    rest: { kind: "full" },
    gives: { "mountain-rescue brand EUR": 100 },
    afterPart: { "mountain-rescue brand EUR": 50 },
  },
  // 2 % of 50.00, matched by half, and the customer's own 0.40, which stays until the whole order goes back.
  standard: {
    order: { currency: "USD", cause: "open-paths", roundUp: 40, lines: [line(2, 25_00)] },
    part: units(1),
    rest: { kind: "full" },
    gives: { "open-paths brand USD": 100, "open-paths match USD": 50, "open-paths customer USD": 40 },
    afterPart: { "open-paths brand USD": 50, "open-paths match USD": 25, "open-paths customer USD": 40 },
  },
};

/** An order of that source with its two refunds, as its shop system reports them. */
function sold(source: WholeSource) {
  const { order, part, rest } = cases[source];
  const refunds = [part, rest].map(
    (refund, index): OrderRefund => ({ id: index + 1, at: minutesAgo(5 - index), ...refund }),
  );
  return messagesOf(anOrder(source, { ...order, refunds }));
}

describe.each(wholeSources)("a purchase at %s", (source) => {
  const { gives, afterPart } = cases[source];
  const { purchase, updates, refunds } = sold(source);
  const [part, rest] = refunds;
  let before: GiftTotals;
  let purchases: number;
  const since = async () => {
    await untilQuiet();
    return changedTotals(before, await giftTotals());
  };

  beforeAll(async () => {
    await untilQuiet();
    before = await giftTotals();
    ({ purchases } = await community());
  });

  test("gives what the terms say to the cause that it names, or to the default", async () => {
    await deliverAll([purchase]);
    expect(await since()).toEqual(gives);
    expect((await community()).purchases).toBe(purchases + 1);
  });

  test("delivered again, in the same words and in others, changes nothing", async () => {
    const ledger = await items(tables.ledger);
    await deliverAll([purchase, purchase, ...updates, ...updates, purchase]);
    expect(await since()).toEqual(gives);
    expect(await items(tables.ledger)).toEqual(ledger);
  });

  test("refunded in part takes back that part, however often the refund is delivered", async () => {
    await deliverAll([part, part].filter((message) => message !== undefined));
    expect(await since()).toEqual(afterPart);
  });

  test("refunded in full comes to exactly zero, and never below", async () => {
    await deliverAll([rest, part, rest].filter((message) => message !== undefined));
    expect(await since()).toEqual({});
    expect((await community()).purchases).toBe(purchases + 1);
  });

  test("that comes after its refunds gives what they leave", async () => {
    const late = sold(source);
    const [latePart, lateRest] = late.refunds;
    // WooCommerce tells its refunds with the order: one that comes first tells the purchase as well.
    const waits = source !== "woocommerce";
    await deliverAll([latePart].filter((message) => message !== undefined));
    expect(await since()).toEqual(waits ? {} : afterPart);
    await deliverAll([late.purchase]);
    expect(await since()).toEqual(afterPart);
    await deliverAll([lateRest].filter((message) => message !== undefined));
    expect(await since()).toEqual({});
  });
});

describe("pages and figures", () => {
  test("show gifts in three currencies, each in its own", async () => {
    const orders = (["shopify", "square", "stripe"] as const).map((source) => sold(source).purchase);
    expect(await totalsChangedBy(() => deliverAll(orders))).toEqual({
      ...cases.shopify.gives,
      ...cases.square.gives,
      ...cases.stripe.gives,
    });
    const { causes, figures } = await community();
    for (const { slug, figures: own } of causes) {
      const [en, de] = [await pageText(`/causes/${slug}?lang=en`), await pageText(`/causes/${slug}?lang=de`)];
      for (const { pending, settled, currency } of own) {
        expect(en).toContain(money("en", pending + settled, currency));
        expect(de).toContain(money("de", pending + settled, currency));
      }
    }
    const front = await pageText("/?lang=en");
    for (const { pending, settled, currency } of figures) {
      expect(front).toContain(money("en", pending + settled, currency));
    }
  });

  test("of the community are the sums of its causes'", async () => {
    const { causes, figures } = await community();
    const sums = new Map<string, number>();
    for (const { funding, currency, pending, settled } of causes.flatMap((cause) => cause.figures)) {
      const name = `${funding} ${currency}`;
      sums.set(name, (sums.get(name) ?? 0) + pending + settled);
    }
    const own = figures.map(({ funding, currency, pending, settled }) => [
      `${funding} ${currency}`,
      pending + settled,
    ]);
    expect(Object.fromEntries(own)).toEqual(Object.fromEntries(sums));
  });
});

function money(locale: string, minor: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(minor / 10 ** digits).replaceAll(/\s+/g, " ");
}
