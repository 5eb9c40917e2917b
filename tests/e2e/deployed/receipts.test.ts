import { randomBytes } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { findBrowser } from "../../../tools/browser.ts";
import { launch, NO_BROWSER } from "../../support/browser.ts";
import { anOrder, deliver } from "../../support/deployed-orders.ts";
import { eventually, stage } from "../../support/deployed-stage.ts";
import { readOffReceipt } from "../../support/photographed.ts";

const Answer = z.object({ claimLink: z.url() });

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

const phone = { viewport: { width: 390, height: 844 }, locale: "en", javaScriptEnabled: false } as const;

describe.skipIf(executable === undefined)("a telephone before the code of a receipt", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch(executable ?? "");
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** What the brand gave to the cause of a page, in dollars, as the page says it. */
  async function givenOn(page: Page): Promise<number> {
    await page.goto(`${stage.siteUrl}/causes/open-paths?currency=USD`);
    const amounts = await page.locator(".funded.brand .amount").allInnerTexts();
    return Number(/\$([\d,]+\.\d\d)/.exec(amounts.join(" "))?.[1]?.replaceAll(",", "") ?? 0);
  }

  test("opens the page that picks, and the cause's page then shows what the purchase gave", async () => {
    const { purchase } = messagesOf(anOrder("standard", { store: "mill-lane", currency: "USD" }));
    const { data, ...envelope } = JSON.parse(purchase.body);
    const claimSecret = randomBytes(16).toString("hex");
    const sent = await deliver({
      ...purchase,
      body: JSON.stringify({ ...envelope, data: { ...data, claimSecret } }),
    });
    expect(sent.status, sent.body).toBe(202);
    const { claimLink } = Answer.parse(JSON.parse(sent.body));

    const read = await readOffReceipt(browser, claimLink);
    expect(read).toBe(claimLink);
    const page = await (await browser.newContext(phone)).newPage();
    const before = await givenOn(page);
    await page.goto(read ?? "");
    expect(await page.locator("h1").textContent()).toBe("Who should get it?");
    await page.getByRole("radio", { name: "Open paths" }).check();
    await page.getByRole("button", { name: "Give it to this cause" }).click();
    expect(await page.locator("h1").textContent()).toBe("Thank you: Open paths.");
    await page.getByRole("link", { name: "See what “Open paths” has got" }).click();
    expect(new URL(page.url()).pathname).toMatch(/\/causes\/open-paths$/);

    const given = await eventually(
      "the cause's page shows it",
      () => givenOn(page),
      (dollars) => dollars !== before,
    );
    expect(given).toBeCloseTo(before + 1, 2);
    await page.goto(read ?? "");
    expect(await page.locator("h1").textContent()).toBe("Picked: Open paths.");
  });
});
