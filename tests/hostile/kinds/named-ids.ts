import * as fc from "fast-check";
import { expect } from "vitest";
import { kind } from "../kind.ts";
import { type ShopMutation, shopWorld } from "../shop-world.ts";
import { type Spelled, spelled } from "../spelled.ts";
import { verdictOf } from "../webhook-body.ts";

interface Input {
  readonly named: Spelled;
  readonly place: "orderId" | "refundId" | "lineId" | "sku" | "store";
}

/** An order whose ids are its customer's address: a member is called by it, in a purchase and in a refund of it. */
function bodies({ named: { text }, place }: Input) {
  const name = (one: Input["place"], otherwise: string) => (one === place ? text : otherwise);
  const order = { orderId: name("orderId", "N-1"), placedAt: "2026-11-22T10:00:00Z", currency: "USD" };
  const line = { lineId: name("lineId", "1"), quantity: 1, goods: "20.00" };
  const purchase = {
    ...order,
    store: name("store", "mill-lane"),
    paid: "20.00",
    lines: [{ ...line, sku: name("sku", "TF") }],
  };
  const refund = {
    ...order,
    refundId: name("refundId", "R-1"),
    refundedAt: "2026-11-22T11:00:00Z",
    scope: { of: "goods", goods: "20.00", lines: [line] },
  };
  return [
    { type: "purchase.completed", data: purchase },
    { type: "purchase.refunded", data: refund },
  ].map((body, at) => ({
    source: "standard" as const,
    id: `msg_named_ids_${at}`,
    body: JSON.stringify(body),
  }));
}

/** Neither as it was written nor as it reads. */
function tracesIn(texts: readonly string[], { text, person }: Spelled): string[] {
  const traces = [JSON.stringify(text).slice(1, -1), person.email, person.phone, person.phone.slice(2)];
  return texts.flatMap((one) => traces.filter((trace) => one.toLowerCase().includes(trace.toLowerCase())));
}

async function hashed(mutation: ShopMutation, input: Input) {
  const world = shopWorld(mutation);
  const verdicts: ReturnType<typeof verdictOf>[] = [];
  for (const message of bodies(input)) verdicts.push(verdictOf(await world.deliver(message)));
  const kept = [...world.events.map(({ detail }) => detail), ...world.ledger.entries].map((one) =>
    JSON.stringify(one),
  );
  expect(tracesIn([...kept, ...world.logged], input.named)).toEqual([]);
  return verdicts[0] ?? "refused";
}

export const namedIds = kind<ShopMutation, Input>({
  name: "ids, SKUs and stores that are addresses",
  share: 7,
  input: fc
    .record({
      named: spelled,
      place: fc.constantFrom(
        "orderId" as const,
        "refundId" as const,
        "lineId" as const,
        "sku" as const,
        "store" as const,
      ),
    })
    // Ten or more digits without any sign are an order's number as well as a telephone's.
    .filter(({ named: { text, plain } }) => text.length <= 80 && !/^\p{Nd}+$/u.test(plain)),
  product: {},
  tried: hashed,
  mutants: {
    "the hash of what reads as an address": {
      publish: (events, { body }) =>
        events.map(({ contract, detail }) => {
          const { purchase } = Object(detail);
          const { orderId } = JSON.parse(body.toString()).data;
          return {
            contract,
            detail: purchase ? { ...Object(detail), purchase: { ...purchase, orderId } } : detail,
          };
        }),
    },
  },
});
