/*
 * Clover as its documents describe it: notices that name orders of merchants, and an API that is asked for each. The people and
 * ids are invented.
 */

type Json = Record<string, unknown>;

export const MERCHANT = "TESTMERCHANT1";
export const ORDER = "TESTORDER0001";
/** 2026-11-22T13:35:45Z */
export const PLACED_MS = 1_795_354_545_000;

export const elements = (...list: readonly unknown[]) => ({ elements: list });

export function cloverNotice(orders: readonly string[] = [ORDER], merchant = MERCHANT) {
  const changed = orders.map((id) => ({ objectId: `O:${id}`, type: "UPDATE", ts: PLACED_MS }));
  return { appId: "TESTAPP000001", merchants: { [merchant]: changed } };
}

/** A mug and a map for 15.00 and 12.00, 10 % tax on top, and a tip of 3.00, all paid by card. */
export function cloverOrder(more: Json = {}): Json {
  return {
    id: ORDER,
    currency: "USD",
    total: 2_970,
    paymentState: "PAID",
    state: "locked",
    testMode: false,
    isVat: false,
    taxRemoved: false,
    title: "Table 4",
    note: "No sugar. wellspring_cause=clean-rivers",
    createdTime: PLACED_MS,
    modifiedTime: PLACED_MS + 25_000,
    payments: elements(cloverPayment()),
    ...more,
  };
}

export function cloverPayment(more: Json = {}): Json {
  return { id: "TESTPAYMENT01", result: "SUCCESS", amount: 2_970, taxAmount: 270, tipAmount: 300, ...more };
}

export function cloverLine(more: Json = {}): Json {
  return {
    id: "TESTLINE00001",
    item: { id: "TESTITEM00001" },
    itemCode: "MUG",
    name: "Mug",
    price: 1_500,
    printed: false,
    exchanged: false,
    refunded: false,
    isRevenue: true,
    taxRates: elements({ id: "TESTRATE00001", name: "Tax", rate: 1_000_000 }),
    ...more,
  };
}

export const aCloverMap = (more: Json = {}) =>
  cloverLine({
    ...{ id: "TESTLINE00002", item: { id: "TESTITEM00002" }, itemCode: "MAP", name: "Map", price: 1_200 },
    ...more,
  });

/** The mug goes back, with its tax. */
export function cloverRefund(more: Json = {}): Json {
  return {
    id: "TESTREFUND001",
    amount: 1_650,
    taxAmount: 150,
    createdTime: PLACED_MS + 140_000,
    payment: { id: "TESTPAYMENT01" },
    ...more,
  };
}

/** What a merchant's API says of one order at a time. */
export interface CloverState {
  readonly order: Json;
  readonly lines: readonly Json[];
  readonly voids?: readonly Json[];
}

const CUSTOMERS = elements({
  id: "TESTCUSTOMER1",
  firstName: "Ada",
  lastName: "Canary",
  emailAddresses: elements({ emailAddress: "ada.canary@example.com" }),
  phoneNumbers: elements({ phoneNumber: "+12125550142" }),
});

/** The answer to one question. It expands what is asked for, three fields at most, and leaves out the rest. */
export function cloverAnswer({ order, lines, voids = [] }: CloverState, url: URL): unknown {
  const expanded = (url.searchParams.get("expand") ?? "").split(",");
  if (expanded.length > 3) throw new Error("Clover expands three fields of a question");
  if (url.pathname.endsWith("/line_items")) return elements(...lines);
  const { payments, refunds, discounts, ...plain } = order;
  return {
    ...plain,
    ...(expanded.includes("payments") && { payments }),
    ...(expanded.includes("refunds") && { refunds }),
    ...(expanded.includes("discounts") && { discounts }),
    ...(expanded.includes("voids") && { voids: elements(...voids) }),
    ...(expanded.includes("customers.emailAddresses") && { customers: CUSTOMERS }),
  };
}
