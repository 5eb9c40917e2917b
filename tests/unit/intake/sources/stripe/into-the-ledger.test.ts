import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NormalisedEvent } from "../../../../../core/intake/shop-system/payload.ts";
import { ledgerWorld } from "../../../../support/ledger-spec.ts";
import {
  stripeDispute,
  stripeInvoice,
  stripeInvoicePayment,
  stripePayment,
  stripeRefund,
} from "../../../../support/stripe-events.ts";
import { stripeCharge, stripeSession } from "../../../../support/webhooks.ts";
import { stripeEvents } from "./reading.ts";

type World = ReturnType<typeof ledgerWorld>;

/** Delivers an event as give-share does: what the ledger answers to be applied is applied. */
async function deliver(world: World, event: NormalisedEvent): Promise<string> {
  const { give, link, refund } = world;
  if (event.kind === "refund") return (await refund(event.refund)).outcome;
  if (event.kind !== "purchase" && event.kind !== "link") return event.kind;
  const recorded =
    event.kind === "link" ? await link(event.link) : await give({ ...event.purchase, identities: [] });
  for (const early of "early" in recorded ? recorded.early : []) await refund(early);
  return recorded.outcome;
}

async function ledgerOf(bodies: readonly unknown[]) {
  const world = ledgerWorld();
  const outcomes: string[] = [];
  for (const event of bodies.flatMap(stripeEvents)) outcomes.push(await deliver(world, event));
  const net = world.ledger.entries.flatMap(({ parts }) => parts).reduce((sum, { minor }) => sum + minor, 0);
  return { net, outcomes, purchases: world.ledger.accruals().length };
}

/** Each of the bodies at least once, in any order, some of them twice. */
function inAnyOrder(...bodies: readonly unknown[]) {
  const all = fc.shuffledSubarray([...bodies], { minLength: bodies.length });
  const again = fc.subarray([...bodies]);
  return fc.tuple(all, again).map(([once, more]) => [...once, ...more]);
}

async function always(bodies: fc.Arbitrary<unknown[]>, expected: { net: number; purchases: number }) {
  await fc.assert(
    fc.asyncProperty(bodies, async (sent) => {
      const { net, purchases, outcomes } = await ledgerOf(sent);
      expect({ net, purchases }).toEqual(expected);
      expect(outcomes).not.toContain("conflict");
    }),
    { numRuns: 25 },
  );
}

const HOUR = 3_600;
const at = 1_795_400_000;

describe("what Stripe sends of one sale, in any order and more than once,", () => {
  const subscribed = {
    mode: "subscription",
    payment_intent: null,
    invoice: "in_1P",
    amount_subtotal: 5_000,
    amount_total: 6_000,
    total_details: { amount_tax: 1_000 },
    shipping_cost: null,
  };
  const first = {
    billing_reason: "subscription_create",
    total: 6_000,
    total_excluding_tax: 5_000,
    lines: { data: [] },
  };
  const invoicePayment = stripePayment({
    automatic_payment_methods: null,
    payment_details: { order_reference: "in_1P" },
    metadata: {},
  });

  test("gives once for a subscription's session and first invoice", async () => {
    const bodies = [stripeSession(subscribed), stripeInvoice(first), stripeInvoicePayment(), invoicePayment];
    await always(inAnyOrder(...bodies), { net: 100, purchases: 1 });
  });

  test("takes a subscription's refund back, which names its payment alone", async () => {
    const half = stripeCharge({ amount_refunded: 3_000 });
    const bodies = [stripeSession(subscribed), stripeInvoice(first), stripeInvoicePayment(), half];
    await always(inAnyOrder(...bodies), { net: 50, purchases: 1 });
  });

  test("takes a refund back once, by the charge's sum, by its own id, or by both", async () => {
    const sum = stripeCharge({ amount_refunded: 2_190 });
    const one = stripeRefund({ status: "succeeded", amount: 2_190, created: at }, "refund.created");
    for (const refunds of [[sum], [one], [sum, one]]) {
      await always(inAnyOrder(stripeSession(), ...refunds), { net: 60, purchases: 1 });
    }
  });

  test("gives back what a refund that failed had taken, and counts the next one alone", async () => {
    const taken = stripeRefund({ status: "pending", amount: 2_190, created: at }, "refund.created");
    const failed = { ...stripeRefund({ amount: 2_190, created: at }), created: at + HOUR };
    const next = { id: "re_4P", status: "succeeded", amount: 1_095, created: at + 2 * HOUR };
    const sums = [
      { ...stripeCharge({ amount_refunded: 2_190 }), created: at },
      { ...stripeCharge({ amount_refunded: 1_095 }), created: at + 2 * HOUR },
    ];
    await always(inAnyOrder(stripeSession(), taken, failed), { net: 100, purchases: 1 });
    await always(inAnyOrder(stripeSession(), failed, ...sums), { net: 80, purchases: 1 });
    const singles = [taken, stripeRefund(next, "refund.created")];
    await always(inAnyOrder(stripeSession(), failed, ...singles, ...sums), { net: 80, purchases: 1 });
  });

  test("takes a dispute back, beside a refund, and gives it back when it is won", async () => {
    const began = { ...stripeDispute("needs_response", undefined, { amount: 3_285 }), created: at };
    const withdrawn = {
      ...stripeDispute("needs_response", "charge.dispute.funds_withdrawn", { amount: 3_285 }),
      created: at,
    };
    const won = { ...stripeDispute("won", "charge.dispute.closed", { amount: 3_285 }), created: at + HOUR };
    const refund = stripeRefund({ status: "succeeded", amount: 2_190, created: at }, "refund.created");
    const sum = stripeCharge({ amount_refunded: 2_190 });
    await always(inAnyOrder(stripeSession(), began, withdrawn), { net: 40, purchases: 1 });
    await always(inAnyOrder(stripeSession(), began, refund, sum), { net: 0, purchases: 1 });
    await always(inAnyOrder(stripeSession(), began, won), { net: 100, purchases: 1 });
    await always(inAnyOrder(stripeSession(), began, won, refund, sum), { net: 60, purchases: 1 });
  });

  test("never gives for a session's payment beside the session, even if the shop marked it as ours", async () => {
    await fc.assert(
      fc.asyncProperty(inAnyOrder(stripeSession(), stripePayment()), async (sent) => {
        const { purchases, net } = await ledgerOf(sent);
        expect(purchases).toBe(1);
        expect([100, 122]).toContain(net);
      }),
    );
  });
});
