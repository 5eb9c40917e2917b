import { createHmac } from "node:crypto";

type Json = Record<string, unknown>;

/** A payment that Adyen authorised, with all that an account may have it send along. */
export function adyenItem(more: Json = {}) {
  return {
    additionalData: {
      shopperEmail: "ada.canary@example.com",
      shopperTelephone: "212-555-0142",
      shopperCountry: "US",
      shopperName: "[first name=Ada, last name=Canary]",
      alias: "sq-1-CanaryFingerprint",
      "metadata.wellspring_cause": "clean-rivers",
    } as Json,
    amount: { currency: "EUR", value: 4_900 },
    eventCode: "AUTHORISATION",
    eventDate: "2026-11-22T14:35:45+01:00",
    merchantAccountCode: "TarnfellKiosk",
    merchantReference: "K-1001",
    operations: ["CANCEL", "CAPTURE", "REFUND"],
    paymentMethod: "visa",
    pspReference: "TF99881234567890",
    reason: "033899:1111:03/2031",
    success: "true",
    ...more,
  };
}

/** What becomes of it: `eventCode` says what. */
export function adyenChange(eventCode: string, more: Json = {}) {
  const { additionalData: _, ...item } = adyenItem();
  return {
    ...item,
    eventCode,
    originalReference: item.pspReference,
    pspReference: "TF99889876543210",
    eventDate: "2026-11-23T10:00:00+01:00",
    ...more,
  };
}

/** The request around items; not signed yet. */
export function adyenBody(items: readonly Json[], more: Json = {}) {
  return {
    live: "true",
    notificationItems: items.map((item) => ({ NotificationRequestItem: item })),
    ...more,
  };
}

function signedText(item: Json): string {
  const amount = Object(item["amount"]);
  const ids = ["pspReference", "originalReference", "merchantAccountCode", "merchantReference"];
  return [
    ...ids.map((name) => item[name] ?? ""),
    amount.value,
    amount.currency,
    item["eventCode"],
    item["success"],
  ].join(":");
}

function itemsIn(body: unknown): readonly Json[] {
  const items: unknown = Object(body).notificationItems;
  return Array.isArray(items) ? items.map((one) => Object(Object(one).NotificationRequestItem)) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same body with each item signed. Any other text is the reference of an item that cannot be used, as it has no date. */
export function adyenSigned(text: string, key: string): string {
  const body = parsed(text);
  const items = itemsIn(body);
  if (items.length === 0) {
    const { eventDate: _, ...item } = adyenItem({ merchantReference: text, additionalData: {} });
    return adyenSigned(JSON.stringify(adyenBody([item])), key);
  }
  const signed = items.map((item) => ({
    NotificationRequestItem: {
      ...item,
      additionalData: {
        ...Object(item["additionalData"]),
        hmacSignature: createHmac("sha256", Buffer.from(key, "hex"))
          .update(signedText(item))
          .digest("base64"),
      },
    },
  }));
  return JSON.stringify({ ...Object(body), notificationItems: signed });
}

/** What of a body is signed, with the signatures; nothing of a body that is none of Adyen's. */
export function adyenPart(text: string): string {
  return itemsIn(parsed(text))
    .map((item) => `${signedText(item)} ${Object(item["additionalData"]).hmacSignature}`)
    .join("\n");
}
