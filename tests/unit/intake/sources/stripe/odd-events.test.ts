import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  stripeCreditNote,
  stripeDispute,
  stripeInvoice,
  stripeInvoicePayment,
  stripePayment,
  stripeRefund,
} from "../../../../support/stripe-events.ts";
import { stripeCharge, stripeSession } from "../../../../support/webhooks.ts";
import { readStripe, stripeEvents } from "./reading.ts";

interface Body {
  readonly data: { readonly object: object };
}

const BODIES: readonly (readonly [string, Body])[] = [
  ["a session", stripeSession()],
  ["an invoice", stripeInvoice()],
  ["a payment of an invoice", stripeInvoicePayment()],
  ["a payment", stripePayment()],
  ["a refunded charge", stripeCharge()],
  ["a refund", stripeRefund()],
  ["a dispute", stripeDispute("lost")],
  ["a credit note", stripeCreditNote()],
];

/** Members that are read neither as money nor as identity of the sale, and some that Stripe may add. */
const OTHERS = [
  "customer_details",
  "customer_address",
  "shipping",
  "charges",
  "discounts",
  "custom_fields",
  "x",
];

function withMembers(body: Body, members: Readonly<Record<string, unknown>>): unknown {
  return { ...body, data: { ...body.data, object: { ...body.data.object, ...members } } };
}

describe.each(BODIES)("%s of Stripe", (_, body) => {
  test("says the same of money, whatever stands in members that are not money", () => {
    const facts = (payload: unknown) =>
      stripeEvents(payload).map((event) => {
        if (event.kind !== "purchase") return event;
        const { region: _, ...money } = event.purchase;
        return { ...event, purchase: money, person: undefined };
      });
    const members = fc.dictionary(fc.constantFrom(...OTHERS), fc.jsonValue());
    fc.assert(
      fc.property(members, (odd) => {
        expect(facts(withMembers(body, odd))).toEqual(facts(body));
      }),
    );
  });

  test("is read or named unusable, whatever stands anywhere in it: nothing throws", () => {
    const names = Object.keys(body.data.object);
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(-1, 1.5, 2 ** 53, Number.NaN, "", "pi_x", undefined),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 3 }), (members) => {
        expect(readStripe(withMembers(body, members)).outcome).toMatch(/^(normalised|unusable)$/);
      }),
      { numRuns: 300 },
    );
  });

  test("with an object for a round-up in its metadata, which cannot be a text, is kept for a person", () => {
    const body = stripeSession({ metadata: { wellspring_round_up: { toString: "x" } } });
    expect(readStripe(body).outcome).toBe("unusable");
  });
});
