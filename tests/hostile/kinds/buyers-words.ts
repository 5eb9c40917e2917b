import * as fc from "fast-check";
import { expect } from "vitest";
import { PurchaseCompleted } from "../../../core/events/catalog.ts";
import type { WholeSource } from "../../../core/intake/sources/registry.ts";
import { Purchase } from "../../../core/model/purchase.ts";
import type { Order } from "../../../demo/facts.ts";
import type { Message } from "../../../demo/message.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { oddText } from "../../support/fuzz-probe.ts";
import { kind } from "../kind.ts";
import { order } from "../orders.ts";
import { type ShopMutation, shopWorld } from "../shop-world.ts";
import { editedBody, verdictOf } from "../webhook-body.ts";

const NAMES = [
  ...[
    "Wellspring round-up",
    "wellspring_round_up",
    "WELLSPRING ROUND UP",
    "wellspring-round-up",
    " Wellspring  Round-Up ",
  ],
  ...[
    "Ｗellspring round-up",
    "wellspring\u200b_round_up",
    "Wellspring\u00a0round\u2011up",
    "wellspring_round_up\u0000",
  ],
  ...[
    "_wellspring_round_up",
    "round-up",
    "Round up for your cause",
    "tip",
    "Tip",
    "Trinkgeld",
    "Gift card",
    "gift_card",
  ],
  ...["donation", "wellspring_tip", "test", "wellspring_test", "__proto__", "refund", "shipping"],
];
const word = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...NAMES) }, oddText);
const value = fc.oneof(
  fc.constantFrom("500.00", "50000", "1", "-1", "true", "wellspring_round_up=500.00", ""),
  word,
);
export const said = fc.array(fc.tuple(word, value), { minLength: 1, maxLength: 3 });
export type Said = readonly (readonly [string, string])[];

type Edit = (order: Record<string, unknown>, words: Said) => void;
const list = (from: unknown): Record<string, unknown>[] => (Array.isArray(from) ? from : []);
const shownAs = (words: Said) => words.map(([name, one]) => `${name}: ${one}`).join("\n");

/** Where each shop system keeps what its storefront's visitors typed, or what their browser sent for them. */
const PLACES: Readonly<Record<WholeSource, readonly Edit[]>> = {
  shopify: [
    (order, words) => {
      for (const line of list(order["line_items"]))
        line["properties"] = words.map(([name, one]) => ({ name, value: one }));
    },
    (order, words) => {
      order["note_attributes"] = words.map(([name, one]) => ({ name, value: one }));
    },
    (order, words) => {
      order["note"] = shownAs(words);
      order["shipping_address"] = { name: shownAs(words), company: words[0]?.[0] };
    },
  ],
  woocommerce: [
    (order, words) => {
      for (const line of list(order["line_items"]))
        line["meta_data"] = words.map(([key, one], id) => ({
          id,
          key,
          value: one,
          display_key: key,
          display_value: one,
        }));
    },
    (order, words) => {
      order["customer_note"] = shownAs(words);
      order["billing"] = { ...Object(order["billing"]), first_name: words[0]?.[0], company: words[0]?.[1] };
    },
  ],
  stripe: [
    (order, words) => {
      order["custom_fields"] = words.map(([key, one]) => ({
        key,
        label: { type: "custom", custom: key },
        type: "text",
        text: { value: one },
      }));
    },
    (order, words) => {
      order["client_reference_id"] = words[0]?.[0];
      order["customer_details"] = { ...Object(order["customer_details"]), name: shownAs(words) };
    },
  ],
  square: [
    (order, words) => {
      order["note"] = shownAs(words);
    },
    (order, words) => {
      order["shipping_address"] = { first_name: words[0]?.[0], address_line_1: shownAs(words) };
    },
  ],
  zettle: [
    (order, words) => {
      for (const product of list(order["products"])) product["comment"] = shownAs(words);
    },
  ],
  adyen: [
    (order, words) => {
      const metadata = Object.fromEntries(words.map(([name, one]) => [`metadata.${name}`, one]));
      order["additionalData"] = { ...Object(order["additionalData"]), ...metadata };
    },
  ],
  standard: [
    (order, words) => {
      order["cause"] = words[0]?.[0];
    },
  ],
};

/** A purchase whose buyer says more, where its shop lets them; the cause that it names stays. */
export function spokenBody({ source }: Order, plain: Message, words: Said): string {
  const [put] = ["shopify", "woocommerce", "stripe"].includes(source) ? PLACES[source] : [];
  return put === undefined ? plain.body : editedBody(plain, (order) => put(order, words));
}

interface Input {
  readonly order: Order;
  readonly place: number;
  readonly words: Said;
}

const input = order.chain((one) =>
  fc.record({
    order: fc.constant(one),
    place: fc.nat({ max: PLACES[one.source].length - 1 }),
    words: said,
  }),
);

/** What of a purchase is money; the cause that it names is the buyer's to say. */
function moneyOf(world: ReturnType<typeof shopWorld>): unknown {
  return world.events
    .filter(({ contract }) => contract.name === PurchaseCompleted.name)
    .map(({ detail }) => {
      const {
        cause: _,
        causeUnread: __,
        identities: ___,
        ...money
      } = Purchase.parse(Object(detail).purchase);
      return money;
    });
}

async function unmoved(mutation: ShopMutation, { order: one, place, words }: Input) {
  const plain = messagesOf(one).purchase;
  const spoken = { ...plain, body: editedBody(plain, (body) => PLACES[one.source][place]?.(body, words)) };
  const genuine = shopWorld();
  await genuine.deliver(plain);
  const world = shopWorld(mutation);
  const answer = await world.deliver(spoken);
  const verdict = verdictOf(answer);
  // A till's note is its cashier's: one that names a round-up which the brand does not is kept for a person.
  if (one.source === "square" && verdict === "quarantined") return verdict;
  expect(moneyOf(world), `the money of a purchase whose buyer says more (${answer.body})`).toEqual(
    moneyOf(genuine),
  );
  return verdict;
}

export const buyersWords = kind<ShopMutation, Input>({
  name: "buyer's words about money",
  share: 12,
  input,
  product: {},
  shown: ({ order: { source, number }, place, words }) => ({ source, number, place, words }),
  tried: unmoved,
  mutants: {
    "the rule that a buyer's words are none": {
      publish: (events, { body }) =>
        events.map(({ contract, detail }) => {
          const { purchase } = Object(detail);
          const isSaid = /"properties":\[\{"name":"wellspring|"note":"[^"]*wellspring/i.test(body.toString());
          const taken = { ...purchase, roundUp: purchase?.base, base: 0, lines: [] };
          return { contract, detail: isSaid && purchase ? { ...Object(detail), purchase: taken } : detail };
        }),
    },
  },
});
