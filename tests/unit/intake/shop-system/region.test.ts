import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regionOf } from "../../../../core/intake/shop-system/region.ts";
import { standardWarnings } from "../../../../core/intake/sources/standard/warnings.ts";
import { Region } from "../../../../core/model/purchase.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { normaliseWebhook } from "../../../support/normalise-webhook.ts";
import { NOW, shopifyOrder, standardPurchase, stripeSession, wooOrder } from "../../../support/webhooks.ts";

function regionIn(source: Source, payload: unknown, topic?: string) {
  const read = normaliseWebhook(source, { connection: "web", topic, payload, now: NOW });
  if (read.outcome === "unusable") throw new Error(JSON.stringify(read.issues));
  const [region] = read.events.flatMap((event) => (event.kind === "purchase" ? [event.purchase.region] : []));
  return region;
}

describe("the place of an order", () => {
  test("is the state in the United States, and the country alone elsewhere", () => {
    expect(regionOf({ country: "US", state: "ny" })).toEqual({ region: "US-NY" });
    expect(regionOf({ country: "us", state: "US-SC" })).toEqual({ region: "US-SC" });
    expect(regionOf({ country: "US", state: "New York" })).toEqual({ region: "US" });
    expect(regionOf({ country: "DE", state: "BY" })).toEqual({ region: "DE" });
    // A state of another country may be written as one of the United States is.
    for (const [country, state] of [
      ["IT", "AL"],
      ["BR", "MA"],
      ["AU", "WA"],
    ] as const)
      expect(regionOf({ country, state })).toEqual({ region: country });
    expect(regionOf({ country: "", state: "NY" }, { country: "GB" })).toEqual({ region: "GB" });
    expect(regionOf(undefined, null, { country: "Germany" })).toEqual({});
  });

  test("is where it is delivered, else where it is billed", () => {
    const [billing, shipping] = [
      { country: "US", state: "CA" },
      { country: "US", state: "AL" },
    ];
    const order = { billing: { ...wooOrder().billing, ...billing }, shipping };
    expect(regionIn("woocommerce", wooOrder(order), "order.updated")).toBe("US-AL");
    const nowhere = { ...order, shipping: { country: "", state: "" } };
    expect(regionIn("woocommerce", wooOrder(nowhere), "order.updated")).toBe("US-CA");
    const addresses = { shipping_address: { country_code: "US", province_code: "VT" } };
    expect(regionIn("shopify", shopifyOrder(addresses), "orders/paid")).toBe("US-VT");
    const details = { customer_details: { address: { country: "US", state: "HI", line1: "1 Lovelane" } } };
    expect(regionIn("stripe", stripeSession(details))).toBe("US-HI");
    expect(regionIn("standard", standardPurchase({ region: "us-ct" }))).toBe("US-CT");
  });

  test("is warned of in our own format where it is none, and the purchase is taken", () => {
    const said = (region: unknown) => standardWarnings(standardPurchase({ region })).map(({ kind }) => kind);
    for (const region of ["US-NY", "de", "", undefined]) expect(said(region)).toEqual([]);
    for (const region of ["New York", "US-XX", "DE-BY", "D"]) expect(said(region)).toEqual(["unknownRegion"]);
    expect(regionIn("standard", standardPurchase({ region: "US-XX" }))).toBe("US");
    expect(regionIn("standard", standardPurchase({ region: "New York" }))).toBeUndefined();
  });

  test("property: is never finer than a state, and says nothing else of an address", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("US", "DE", "NY", "us-ny"));
    fc.assert(
      fc.property(text, text, (country, state) => {
        const { region } = regionOf({ country, state });
        if (region === undefined) return;
        expect(Region.safeParse(region).success).toBe(true);
        expect(region.slice(0, 2)).toBe(country.trim().toUpperCase());
      }),
    );
  });
});
