import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ShopAccess } from "../../core/intake/shop-system/shop-access.ts";

/** Square, as far as it is asked for the order of a payment: each order is the same sale. */
export interface Shop {
  readonly access: ShopAccess;
  close(): Promise<void>;
}

const usd = (amount: number) => ({ amount, currency: "EUR" });

/** The payment that pays this order. */
export const paymentOf = (orderId: string): string => `${orderId}-payment`;

/** Two lines with their tax, as the Orders API of version 2026-07-15 shows them. */
function saleOf(id: string): object {
  const line = (uid: string, name: string, quantity: string, gross: number, tax: number) => ({
    uid,
    name,
    quantity,
    item_type: "ITEM",
    catalog_object_id: `TF-${uid}`,
    gross_sales_money: usd(gross),
    total_discount_money: usd(0),
    total_tax_money: usd(tax),
    total_money: usd(gross),
    applied_taxes: [{ uid: `${uid}-vat`, tax_uid: "vat", applied_money: usd(tax) }],
  });
  return {
    id,
    location_id: "mill-lane",
    state: "COMPLETED",
    line_items: [line("SOCKS", "Wool socks", "2", 3_990, 637), line("MUG", "Enamel mug", "1", 890, 142)],
    taxes: [{ uid: "vat", name: "VAT", type: "INCLUSIVE", percentage: "19" }],
    tenders: [{ id: paymentOf(id), payment_id: paymentOf(id), type: "CARD", amount_money: usd(4_880) }],
    net_amount_due_money: usd(0),
  };
}

export async function openShop(): Promise<Shop> {
  const server = createServer(({ url = "" }, response) => {
    const id = /^\/v2\/orders\/([^/?]+)$/.exec(url)?.[1];
    const [status, body] = id === undefined ? [404, {}] : [200, { order: saleOf(decodeURIComponent(id)) }];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    access: { origin: `http://127.0.0.1:${port}`, accessToken: "invented-for-the-bench" },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
