import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardWarnings } from "../../../../core/intake/sources/standard/warnings.ts";
import { CARD_TOKEN_BYTES, cardTokenOf } from "../../../../core/model/customer-card.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { adyenBody, adyenItem } from "../../../support/adyen-events.ts";
import { normaliseWebhook } from "../../../support/normalise-webhook.ts";
import {
  shopifyOrder,
  squarePayment,
  standardPurchase,
  zettleBody,
  zettleProduct,
  zettleSale,
} from "../../../support/webhooks.ts";

const CARD = "W0W3GE1R70W3GE1R70W3GE1R70W";

function cardOf(source: Source, payload: unknown, topic?: string) {
  const read = normaliseWebhook(source, { connection: "pos", topic, payload, now: "2026-11-24T00:00:00Z" });
  if (read.outcome === "unusable") throw new Error(JSON.stringify(read.issues));
  const [card] = read.events.flatMap((event) =>
    event.kind === "purchase" ? [event.person.customerCard] : [],
  );
  return card;
}
const ofShopify = (more: Readonly<Record<string, unknown>>) =>
  cardOf("shopify", shopifyOrder(more), "orders/paid");
const ofSquare = (more: Readonly<Record<string, unknown>>) => cardOf("square", squarePayment(more));

describe("a customer's own card", () => {
  test("is read where each system has room for what a scanner types", () => {
    expect(cardOf("standard", standardPurchase({ card: CARD }))).toBe(CARD);
    expect(ofShopify({ note_attributes: [{ name: "wellspring_card", value: CARD }] })).toBe(CARD);
    expect(ofShopify({ note_attributes: { "Wellspring card": CARD.toLowerCase() } })).toBe(CARD);
    expect(ofShopify({ note: `gift wrap, ${CARD} please` })).toBe(CARD);
    expect(ofSquare({ reference_id: CARD })).toBe(CARD);
    expect(ofSquare({ note: `wellspring_cause=clean-rivers ${CARD}` })).toBe(CARD);
    const sale = zettleSale({
      products: [zettleProduct({ comment: `wellspring_cause=clean-rivers ${CARD}` })],
    });
    expect(cardOf("zettle", JSON.parse(zettleBody(JSON.stringify(sale))))).toBe(CARD);
    for (const item of [
      { additionalData: { "metadata.wellspring_card": CARD } },
      { merchantReference: `1001 ${CARD}` },
    ])
      expect(cardOf("adyen", adyenBody([adyenItem(item)]))).toBe(CARD);
  });

  test("is none in what tills write otherwise", () => {
    for (const note of [null, "", "Wrap it", `X${CARD}`, `${CARD}9`, "b1946ac92492d2347c6235b4d2611184", 7]) {
      expect(ofShopify({ note })).toBeUndefined();
      expect(ofSquare({ note, reference_id: note })).toBeUndefined();
    }
  });

  test("is found between any words", () => {
    const bytes = fc.uint8Array({ minLength: CARD_TOKEN_BYTES, maxLength: CARD_TOKEN_BYTES });
    const words = fc.string({ maxLength: 40 }).filter((text) => !/[0-9a-z]$/i.test(text));
    fc.assert(
      fc.property(bytes, words, words, fc.constantFrom("", "]Q1", "]Q3"), (random, before, after, kind) => {
        const card = cardTokenOf(random);
        expect(ofShopify({ note: `${before}${kind}${card} ${after}` })).toBe(card);
      }),
      { numRuns: 50 },
    );
  });

  test("is warned of in our own format when it cannot be one, and not when it is none or one", () => {
    const said = (card: unknown) => standardWarnings(standardPurchase({ card }));
    expect(said("4006381333931")).toMatchObject([{ kind: "unknownCard", path: "data.card" }]);
    for (const card of [CARD, `]Q1${CARD}`, "", null, undefined]) expect(said(card)).toEqual([]);
  });
});
