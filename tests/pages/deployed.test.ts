import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeConnections, http } from "../../local/http.ts";
import { currentStage } from "../../local/stage.ts";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, launch, look, pairedEyes, picture } from "../support/browser.ts";

const executable = findBrowser();

/** The site that was deployed last, if its engine answers. */
async function deployedSite(): Promise<string | undefined> {
  try {
    const { siteUrl } = await currentStage();
    await http(`${siteUrl}/`, { timeoutMs: 20_000 });
    return siteUrl;
  } catch {
    return undefined;
  }
}

const site = executable === undefined ? undefined : await deployedSite();

describe.skipIf(site === undefined)("the deployed site in a real browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch(executable ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    closeConnections();
  });

  test("the community page is clean to axe however one looks at it", { timeout: 120_000 }, async () => {
    for (const one of pairedEyes) {
      await look(browser, `${site}/`, one, async ({ page, status, headers, complaints }) => {
        // 503 is the designed page of a site on which no brand has been applied yet.
        expect([200, 503]).toContain(status);
        expect(headers["content-security-policy"]).toContain("default-src 'none'");
        expect(headers["content-language"]).toBe(one.locale);
        await picture(page, "deployed-", one);
        expect(await page.locator("h1").count()).toBe(1);
        expect(await axeFindings(page)).toEqual([]);
        expect(complaints).toEqual([]);
      });
    }
  });

  test("each cause on the community page has a page of its own, clean to axe", {
    timeout: 120_000,
  }, async () => {
    const eyes = { scheme: "light", width: 1280, locale: "en" } as const;
    await look(browser, `${site}/`, eyes, async ({ page }) => {
      const paths = await page
        .locator('a[href^="/causes/"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
      for (const path of new Set(paths)) {
        const answer = await page.goto(`${site}${path}`);
        expect(answer?.status(), path).toBe(200);
        await picture(page, `deployed${path.replaceAll("/", "-")}`, eyes);
        expect(await axeFindings(page), path).toEqual([]);
      }
    });
  });
});
