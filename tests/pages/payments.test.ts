import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, launch, look, misfits, NO_BROWSER, pairedEyes, picture } from "../support/browser.ts";
import { startGateway } from "../support/gateway.ts";
import { A_PDF } from "../support/memory-charity-files.ts";
import { paymentSite } from "../support/payment-site.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

describe.skipIf(executable === undefined)("a charity's page of a payment, in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable ?? "");
  });
  afterAll(async () => browser?.close());

  /** A site of its own, with its payment's page. */
  async function visit(work: (url: string, token: string) => Promise<void>): Promise<void> {
    const site = await paymentSite();
    const gateway = await startGateway(site.respond);
    try {
      const token = await site.writeLetter();
      await work(`${gateway.origin}/payments/${token}`, token);
    } finally {
      await gateway.close();
    }
  }

  test.for([
    ["to-confirm", 200, pairedEyes, (token: string) => token],
    ["gone", 404, pairedEyes.slice(0, 1), () => "nothing"],
  ] as const)(
    "%s is clean to axe, and breaks no word",
    { timeout: 120_000 },
    async ([name, status, each, asked]) => {
      await visit(async (url, token) => {
        for (const eyes of each) {
          await look(browser, url.replace(token, asked(token)), eyes, async ({ page, ...seen }) => {
            expect(seen.status).toBe(status);
            await picture(page, `payment-${name}`, eyes);
            expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
            expect(seen.complaints).toEqual([]);
            if (eyes.scheme === "light") expect(await misfits(page), eyes.locale).toEqual([]);
          });
        }
      });
    },
  );

  test("is confirmed on a phone, without a script, after what was missing is said at its field, and then takes a receipt", async () => {
    await visit(async (url) => {
      const context = await browser.newContext({
        ...{ viewport: { width: 320, height: 640 }, locale: "de", javaScriptEnabled: false },
      });
      const page = await context.newPage();
      await page.goto(url);
      await page.click("button[type=submit] >> nth=0");
      expect(await page.getAttribute("#signer", "aria-invalid")).toBe("true");
      await page.fill("#signer", "A. Winter, Kassenführung");
      await page.click("button[type=submit] >> nth=0");
      expect(page.url()).toBe(url);
      expect(await page.textContent("main")).toContain("Sie haben am 22. November 2026 bestätigt");
      expect(await page.locator("#signer").count()).toBe(0);

      const pdf = { name: "Quittung.pdf", mimeType: "application/pdf", buffer: A_PDF };
      await page.setInputFiles("#receipt", { ...pdf, buffer: Buffer.from("no receipt") });
      await page.click("button[value=receipt]");
      expect(await page.getAttribute("#receipt", "aria-invalid")).toBe("true");
      await page.setInputFiles("#receipt", pdf);
      await page.focus("button[value=receipt]");
      await page.keyboard.press("Enter");
      await page.waitForSelector("text=Wir haben eine Quittung vom 22. November 2026");
      await context.close();
    });
  });
});
