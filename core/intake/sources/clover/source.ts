import { withoutRepeats } from "../../shop-system/repeated-header.ts";
import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { refusedSignature } from "../../shop-system/signature.ts";
import { verificationCodeOf } from "./verification.ts";

export const clover = {
  signature: {
    /**
     * Clover signs nothing: each webhook brings the same code, which the developer dashboard shows once its address is verified.
     * Whoever knows the code can make an order be asked for, and no more: what counts is what Clover answers.
     * https://docs.clover.com/dev/docs/webhooks
     */
    readHeader({ headers }) {
      const code = withoutRepeats(headers["x-clover-auth"] ?? "");
      if (code === "") return refusedSignature("noSignature");
      return { kind: "claimed", signatures: [code], sign: (key) => key };
    },
  },
  isPing: ({ body }) => verificationCodeOf(body) !== undefined,
  pingCode: ({ body }) => verificationCodeOf(body),
  normaliser: async () => (await import("./normalise.ts")).normaliseClover,
  fetchOrder: async () => (await import("./fetch-order.ts")).fetchCloverOrder,
  orderList: async () => (await import("./order-list.ts")).cloverOrders,
} satisfies ShopSystem;

export const cloverGuide: ShopSystemGuide = {
  name: "Clover",
  connect:
    "Developer Dashboard: make an app that may read orders, payments and customers, install it at the merchant, and verify the address under Webhooks; the key is its Clover Auth Code ([step by step](../../guides/clover.md))",
  topics: ["Orders"],
  reads: {
    base: "asked of the shop: price, modifiers and discounts of each line item, its share of the order's discounts taken off, without VAT; at most what was paid without tax; no tips, service charges, order fees or non-revenue items",
    cause: "in the order's note: `wellspring_cause=clean-rivers`",
    roundUp: "a line item that the stage names, by the id, code or SKU of its inventory item",
    order: "`id`, at `createdTime`; once `paymentState` says that it is paid",
    refund:
      "each refund of the order, by its part of the goods with their tax, without service charge; `REFUNDED`, or all payments voided: all. One that is missing later is given back",
  },
  orderListAccess: {
    token: "`<merchant id>:<API token>` of the merchant, which may read orders, payments and customers",
    origin: "https://api.clover.com, https://api.eu.clover.com or https://api.la.clover.com",
  },
  limits: [
    "Its webhooks name an order and say nothing of it: they count in a connection with `lookUp: true` and a token alone ([ask a shop](../../operating/shops.md#ask-a-shop-for-what-its-webhooks-leave-out)).",
    "It does not sign its webhooks: they bring a code that is always the same. Whoever has it can make us ask Clover for an order, and change nothing.",
    "An app has one address for all merchants, and a connection has the token of one: install the app at that merchant alone.",
    "Orders in test mode count for nothing.",
    "A manual refund names no sale, and takes nothing back.",
  ],
};
