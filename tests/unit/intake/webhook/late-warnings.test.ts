import { beforeAll, describe, expect, test } from "vitest";
import { PurchaseCompleted } from "../../../../core/events/catalog.ts";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import { lateWarnings } from "../../../../core/intake/webhook/late-warnings.client.ts";
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

describe("warnings about a webhook", () => {
  test("read the brand's config once a minute, whether it was there or not", async () => {
    let [reads, minute] = [0, 0];
    const read = async () => {
      reads += 1;
      if (reads === 1) throw new Error("the table is away");
      return config;
    };
    const warn = lateWarnings(read, () => `2026-11-22T13:0${minute}:00Z`);
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
      () => new Promise(() => {}),
      () => "2026-11-22T13:00:00Z",
      0,
    );
    expect(await warn(webhook(standardPurchase({ couse: "x" })), events)).toMatchObject([
      { path: "data.couse", didYouMean: "cause" },
    ]);
  });
  test("are none for a shop system, whose answers nobody reads, and nothing is read for it", async () => {
    const warn = lateWarnings(
      () => Promise.reject(new Error("must not be read")),
      () => "2026-11-22T13:00:00Z",
    );
    expect(await warn(webhook(standardPurchase({ couse: "x" }), "shopify"), events)).toEqual([]);
  });
  test("are none for a webhook that cannot be read", async () => {
    const warn = lateWarnings(
      async () => config,
      () => "2026-11-22T13:00:00Z",
    );
    expect(await warn({ ...webhook({}), body: Buffer.from([0xff]) }, [])).toEqual([]);
  });
});
