import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSignedWith } from "../../../../../core/intake/shop-system/signature.ts";
import { adyen } from "../../../../../core/intake/sources/adyen/source.ts";
import { adyenBody, adyenChange, adyenItem, adyenSigned } from "../../../../support/adyen-events.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { SENDERS } from "../../../../support/senders.ts";
import { toldLedger } from "../../../../support/told-ledger.ts";
import { CANARIES, NOW } from "../../../../support/webhooks.ts";

const PAYMENT = "TF99881234567890";

function read(payload: unknown) {
  return normaliseWebhook("adyen", { connection: "kiosk", payload, now: NOW });
}

function events(...items: readonly Record<string, unknown>[]) {
  const result = read(adyenBody(items));
  if (result.outcome === "unusable") throw new Error(JSON.stringify(result.issues));
  return result.events;
}

function purchase(more: Record<string, unknown> = {}) {
  const [one] = events(adyenItem(more));
  if (one?.kind !== "purchase") throw new Error("no purchase");
  return one.purchase;
}

function refund(eventCode: string, more: Record<string, unknown> = {}) {
  const [one] = events(adyenChange(eventCode, more));
  if (one?.kind !== "refund") throw new Error("no refund");
  return one.refund;
}

describe("a payment at Adyen", () => {
  test("is what was paid, under its own reference, at the account that took it", () => {
    expect(purchase()).toEqual({
      source: "adyen",
      connection: "kiosk",
      orderId: PAYMENT,
      placedAt: "2026-11-22T13:35:45Z",
      currency: "EUR",
      store: "TarnfellKiosk",
      region: "US",
      base: 4_900,
      paid: 4_900,
      goodsGross: 4_900,
      roundUp: 0,
      lines: [],
      cause: "clean-rivers",
    });
  });

  test("was sold where it is delivered, else where it is billed, else in the country of the shopper", () => {
    const regionFor = (additionalData: Record<string, unknown>) => purchase({ additionalData }).region;
    const toNewYork = { "deliveryAddress.country": "US", "deliveryAddress.stateOrProvince": "NY" };
    const billed = { "billingAddress.country": "CA", "billingAddress.stateOrProvince": "ON" };
    expect(regionFor({ ...toNewYork, ...billed, shopperCountry: "GB" })).toBe("US-NY");
    expect(regionFor({ ...billed, shopperCountry: "GB" })).toBe("CA");
    expect(regionFor({ shopperCountry: "GB" })).toBe("GB");
    expect(regionFor({ shopperCountry: 7 })).toBeUndefined();
  });

  test("names its cause in the metadata, else in the merchant's reference, among other words", () => {
    expect(purchase({ additionalData: null })).not.toHaveProperty("cause");
    expect(
      purchase({ additionalData: {}, merchantReference: "1001 wellspring_cause=open-paths" }).cause,
    ).toBe("open-paths");
    expect(purchase({ additionalData: { "metadata.wellspring_cause": "ääää" } }).causeUnread).toBe(true);
  });

  test("gives nothing where a gift card pays: it gave when it was sold", () => {
    for (const paymentMethod of ["givex", "svs", "giftcard", "brand_gift_card"])
      expect(purchase({ paymentMethod })).toMatchObject({ base: 0, paid: 4_900 });
  });

  test.each([
    ["ISK", 279_000, 2_790],
    ["CLP", 199_050, 1_991],
    ["CVE", 250, 25_000],
    ["IDR", 50_000, 5_000_000],
    ["JPY", 1_200, 1_200],
    ["KWD", 12_345, 12_345],
  ])("of %s is read by Adyen's own units: %d is %d", (currency, value, minor) => {
    expect(purchase({ amount: { currency, value } }).paid).toBe(minor);
  });

  test("that failed, and everything of a test account, is left aside", () => {
    expect(events(adyenItem({ success: "false" }))).toEqual([]);
    for (const live of ["false", false, undefined])
      expect(read(adyenBody([adyenItem()], { live }))).toEqual({ outcome: "normalised", events: [] });
  });

  test("keeps nothing personal beside the person, and that is read", () => {
    const [one] = events(adyenItem());
    if (one?.kind !== "purchase") throw new Error("no purchase");
    const text = JSON.stringify(one.purchase);
    for (const canary of CANARIES) expect(text).not.toContain(canary);
    expect(one.person).toEqual({
      emails: ["ada.canary@example.com"],
      phones: ["212-555-0142"],
      cards: ["sq-1-CanaryFingerprint"],
      country: "US",
      customerCard: undefined,
      receiptNumbers: ["K-1001"],
    });
  });
});

describe("what becomes of a payment at Adyen", () => {
  test.each([
    ["REFUND", "TF99889876543210", { of: "paid", paid: 4_900 }],
    ["REFUND_FAILED", "TF99889876543210", { of: "voided" }],
    ["REFUNDED_REVERSED", "TF99889876543210", { of: "voided" }],
    ["CANCELLATION", "TF99889876543210", { of: "all" }],
    ["CANCEL_OR_REFUND", "TF99889876543210", { of: "all" }],
    ["CAPTURE_FAILED", "TF99889876543210", { of: "paid", paid: 4_900 }],
    ["EXPIRE", "TF99889876543210", { of: "paid", paid: 4_900 }],
    ["CHARGEBACK", `dispute:${PAYMENT}`, { of: "paid", paid: 4_900 }],
    ["SECOND_CHARGEBACK", `dispute:${PAYMENT}`, { of: "paid", paid: 4_900 }],
    ["SCHEME_ARBITRATION_LOST", `dispute:${PAYMENT}`, { of: "paid", paid: 4_900 }],
    ["CHARGEBACK_REVERSED", `dispute:${PAYMENT}`, { of: "voided" }],
    ["PREARBITRATION_WON", `dispute:${PAYMENT}`, { of: "voided" }],
    ["SCHEME_ARBITRATION_WON", `dispute:${PAYMENT}`, { of: "voided" }],
  ])("by %s is a refund of it", (eventCode, refundId, scope) => {
    expect(refund(eventCode)).toEqual({
      source: "adyen",
      connection: "kiosk",
      orderId: PAYMENT,
      refundId,
      refundedAt: "2026-11-23T09:00:00Z",
      currency: "EUR",
      scope,
    });
  });

  test.each([
    ["EXPIRE", PAYMENT],
    ["SECOND_CHARGEBACK", `dispute:${PAYMENT}`],
    ["CHARGEBACK_REVERSED", `dispute:${PAYMENT}`],
    ["PREARBITRATION_WON", `dispute:${PAYMENT}`],
    ["PREARBITRATION_LOST", `dispute:${PAYMENT}`],
    ["SCHEME_ARBITRATION_WON", `dispute:${PAYMENT}`],
    ["SCHEME_ARBITRATION_LOST", `dispute:${PAYMENT}`],
  ])("by %s is of the payment whose own reference it has", (eventCode, refundId) => {
    for (const originalReference of ["", null, undefined])
      expect(refund(eventCode, { pspReference: PAYMENT, originalReference })).toMatchObject({
        orderId: PAYMENT,
        refundId,
      });
  });

  test("by an arbitration that the shop won gives back what the chargeback took", async () => {
    const { tell, gift } = toldLedger("adyen");
    await tell(adyenBody([adyenItem()]));
    const given = gift();
    const at = (hour: number) => ({ eventDate: `2026-11-24T${hour}:00:00Z` });
    const ofThePayment = { pspReference: PAYMENT, originalReference: "" };
    await tell(adyenBody([adyenChange("CHARGEBACK", at(10))]));
    expect(gift()).toBe(0);
    await tell(adyenBody([adyenChange("CHARGEBACK_REVERSED", { ...ofThePayment, ...at(11) })]));
    expect(gift()).toBe(given);
    await tell(adyenBody([adyenChange("SECOND_CHARGEBACK", { ...ofThePayment, ...at(12) })]));
    expect(gift()).toBe(0);
    await tell(adyenBody([adyenChange("PREARBITRATION_WON", { ...ofThePayment, ...at(13) })]));
    expect(gift()).toBe(given);
  });

  test("does not happen where it did not succeed", () => {
    expect(
      events(adyenChange("REFUND", { success: "false" }), adyenChange("CHARGEBACK", { success: "false" })),
    ).toEqual([]);
  });

  test.each([
    ...["CAPTURE", "REQUEST_FOR_INFORMATION", "NOTIFICATION_OF_CHARGEBACK", "REPORT_AVAILABLE"],
    ...["ISSUER_COMMENTS", "PREARBITRATION_OPEN", "AUTORESCUE", "CANCEL_AUTORESCUE", "POSTPONED_REFUND"],
  ])("by %s moves no money of a customer's", (eventCode) => {
    expect(events(adyenChange(eventCode))).toEqual([]);
  });

  test("by an event that nobody reads is seen by an operator", () => {
    expect(events(adyenChange("AUTHORISATION_ADJUSTMENT"))).toEqual([
      { kind: "ignored", reason: "topicUnknown" },
    ]);
  });

  test("waits for a person where it names no payment", () => {
    expect(read(adyenBody([adyenChange("REFUND", { originalReference: null })])).outcome).toBe("unusable");
  });
});

describe("several events in one request of Adyen", () => {
  test("count together", () => {
    expect(events(adyenItem(), adyenChange("REFUND"), adyenItem({ pspReference: "OTHER" }))).toHaveLength(3);
  });

  test("wait for a person together when one of them cannot be read", () => {
    expect(
      read(adyenBody([adyenItem(), adyenItem({ pspReference: "OTHER", eventDate: "yesterday" })])).outcome,
    ).toBe("unusable");
  });
});

describe("a signature of Adyen", () => {
  const verifies = (body: unknown, secrets = SENDERS.adyen.secret) => {
    const signed = { headers: {}, body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) };
    const header = adyen.signature.readHeader(signed);
    return header.kind === "claimed" && isSignedWith(header, secrets);
  };
  const vector = (hmacSignature: string) =>
    adyenBody([
      {
        pspReference: "7914073381342284",
        merchantAccountCode: "TestMerchant",
        merchantReference: "TestPayment-1407325143704",
        amount: { value: 1_130, currency: "EUR" },
        eventCode: "AUTHORISATION",
        success: "true",
        additionalData: { hmacSignature },
      },
    ]);

  test.each([
    [
      "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056",
      "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=",
    ],
    [
      "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00",
      "Ny9gS2veKo5E4w8/OL6xz1/wvT/hYkAXy1xNc/QvO4I=",
    ],
  ])("is that of the maker's own examples, with the key %s", (key, signature) => {
    expect(verifies(vector(signature), { secrets: [key] })).toBe(true);
    expect(verifies(vector(signature.replace("C", "c").replace("N", "n")), { secrets: [key] })).toBe(false);
  });

  test("is of every event: one that is not signed, or by another key, spoils all", () => {
    const { key } = SENDERS.adyen;
    const two = JSON.parse(adyenSigned(JSON.stringify(adyenBody([adyenItem(), adyenChange("REFUND")])), key));
    expect(verifies(two)).toBe(true);
    const [first, second] = two.notificationItems;
    const forged = JSON.parse(
      adyenSigned(JSON.stringify(adyenBody([adyenItem({ pspReference: "FORGED" })])), "00".repeat(32)),
    );
    expect(verifies({ ...two, notificationItems: [first, ...forged.notificationItems] })).toBe(false);
    expect(verifies({ ...two, notificationItems: [second, first] })).toBe(true);
    expect(
      verifies({ ...two, notificationItems: [first, { NotificationRequestItem: adyenChange("REFUND") }] }),
    ).toBe(false);
  });

  test("has one reading: no part of what is signed reaches into the next", () => {
    const { key } = SENDERS.adyen;
    for (const more of [
      { pspReference: "A:B" },
      { originalReference: "A:B" },
      { merchantAccountCode: "A:B" },
      { eventCode: "A:B" },
    ])
      expect(verifies(adyenSigned(JSON.stringify(adyenBody([adyenItem(more)])), key))).toBe(false);
    expect(
      verifies(adyenSigned(JSON.stringify(adyenBody([adyenItem({ merchantReference: "A:B" })])), key)),
    ).toBe(true);
  });

  test("is not checked with a key that is none of Adyen's: it would be an empty one", () => {
    expect(adyen.signature.secretProblem({ secrets: ["not-hexadecimal"] })).toContain("hexadecimal");
    expect(adyen.signature.secretProblem(SENDERS.adyen.secret)).toBeUndefined();
  });
});

/** What each refund of a payment is of: it is the same in all that is said of it. A payment's disputes are one. */
const VALUES = [700, 1_300, 2_450];
const DISPUTED = 1_900;

/** `rank`: when it is delivered, whenever it happened. */
const change = fc.record({
  eventCode: fc.constantFrom("REFUND", "CHARGEBACK", "REFUND_FAILED", "CHARGEBACK_REVERSED", "CAPTURE"),
  of: fc.nat(2),
  rank: fc.nat(),
});

describe("any payment at Adyen", () => {
  test("comes to the same whatever order its events come in, how often, and in how many requests", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(change, { maxLength: 6, selector: ({ eventCode, of }) => `${eventCode} ${of}` }),
        fc.nat(),
        async (changes, rank) => {
          const told = [
            { item: adyenItem(), rank },
            ...changes.map(({ eventCode, of, rank: itsRank }, minute) => ({
              item: adyenChange(eventCode, {
                pspReference: `CHANGE${of}`,
                amount: {
                  value: eventCode.startsWith("CHARGEBACK") ? DISPUTED : VALUES[of],
                  currency: "EUR",
                },
                eventDate: `2026-11-23T10:0${minute}:00Z`,
              }),
              rank: itsRank,
            })),
          ];
          const together = toldLedger("adyen");
          await together.tell(adyenBody(told.map(({ item }) => item)));
          const apart = toldLedger("adyen");
          const delivered = told.toSorted((one, other) => one.rank - other.rank);
          for (const { item } of [...delivered, ...delivered]) await apart.tell(adyenBody([item]));
          expect([apart.orders(), apart.gift()]).toEqual([1, together.gift()]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("gives nothing once all of it went back, in parts of any size or as a whole", async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 4_800 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const ends = [...new Set([...at, 4_900])].toSorted((a, b) => a - b);
        const { tell, gift } = toldLedger("adyen");
        await tell(adyenBody([adyenItem()]));
        for (const [index, end] of ends.entries()) {
          expect(gift()).toBeGreaterThan(0);
          const value = end - (ends[index - 1] ?? 0);
          await tell(
            adyenBody([
              adyenChange("REFUND", { pspReference: `PART${index}`, amount: { value, currency: "EUR" } }),
            ]),
          );
        }
        expect(gift()).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
