import { describe, expect, test } from "vitest";
import { type AskShop, ShopRefusedError } from "../../../../../core/intake/shop-system/order-list.ts";
import type { NormalisedEvent } from "../../../../../core/intake/shop-system/payload.ts";
import { stripeLookUp } from "../../../../../core/intake/sources/stripe/look-up.ts";
import { eventsOfWebhook } from "../../../../../core/intake/webhook/read-webhook.ts";
import { stripeInvoice, stripeLine, stripePayment } from "../../../../support/stripe-events.ts";
import { NOW, ROUND_UP, stripeSession } from "../../../../support/webhooks.ts";
import { stripeEvents } from "./reading.ts";

type Json = Record<string, unknown>;

const access = { origin: "https://api.stripe.com", accessToken: "rk_live_invented" };
const now = "2026-11-24T00:00:00Z";
const none = { object: "list", data: [], has_more: false };

/** Stripe's API in version 2025-03-31: an answer for each path with its query, an empty list for all others. */
function stripeApi(answers: Readonly<Record<string, Json>>) {
  const asked: { path: string; headers: Readonly<Record<string, string>> }[] = [];
  const ask: AskShop = async (url, headers, schema) => {
    const path = decodeURIComponent(url.pathname + url.search);
    asked.push({ path, headers });
    return { body: schema.parse(answers[path] ?? none), headers: new Headers() };
  };
  return { ask, asked };
}

async function lookedUp(event: NormalisedEvent | undefined, ask: AskShop) {
  const purchase = event?.kind === "ignored" ? event.ask : event;
  if (purchase?.kind !== "purchase" || !purchase.lookUp) throw new Error("nothing is looked up");
  const facts = { kind: "purchase" as const, purchase: purchase.purchase };
  const request = { connection: "checkout", access, lookUp: purchase.lookUp, facts, now, roundUp: ROUND_UP };
  return await stripeLookUp(ask, request);
}

const item = (id: string, amount_total: number, amount_tax: number, more: Json = {}) => ({
  id,
  object: "item",
  amount_subtotal: amount_total - amount_tax,
  amount_discount: 0,
  amount_total,
  amount_tax,
  quantity: 1,
  description: `Item ${id}`,
  price: { id: `price_${id}` },
  ...more,
});

const LINES = "/v1/checkout/sessions/cs_live_a1/line_items?limit=100";

describe("a Stripe session that is looked up", () => {
  const [session] = stripeEvents(stripeSession());

  test("has its lines, each without its own tax, and is asked for with the token", async () => {
    const data = [item("li_1", 3_300, 300, { quantity: 3 }), item("li_2", 2_175, 175)];
    const { ask, asked } = stripeApi({ [LINES]: { data, has_more: false } });
    expect(await lookedUp(session, ask)).toMatchObject([
      {
        purchase: {
          orderId: "pi_3P",
          base: 5_000,
          goodsGross: 5_475,
          paid: 6_075,
          lines: [
            { lineId: "li_1", sku: "price_li_1", quantity: 3, goods: 3_000 },
            { lineId: "li_2", sku: "price_li_2", quantity: 1, goods: 2_000 },
          ],
        },
      },
    ]);
    const headers = { authorization: "Bearer rk_live_invented", "stripe-version": "2025-03-31.basil" };
    expect(asked).toEqual([{ path: LINES, headers }]);
  });

  test("has the round-up that is sold as a line, once, whether its metadata name it too or not", async () => {
    const data = [item("li_1", 5_475, 475), item("li_r", 50, 0, { description: "Wellspring round-up" })];
    const { ask } = stripeApi({ [LINES]: { data, has_more: false } });
    for (const metadata of [{}, { wellspring_round_up: "50" }]) {
      const [paid] = stripeEvents(stripeSession({ metadata, amount_total: 6_125, amount_subtotal: 6_050 }));
      expect(await lookedUp(paid, ask)).toMatchObject([
        { purchase: { base: 5_000, roundUp: 50, lines: [{ lineId: "li_1", goods: 5_000 }] } },
      ]);
    }
  });

  test("is read to its last page", async () => {
    const first = Array.from({ length: 100 }, (_, index) => item(`li_${index}`, 50, 0));
    const { ask } = stripeApi({
      [LINES]: { data: first, has_more: true },
      [`${LINES}&starting_after=li_99`]: { data: [item("li_100", 75, 0)], has_more: false },
    });
    const [exact] = await lookedUp(session, ask);
    expect(exact).toMatchObject({ purchase: { base: 5_075 } });
    expect(exact?.kind === "purchase" && exact.purchase.lines).toHaveLength(101);
  });

  test("stays as its webhook said where Stripe lists no lines", async () => {
    const { ask } = stripeApi({});
    expect(await lookedUp(session, ask)).toMatchObject([{ purchase: { base: 5_000, lines: [] } }]);
  });
});

describe("a Stripe subscription that is looked up", () => {
  const invoice = stripeInvoice({ billing_reason: "subscription_create" });
  const object: Json = {
    ...invoice.data.object,
    payments: {
      data: [
        { status: "canceled", payment: { type: "payment_intent", payment_intent: "pi_0" } },
        { status: "paid", payment: { type: "payment_intent", payment_intent: "pi_3P" } },
      ],
    },
  };
  const INVOICE = "/v1/invoices/in_1P?expand[]=payments";
  const SESSION = "/v1/checkout/sessions?subscription=sub_1P&limit=1";

  test("is the same by its session and by its first invoice: lines, payment, cause and round-up", async () => {
    const session = stripeSession({
      mode: "subscription",
      payment_intent: null,
      invoice: "in_1P",
      amount_subtotal: 3_000,
      amount_total: 3_600,
      total_details: { amount_tax: 600 },
    });
    const metadata = { wellspring_cause: "wild-bees", wellspring_round_up: "100" };
    const { ask } = stripeApi({ [INVOICE]: object, [SESSION]: { data: [{ id: "cs_live_a1", metadata }] } });
    const byInvoice = await lookedUp(stripeEvents(invoice)[0], ask);
    expect(byInvoice).toMatchObject([
      {
        purchase: {
          orderId: "in_1P",
          aliases: ["pi_3P"],
          cause: "wild-bees",
          base: 2_900,
          roundUp: 100,
          lines: [
            { lineId: "il_1", goods: 1_933 },
            { lineId: "il_2", goods: 967 },
          ],
        },
      },
    ]);
    expect(await lookedUp(stripeEvents(session)[0], ask)).toEqual(byInvoice);
  });

  test("has all lines of an invoice whose event holds only some, and asks for no session at a renewal", async () => {
    const { ask, asked } = stripeApi({
      [INVOICE]: {
        ...object,
        billing_reason: "subscription_cycle",
        lines: { data: [stripeLine("il_1", 2_000)], has_more: true },
      },
      "/v1/invoices/in_1P/lines?limit=100": {
        data: [stripeLine("il_1", 2_000), stripeLine("il_2", 1_000)],
        has_more: false,
      },
    });
    const [renewal] = stripeEvents(stripeInvoice());
    const exact = await lookedUp(renewal, ask);
    expect(exact).toMatchObject([{ purchase: { lines: [{ lineId: "il_1" }, { lineId: "il_2" }] } }]);
    expect(asked).toHaveLength(2);
  });
});

describe("a Stripe payment of which nothing says what it pays for", () => {
  const unknown = stripePayment({ automatic_payment_methods: null, metadata: {} });
  const BY_SESSION = "/v1/checkout/sessions?payment_intent=pi_3P&limit=1";
  const BY_INVOICE =
    "/v1/invoice_payments?payment[type]=payment_intent&payment[payment_intent]=pi_3P&limit=1";

  test("counts where neither a session nor an invoice has it", async () => {
    const { ask, asked } = stripeApi({});
    const exact = await lookedUp(stripeEvents(unknown)[0], ask);
    expect(exact).toMatchObject([{ purchase: { orderId: "pi_3P", base: 6_075 } }]);
    expect(asked.map(({ path }) => path)).toEqual([BY_SESSION, BY_INVOICE]);
  });

  test.each([BY_SESSION, BY_INVOICE])("counts for nothing where %s has one", async (path) => {
    const { ask } = stripeApi({ [path]: { data: [{ id: "cs_live_a1" }], has_more: false } });
    expect(await lookedUp(stripeEvents(unknown)[0], ask)).toEqual([]);
    expect(await lookedUp(stripeEvents(stripePayment())[0], ask)).toEqual([]);
  });

  test("is an event that needs its look-up where the shop is asked, and is ignored where it is not", async () => {
    const webhook = { source: "stripe", connection: "checkout" } as const;
    const body = Buffer.from(JSON.stringify(unknown));
    const read = (lookUps: Set<string>) =>
      eventsOfWebhook({
        key: async () => "identity-key-".repeat(5),
        lookUps,
        roundUps: new Map(),
        now: () => NOW,
      })({
        ...webhook,
        body,
      });
    expect(await read(new Set())).toEqual({ outcome: "notNeeded", ignored: ["paymentOfUnknownKind"] });
    expect(await read(new Set(["stripe/checkout"]))).toMatchObject({
      outcome: "events",
      ignored: [],
      events: [
        { detail: { lookUp: { of: "payment", id: "pi_3P", needed: true }, purchase: { orderId: "pi_3P" } } },
      ],
    });
  });

  test("does not count when Stripe refuses to say", async () => {
    const refuse: AskShop = async () => {
      throw new ShopRefusedError("The shop's system answered 403");
    };
    await expect(lookedUp(stripeEvents(unknown)[0], refuse)).rejects.toThrow(ShopRefusedError);
  });
});
