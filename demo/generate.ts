import { instantAt } from "../core/model/instant.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import {
  baseOf,
  goodsOf,
  type Order,
  type OrderLine,
  type OrderRefund,
  paidOf,
  type SampleCurrency,
  type Shopper,
} from "./facts.ts";
import type { SampleShop } from "./sample-shop.ts";
import { sampleShopOf, shopWeights } from "./sample-shops.ts";

export const ORDERS_A_DAY = 560;

/** One sample day: what it is drawn from. The same two give the same day. */
export interface DaySeed {
  readonly seed: number;
  /** The latest moment of the day; everything happened in the 29 days before it. */
  readonly at: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** With today they are the thirty days that pages chart. */
const BACK_DAYS = 29;
/** Orders are numbered by the day they were drawn for, so that no two days share a number. */
const FIRST_DAY_MS = Date.parse("2024-01-01T00:00:00Z");

interface Product {
  readonly sku: string;
  readonly title: string;
  readonly price: Readonly<Record<SampleCurrency, number>>;
}

const PRODUCTS: readonly (readonly [Product, number])[] = [
  [{ sku: "TF-SHELL", title: "Scree rain shell", price: { USD: 18_900, EUR: 17_900, JPY: 26_800 } }, 3],
  [{ sku: "TF-FLEECE", title: "Heather fleece", price: { USD: 9_500, EUR: 8_950, JPY: 13_400 } }, 4],
  [{ sku: "TF-BOOT", title: "Fell boots", price: { USD: 21_000, EUR: 19_900, JPY: 29_800 } }, 2],
  [{ sku: "TF-PACK", title: "Day pack 24", price: { USD: 13_999, EUR: 12_999, JPY: 19_800 } }, 3],
  [{ sku: "TF-LAMP", title: "Lantern headlamp", price: { USD: 5_999, EUR: 5_490, JPY: 8_200 } }, 3],
  [{ sku: "TF-SOCKS", title: "Wool socks", price: { USD: 2_150, EUR: 1_995, JPY: 2_900 } }, 5],
  [{ sku: "TF-BOTTLE", title: "Steel bottle", price: { USD: 2_800, EUR: 2_550, JPY: 3_900 } }, 4],
  [{ sku: "TF-MEND", title: "Jacket, mended", price: { USD: 3_500, EUR: 3_200, JPY: 4_800 } }, 2],
  [{ sku: "TF-MAP", title: "Map of the high fells", price: { USD: 1_250, EUR: 1_190, JPY: 1_620 } }, 3],
  [{ sku: "TF-MUG", title: "Enamel mug", price: { USD: 950, EUR: 890, JPY: 1_180 } }, 3],
];

/** One of these is not a cause of the brand: then the gift goes where it would have gone without. */
const NAMED_CAUSES: readonly (readonly [string, number])[] = [
  ["clean-rivers", 8],
  ["open-paths", 6],
  ["mountain-rescue", 7],
  ["native-seeds", 5],
  ["wild-bees", 1],
];

/** In hundredths of a percent: enough for every rate below. */
const TAX_RATES: Readonly<Record<SampleCurrency, number>> = { USD: 825, EUR: 1_900, JPY: 1_000 };

/** The orders of a day, without refunds. */
export function sampleOrders({ seed, at }: DaySeed, shoppers: readonly Shopper[]): Order[] {
  const chance = chanceFrom(seed);
  const end = Date.parse(at);
  const day = Math.floor((end - FIRST_DAY_MS) / DAY_MS);
  return Array.from({ length: ORDERS_A_DAY }, (_, index) => {
    const source = chance.weighted(shopWeights);
    const shop = sampleShopOf(source);
    const currency = chance.weighted(shop.currencies);
    const back = chance.percent(30)
      ? chance.between(60_000, 10 * HOUR_MS)
      : chance.between(10 * HOUR_MS, BACK_DAYS * DAY_MS);
    const shopper = shopperOf(shop, shoppers, chance);
    const taxIncluded = currency === "JPY" || (currency === "EUR" && chance.percent(70));
    const store = shop.store?.(chance);
    return {
      number: day * 1_000 + index,
      source,
      currency,
      placedAt: instantAt(end - back),
      taxIncluded,
      lines: linesOf(shop, currency, taxIncluded, chance),
      shipping: shop.isTill || chance.percent(40) ? 0 : { USD: 695, EUR: 590, JPY: 800 }[currency],
      tip: shop.takesTips && chance.percent(25) ? { USD: 200, EUR: 150, JPY: 300 }[currency] : 0,
      roundUp: !shop.hasOneAmount && chance.percent(22) ? chance.between(1, 99) : 0,
      ...(store !== undefined && { store }),
      ...(shopper !== undefined && { shopper }),
      ...(chance.percent(36) && { cause: chance.weighted(NAMED_CAUSES) }),
      refunds: [],
    };
  });
}

function shopperOf(shop: SampleShop, shoppers: readonly Shopper[], chance: Chance): Shopper | undefined {
  // Most customers at a till pay without giving an identity.
  if (chance.percent(shop.isTill ? 45 : 12)) return undefined;
  const shopper = chance.weighted(shoppers.map((one): [Shopper, number] => [one, one.known ? 2 : 1]));
  return shop.namesNobody ? undefined : shopper;
}

function linesOf(
  shop: SampleShop,
  currency: SampleCurrency,
  taxIncluded: boolean,
  chance: Chance,
): OrderLine[] {
  const count = shop.hasOneAmount
    ? 1
    : chance.weighted([
        [1, 5],
        [2, 4],
        [3, 2],
      ]);
  return Array.from({ length: count }, (_, index) => {
    const { sku, title, price } = chance.weighted(PRODUCTS);
    const quantity = !shop.hasOneAmount && chance.percent(25) ? chance.between(2, 4) : 1;
    const unit = price[currency];
    const discount =
      !shop.hasOneAmount && chance.percent(20)
        ? Math.floor((unit * quantity * chance.between(5, 30)) / 100)
        : 0;
    const rate = shop.hasOneAmount ? 0 : TAX_RATES[currency];
    const priced = unit * quantity - discount;
    const tax = Math.floor((priced * rate) / (taxIncluded ? 10_000 + rate : 10_000));
    return { id: index + 1, sku, title, quantity, unit, discount, tax };
  });
}

const GIFT_CARD: Readonly<Record<SampleCurrency, number>> = { USD: 5_000, EUR: 5_000, JPY: 8_000 };

/**
 * The same orders with what happens to some of them later, or beside: exchanges and gift cards at the web shop, disputes
 * at the checkout. Only to orders without refunds and of shoppers who say nothing of themselves.
 */
export function withHappenings(
  orders: readonly Order[],
  { at }: DaySeed,
  mayRefund: (order: Order) => boolean,
): Order[] {
  const end = Date.parse(at);
  return orders.map((order) => {
    const isPlain = order.shopper === undefined && order.refunds.length === 0 && mayRefund(order);
    if (order.source === "shopify" && order.number % 9 === 0) {
      return { ...order, giftCard: GIFT_CARD[order.currency] };
    }
    if (!isPlain || baseOf(order) < 2_000) return order;
    const later = instantAt(Math.floor((Date.parse(order.placedAt) + end) / 2));
    if (order.source === "shopify" && order.number % 3 !== 0) return exchanged(order, later);
    if (order.source !== "stripe" || order.number % 5 === 0) return order;
    const dispute = { kind: "dispute" as const, amount: paidOf(order), isWon: order.number % 2 === 0 };
    return { ...order, refunds: [{ id: 1, at: later, ...dispute }] };
  });
}

const RECEIPT_PERCENT = 70;
/** Causes that no pool matches which runs out. */
const PICKED_CAUSES: readonly (readonly [string, number])[] = [
  ["open-paths", 3],
  ["mountain-rescue", 2],
  ["native-seeds", 1],
];

/**
 * The same orders with the cause that whoever holds the receipt picks: at tills without a shopper's name, where nobody chose, no
 * pool matches the default cause, and something is left of the gift whenever the pick comes.
 */
export function withPicks(orders: readonly Order[], { seed }: DaySeed): Order[] {
  const chance = chanceFrom(seed + 3);
  return orders.map((order) => {
    const { source, store, shopper, cause, refunds } = order;
    const picks = chance.percent(RECEIPT_PERCENT);
    const claimed = chance.weighted(PICKED_CAUSES);
    const isTill = source === "standard" && store !== "harbour-street" && shopper === undefined;
    return isTill && cause === undefined && refunds.length === 0 && picks ? { ...order, claimed } : order;
  });
}

/** The first line goes back, and another like it is added, dearer by a tenth. */
function exchanged(order: Order, at: string): Order {
  const [first] = order.lines;
  if (first === undefined) return order;
  const id = order.lines.length + 1;
  const dearer = (amount: number) => amount + Math.floor(amount / 10);
  const added = { ...first, id, unit: dearer(first.unit), discount: 0, tax: dearer(first.tax) };
  const lines = [{ id: first.id, quantity: first.quantity }];
  return {
    ...order,
    lines: [...order.lines, added],
    exchange: { at, line: id },
    refunds: [{ id: 1, at, kind: "lines", lines, roundUp: 0 }],
  };
}

const REFUND_PERCENT = 9;

/**
 * The same orders, about one in twelve with refunds. `mayRefund` leaves out orders that a pool matches which runs
 * out: what a refund takes back of them depends on which gift came first, which is not known beforehand.
 */
export function withRefunds(
  orders: readonly Order[],
  { seed, at }: DaySeed,
  mayRefund: (order: Order) => boolean,
): Order[] {
  const chance = chanceFrom(seed + 1);
  return orders.map((order) => {
    const chosen = chance.percent(REFUND_PERCENT);
    if (!chosen || !mayRefund(order) || baseOf(order) < 100) return order;
    return { ...order, refunds: refundsOf(order, Date.parse(at), chance) };
  });
}

function refundsOf(order: Order, end: number, chance: Chance): OrderRefund[] {
  const placed = Date.parse(order.placedAt);
  const times = [chance.between(placed + 30_000, end), chance.between(placed + 30_000, end)]
    .toSorted((a, b) => a - b)
    .map(instantAt);
  const [first = order.placedAt, second = order.placedAt] = times;
  const shop = sampleShopOf(order.source);
  const whole = paidOf(order);
  const part = Math.max(1, Math.floor((whole * chance.between(10, 60)) / 100));
  const kind = chance.weighted(shop.refunds);
  switch (kind) {
    case "full":
    case "cancelled":
      return [{ id: 1, at: first, kind }];
    case "amount":
      return [{ id: 1, at: first, kind, amount: part }];
    case "twoAmounts":
      return [
        { id: 1, at: first, kind: "amount", amount: part },
        // Half of them come to the whole in the end.
        {
          id: 2,
          at: second,
          kind: "amount",
          amount: chance.percent(50) ? whole - part : Math.max(1, Math.floor((whole - part) / 3)),
        },
      ];
    case "lines": {
      const lines = order.lines
        .slice(0, chance.between(1, order.lines.length))
        .map((line) => ({
          id: line.id,
          quantity: chance.between(1, line.quantity),
          worth: goodsOf(line, order.taxIncluded),
        }))
        .filter(({ worth }) => worth > 0)
        .map(({ id, quantity }) => ({ id, quantity }));
      return [{ id: 1, at: first, kind, lines, roundUp: chance.percent(30) ? order.roundUp : 0 }];
    }
  }
}
