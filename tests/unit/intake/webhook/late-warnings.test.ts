import { beforeAll, describe, expect, test } from "vitest";
import { PurchaseCompleted } from "../../../../core/events/catalog.ts";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import { type Advisers, lateWarnings } from "../../../../core/intake/webhook/late-warnings.client.ts";
import { aCause, aPurchase, brand, someTerms } from "../../../support/giving-builders.ts";
import { standardPurchase } from "../../../support/webhooks.ts";

const config: BrandConfig = { brand, causes: [aCause("clean-rivers")], terms: [someTerms()], pools: [] };
const webhook = (payload: unknown, source: "standard" | "shopify" = "standard") => ({
  source,
  connection: "pos",
  topic: undefined,
  body: Buffer.from(JSON.stringify(payload)),
});
const events = [{ contract: PurchaseCompleted, detail: { purchase: aPurchase({ cause: "clean-river" }) } }];

/** Loaded before: advice has a second, which a busy machine may need for that. */
beforeAll(async () => {
  await import("../../../../core/intake/webhook/warnings-of.ts");
});

const mustNotBeRead = () => Promise.reject(new Error("must not be read"));
const isCard = mustNotBeRead;

describe("warnings about a webhook", () => {
  test("read the brand's config once a minute, whether it was there or not", async () => {
    let [reads, minute] = [0, 0];
    const read = async () => {
      reads += 1;
      if (reads === 1) throw new Error("the table is away");
      return config;
    };
    const warn = lateWarnings({ read, isCard }, () => `2026-11-22T13:0${minute}:00Z`);
    expect(await warn(webhook(standardPurchase()), events)).toEqual([]);
    expect(await warn(webhook(standardPurchase()), events)).toEqual([]);
    expect(reads).toBe(1);
    minute = 1;
    expect(await warn(webhook(standardPurchase()), events)).toMatchObject([{ kind: "unknownCause" }]);
    expect(await warn(webhook(standardPurchase()), events)).toHaveLength(1);
    expect(reads).toBe(2);
  });
  test("do not wait for a config that does not come, and still say what needs none", async () => {
    const warn = lateWarnings(
      { read: () => new Promise(() => {}), isCard: () => new Promise(() => {}) },
      () => "2026-11-22T13:00:00Z",
      0,
    );
    expect(await warn(webhook(standardPurchase({ couse: "x" })), events)).toMatchObject([
      { path: "data.couse", didYouMean: "cause" },
    ]);
  });
  test("are none for a shop system, whose answers nobody reads, and nothing is read for it", async () => {
    const warn = lateWarnings({ read: mustNotBeRead, isCard: mustNotBeRead }, () => "2026-11-22T13:00:00Z");
    expect(await warn(webhook(standardPurchase({ couse: "x" }), "shopify"), events)).toEqual([]);
  });
  test("are none for a webhook that cannot be read", async () => {
    const warn = lateWarnings({ read: async () => config, isCard }, () => "2026-11-22T13:00:00Z");
    expect(await warn({ ...webhook({}), body: Buffer.from([0xff]) }, [])).toEqual([]);
  });

  describe("that shows a card", () => {
    const card = { kind: "customerCard" as const, hmac: "c".repeat(43) };
    const shown = events.map((event) => ({
      ...event,
      detail: { purchase: { ...aPurchase(), identities: [card] } },
    }));
    const warned = (isCard: Advisers["isCard"]) =>
      lateWarnings(
        { read: async () => config, isCard },
        () => "2026-11-22T13:00:00Z",
        50,
      )(webhook(standardPurchase()), shown);
    const kinds = async (isCard: Advisers["isCard"]) => (await warned(isCard)).map(({ kind }) => kind);

    test("say that it is nobody's, or nothing where it is somebody's", async () => {
      expect(await kinds(async ({ hmac }) => hmac !== card.hmac)).toContain("unknownCard");
      expect(await kinds(async ({ hmac }) => hmac === card.hmac)).not.toContain("unknownCard");
    });
    test("say nothing of it where the table is away or slow", async () => {
      expect(await kinds(mustNotBeRead)).not.toContain("unknownCard");
      expect(await kinds(() => new Promise(() => {}))).not.toContain("unknownCard");
    });
  });
});
