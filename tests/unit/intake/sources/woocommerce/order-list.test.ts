import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AskShop,
  type Listed,
  ShopRefusedError,
} from "../../../../../core/intake/shop-system/order-list.ts";
import { woocommerceOrders } from "../../../../../core/intake/sources/woocommerce/order-list.ts";
import { wooPage } from "../../../../support/shop.ts";
import { wooOrder } from "../../../../support/webhooks.ts";

const SPAN = { from: "2026-11-19T13:40:00Z", to: "2026-11-22T12:40:00Z" };
const ACCESS = { origin: "https://shop.example.com", accessToken: "ck_invented:cs_for_tests" };
const HOUR_MS = 3_600_000;
const hoursAfter = (hours: number) =>
  new Date(Date.parse(SPAN.from) + hours * HOUR_MS).toISOString().slice(0, 19);

interface Order {
  readonly id: number;
  date_modified_gmt: string | null;
}
type Asked = { readonly url: URL; readonly headers: Readonly<Record<string, string>> };

/** A shop in memory; `between` happens after each page, and `answers` is the header that says how many pages there are. */
function shopOf(
  orders: Order[],
  {
    between = () => {},
    answers = (pages: number): HeadersInit => ({ "x-wp-totalpages": String(pages) }),
  } = {},
) {
  const asked: Asked[] = [];
  const ask: AskShop = async (url, headers, schema) => {
    asked.push({ url, headers });
    const { orders: found, pages } = wooPage(
      orders.map((order) => ({ ...order })),
      url.searchParams,
    );
    between();
    return { body: schema.parse(found), headers: new Headers(answers(pages)) };
  };
  return { ask, asked };
}

async function walk(ask: AskShop): Promise<Listed[]> {
  const pages: Listed[] = [];
  let cursor: string | undefined;
  do {
    const page = await woocommerceOrders(ask, { connection: "blog", access: ACCESS, span: SPAN, cursor });
    pages.push(page);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

const listedIds = (pages: readonly Listed[]) =>
  pages.flatMap(({ webhooks }) => webhooks.map(({ body }) => JSON.parse(body.toString()).id));

describe("WooCommerce's list", () => {
  test("is asked for orders of any state by their change, with the key in the header alone", async () => {
    const { ask, asked } = shopOf([]);
    await walk(ask);
    expect(asked).toHaveLength(1);
    const [{ url, headers }] = asked as [Asked];
    expect(url.origin + url.pathname).toBe("https://shop.example.com/wp-json/wc/v3/orders");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      modified_after: "2026-11-18T13:40:00",
      dates_are_gmt: "true",
      status: "any",
      orderby: "id",
      order: "asc",
      per_page: "100",
      page: "1",
    });
    expect(headers).toEqual({ authorization: "Basic Y2tfaW52ZW50ZWQ6Y3NfZm9yX3Rlc3Rz" });
    expect(url.href).not.toMatch(/ck_|cs_/);
  });

  test("makes of each order the webhook of a change, as it is listed", async () => {
    const order = wooOrder({
      refunds: [{ id: 9, reason: "", total: "-5.00" }],
      date_modified_gmt: hoursAfter(3),
    });
    const [page] = await walk(async (_url, _headers, schema) => ({
      body: schema.parse([order]),
      headers: new Headers(),
    }));
    expect(page?.webhooks).toMatchObject([
      { source: "woocommerce", connection: "blog", topic: "order.updated" },
    ]);
    expect(JSON.parse(String(page?.webhooks[0]?.body))).toEqual(order);
  });

  test("leaves out what changed before the span and after it, and keeps what does not say when", async () => {
    const hours = [-2, -0.01, 0, 30, 71, 71.5];
    const orders: Order[] = hours.map((hour, index) => ({ id: index, date_modified_gmt: hoursAfter(hour) }));
    const { ask } = shopOf([...orders, { id: 99, date_modified_gmt: null }]);
    expect(listedIds(await walk(ask))).toEqual([2, 3, 4, 99]);
  });

  test.each([0, 1, 99, 100, 101, 200, 250])("of %i orders is read to its end", async (count) => {
    for (const answers of [undefined, () => ({}), () => ({ "x-wp-totalpages": "many" })]) {
      const orders = Array.from({ length: count }, (_, id) => ({ id, date_modified_gmt: hoursAfter(5) }));
      const { ask, asked } = shopOf(orders, answers && { answers });
      expect(new Set(listedIds(await walk(ask))).size).toBe(count);
      expect(asked.length).toBeLessThanOrEqual(Math.floor(count / 100) + 1);
    }
  });

  test("misses no order that changed in the span, whatever changes and comes while it is read", async () => {
    const change = fc.record({ order: fc.nat(449), hour: fc.integer({ min: 72, max: 80 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -20, max: 70 }), { minLength: 90, maxLength: 450 }),
        fc.array(fc.array(change, { maxLength: 60 }), { maxLength: 5 }),
        async (hours, changes) => {
          const orders: Order[] = hours.map((hour, id) => ({ id, date_modified_gmt: hoursAfter(hour) }));
          const waiting = [...changes];
          const between = () => {
            for (const { order, hour } of waiting.shift() ?? []) {
              const changed = orders[order];
              if (changed === undefined)
                orders.push({ id: 1_000 + orders.length, date_modified_gmt: hoursAfter(hour) });
              else changed.date_modified_gmt = hoursAfter(hour);
            }
          };
          const { ask } = shopOf(orders, { between });
          const listed = new Set(listedIds(await walk(ask)));
          // What changed meanwhile is in the span of the next night.
          const due = orders.filter(
            ({ date_modified_gmt: at }) => at !== null && at >= hoursAfter(0) && at <= hoursAfter(71),
          );
          expect(due.filter(({ id }) => !listed.has(id))).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("of a shop that lists all that it ever sold fails, before a word of it is read", async () => {
    const all: AskShop = async (_url, _headers, schema) => ({
      body: schema.parse([{ id: 1, date_modified_gmt: "2019-03-01T10:00:00" }]),
      headers: new Headers({ "x-wp-totalpages": "900" }),
    });
    const failure = walk(all);
    await expect(failure).rejects.toBeInstanceOf(ShopRefusedError);
    await expect(failure).rejects.toThrow("WooCommerce 5.8");
  });

  test.each(["0", "1", "-3", "2.5", "x", "https://elsewhere.example"])(
    "has no page %j: nothing is asked",
    async (cursor) => {
      const { ask, asked } = shopOf([]);
      const page = woocommerceOrders(ask, { connection: "blog", access: ACCESS, span: SPAN, cursor });
      await expect(page).rejects.toThrow();
      expect(asked).toEqual([]);
    },
  );
});
