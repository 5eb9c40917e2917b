import { describe, expect, test } from "vitest";
import { giftId } from "../../../../core/giving/ledger/order-hash.ts";
import type { PersonalImpact } from "../../../../core/impact/read-personal.ts";
import { messages } from "../../../../core/messaging/content/catalog.ts";
import { render } from "../../../../core/messaging/content/render.ts";
import { troubleFacts } from "../../../../core/messaging/journeys/event/trouble-facts.ts";
import { type OrderTrouble, troubleId } from "../../../../core/model/order-trouble.ts";
import { brand } from "../../../support/giving-builders.ts";

const order = { source: "standard", connection: "pos", orderId: "B-1001" } as const;
const at = "2026-11-22T13:36:00Z";
const trouble = { ...order, at, identities: [] };
const delayed: OrderTrouble = { ...trouble, kind: "delayed", id: troubleId(order, "delayed", "N-1") };
const unavailable: OrderTrouble = {
  ...trouble,
  kind: "unavailable",
  id: troubleId(order, "unavailable", "N-2"),
  item: "Fell jacket, moss",
};
const nothingBought: PersonalImpact = { asOf: "2026-11-22", figures: [], purchases: [] };
const bought = (minor: number): PersonalImpact => ({
  ...nothingBought,
  purchases: [
    {
      gift: giftId(order),
      placedAt: at,
      currency: "EUR",
      parts: minor === 0 ? [] : [{ cause: "clean-rivers", funding: "brand", minor }],
      settlesOn: "2026-12-22",
      pending: true,
      entries: [],
    },
  ],
});

describe("the facts about trouble with an order", () => {
  test("are the shop's own words, in the message's schema, for a week", () => {
    const { facts, validUntil } = troubleFacts(unavailable, nothingBought, "Europe/Berlin");
    expect(messages["order-trouble"].facts.parse(facts)).toEqual({
      kind: "unavailable",
      order: "B-1001",
      item: "Fell jacket, moss",
      newDay: null,
    });
    expect(validUntil).toBe("2026-11-29T13:36:00Z");
    expect(troubleFacts(delayed, bought(100), "Europe/Berlin").facts).toMatchObject({
      item: null,
      newDay: null,
    });
  });
  test("are too late once the new day is over on the customer's clock", () => {
    const soon = { ...delayed, newDay: "2026-11-24" };
    expect(troubleFacts(soon, nothingBought, "Europe/Berlin").validUntil).toBe("2026-11-24T23:00:00Z");
    expect(troubleFacts(soon, nothingBought, "America/New_York").validUntil).toBe("2026-11-25T05:00:00Z");
    const late = { ...delayed, newDay: "2027-02-01" };
    expect(troubleFacts(late, nothingBought, "Europe/Berlin").validUntil).toBe("2026-11-29T13:36:00Z");
  });
  test("are no longer true when the order was refunded meanwhile", () => {
    expect(troubleFacts(delayed, bought(0), "Europe/Berlin").facts).toBeUndefined();
  });
});

describe("the message about trouble with an order", () => {
  const links = {
    site: "https://give.example",
    preferences: "https://give.example/preferences",
    impact: "https://give.example/impact/me",
    unsubscribe: { url: "https://give.example/unsubscribe/t" },
  };
  const htmlIn = (locale: "en" | "de", item: string) => {
    const rendition = render({
      name: "order-trouble",
      channel: "email",
      locale,
      facts: { kind: "delayed", order: "B-1001", item, newDay: null },
      brand,
      links,
      postalAddress: "Quellenweg 7",
    });
    if (rendition.channel !== "email") throw new Error("The brief was for an email");
    return rendition.html;
  };

  test.each(["en", "de"] as const)(
    "informs and does not sell: it links only to the customer's own choices (%s)",
    (locale) => {
      const html = htmlIn(locale, "Fell jacket");
      const targets = [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(targets)).toEqual(new Set([links.site, links.preferences, links.unsubscribe.url]));
    },
  );
  test("prints what the shop wrote as text", () => {
    const html = htmlIn("en", "<a href='https://evil.example'>{{ brand.name }}</a>");
    expect(html).toContain("&lt;a href=");
    expect(html).not.toContain("<a href='https://evil");
    expect(html).toContain("{{ brand.name }}");
  });
});
