import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, launch, look, misfits, NO_BROWSER, pairedEyes, picture } from "../support/browser.ts";
import { feedbackWorld, PLACE, RECEIPT } from "../support/feedback-world.ts";
import { type Gateway, startGateway } from "../support/gateway.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

describe.skipIf(executable === undefined)("the page of feedback in a real browser", () => {
  let browser: Browser;
  let site: Gateway;
  const world = feedbackWorld();

  beforeAll(async () => {
    browser = await launch(executable ?? "");
    site = await startGateway(world.respond);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test.for([
    ["store", `/f/${PLACE}`],
    ["receipt", `/f/${RECEIPT}`],
    ["thanks", `/f/${PLACE}?thanks=answer`],
  ] as const)(
    "%s is clean to axe in light and dark, on a phone and on a desk, and breaks no word at any width",
    { timeout: 120_000 },
    async ([name, path]) => {
      for (const eyes of pairedEyes)
        await look(browser, `${site.origin}${path}`, eyes, async ({ page, status, complaints }) => {
          expect(status).toBe(200);
          await picture(page, `feedback-${name}`, eyes);
          expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
          expect(complaints).toEqual([]);
          if (eyes.scheme === "light") expect(await misfits(page), eyes.locale).toEqual([]);
        });
    },
  );

  test("is filled in and sent by the keyboard alone, on a phone without a script; what is wrong takes the focus", async () => {
    const phone = { viewport: { width: 320, height: 640 }, locale: "en", javaScriptEnabled: false };
    const context = await browser.newContext(phone);
    try {
      const page = await context.newPage();
      await page.goto(`${site.origin}/f/${PLACE}`);
      await page.getByRole("button", { name: "Send it" }).press("Enter");
      await page.getByRole("alert").waitFor();
      expect(await page.getByRole("alert").textContent()).toContain("Write a few words, or choose a number.");
      await page.getByLabel("In your own words").fill("The queue was endless.");
      await page.getByRole("radio", { name: "3", exact: true }).press("Space");
      await page.getByRole("radio", { name: "Yes, at this address:" }).press("Space");
      await page.getByLabel("Email address or phone number").fill("ada@example.org");
      await page.getByRole("button", { name: "Send it" }).press("Enter");
      await page.getByRole("heading", { name: "Thank you." }).waitFor();
      expect([...world.kept.values()]).toMatchObject([
        {
          answer: { store: "harbour-street", score: { value: 3 }, themes: ["waiting"], wants: "answer" },
          said: { words: "The queue was endless.", contact: "ada@example.org" },
        },
      ]);
    } finally {
      await context.close();
    }
  });

  test("can be read where the system chooses the colours", async () => {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      forcedColors: "active",
    });
    try {
      const page = await context.newPage();
      await page.goto(`${site.origin}/f/${PLACE}`);
      const edges = await page
        .locator("textarea, button, input[type=radio] >> nth=0")
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).visibility));
      expect(new Set(edges)).toEqual(new Set(["visible"]));
      expect(await page.evaluate("getComputedStyle(document.querySelector('textarea')).borderTopWidth")).toBe(
        "1px",
      );
    } finally {
      await context.close();
    }
  });
});
