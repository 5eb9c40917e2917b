import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../tools/browser.ts";
import {
  axeFindings,
  launch,
  look,
  misfits,
  NO_BROWSER,
  pairedEyes,
  picture,
  screenshots,
} from "../support/browser.ts";
import { type Site, startSite } from "../support/site.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

const pages = [
  ["everyday", "/", 200],
  ["everyday", "/causes/clean-rivers", 200],
  ["everyday", "/causes/open-paths", 200],
  ["everyday", "/causes/mountain-rescue", 200],
  ["everyday", "/causes/native-seeds", 200],
  ["everyday", "/months/2026", 200],
  ["everyday", "/causes/nowhere", 404],
  ["everyday", "/stories/ten-test-kits", 200],
  ["everyday", "/verify", 200],
  ["nothingYet", "/", 200],
  ["nothingYet", "/causes/clean-rivers", 200],
  ["nothingYet", "/months/2025", 200],
  ["extreme", "/", 200],
  ["extreme", "/causes/clean-rivers", 200],
  ["notSetUp", "/", 503],
] as const;

/** Who answers for the site stands last on each page. */
const LAST_STOP = "Contact";
/** A table that scrolls is a stop of its own, and called by its label. */
const NAME_OF_STOP = "(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()";

const eyes = { scheme: "light", width: 1280, locale: "en" } as const;

describe.skipIf(executable === undefined)("pages in a real browser", () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    browser = await launch(executable ?? "");
    site = await startSite();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test.for(pages)(
    "%s %s is clean to axe in light and dark, on a phone and a desk, in both languages",
    {
      timeout: 120_000,
    },
    async ([state, path, status]) => {
      for (const one of pairedEyes) {
        await look(browser, `${site.of(state)}${path}`, one, async (seen) => {
          expect(seen.status).toBe(status);
          expect(await seen.page.getAttribute("html", "lang")).toBe(one.locale);
          await picture(seen.page, `${state}${path.replaceAll("/", "-")}`, one);
          expect(await axeFindings(seen.page), JSON.stringify(one)).toEqual([]);
          expect(seen.complaints).toEqual([]);
        });
      }
    },
  );

  test("axe does find what is wrong", async () => {
    await look(browser, `${site.of("everyday")}/`, eyes, async ({ page }) => {
      await page.evaluate(
        "document.querySelector('h1').outerHTML = '<h4 lang=\"xx\">Wrong</h4><img src=\"data:,\">'",
      );
      expect((await axeFindings(page)).join()).toMatch(/image-alt/);
    });
  });

  test.for(pages)(
    "%s %s breaks no word and never scrolls sideways, from the narrowest phone to a wide desk",
    async ([state, path]) => {
      for (const locale of ["en", "de"] as const) {
        await look(browser, `${site.of(state)}${path}`, { ...eyes, locale }, async ({ page }) => {
          expect(await misfits(page), locale).toEqual([]);
        });
      }
    },
  );

  test("everything is there without JavaScript, and there is none", async () => {
    const url = `${site.of("everyday")}/`;
    await look(
      browser,
      url,
      eyes,
      async ({ page }) => {
        const html = await page.content();
        expect(html).not.toMatch(/<script|javascript:|\son[a-z]+=/i);
        await page.getByRole("link", { name: "Open paths" }).first().click();
        await page.getByRole("heading", { level: 1, name: "Open paths" }).waitFor();
        await page.getByText("Show as a table").first().click();
        await page.getByRole("table").first().waitFor();
        await page.getByRole("link", { name: "Deutsch" }).click();
        await page.getByRole("heading", { level: 1, name: "Offene Wege" }).waitFor();
        // The language was asked for by name, so it stays.
        await page.getByRole("link", { name: /Alle Anliegen$/ }).click();
        await page.getByRole("heading", { level: 1, name: /Einkäufe, die geben/ }).waitFor();
      },
      { javaScriptEnabled: false },
    );
  });

  test("the keyboard goes through the page in reading order, and each stop shows where it is", async () => {
    await look(browser, `${site.of("everyday")}/`, eyes, async ({ page }) => {
      const stops: string[] = [];
      const invisible: string[] = [];
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press("Tab");
        const stop = String(await page.evaluate(NAME_OF_STOP));
        const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
        if (outline === "none") invisible.push(stop);
        stops.push(stop);
        if (stop === LAST_STOP) break;
      }
      expect(stops.slice(0, 10)).toEqual([
        "Skip to content",
        "Tarnfell",
        "English",
        "Deutsch",
        "Join",
        "Sign in",
        "Sample Bank",
        "In other currencies",
        "Where final gifts are",
        "Clean rivers",
      ]);
      expect(stops.at(-1)).toBe(LAST_STOP);
      expect(stops).toContain("Download these figures (JSON)");
      expect(invisible).toEqual([]);
    });
  });

  test("the skip link leads past the head, and only the keyboard sees it", async () => {
    await look(browser, `${site.of("everyday")}/`, eyes, async ({ page }) => {
      const skip = page.getByRole("link", { name: "Skip to content" });
      const above = (await skip.boundingBox())?.y ?? 0;
      expect(above).toBeLessThan(0);
      await page.keyboard.press("Tab");
      expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.id")).toBe("content");
    });
  });

  test("headings go down one step at a time and landmarks are there once", async () => {
    await look(browser, `${site.of("everyday")}/`, eyes, async ({ page }) => {
      const levels = await page
        .locator("h1,h2,h3,h4")
        .evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
      expect(levels[0]).toBe(1);
      expect(levels.every((level, at) => at === 0 || level - (levels[at - 1] ?? 0) <= 1)).toBe(true);
      for (const landmark of ["banner", "main", "contentinfo"] as const) {
        expect(await page.getByRole(landmark).count(), landmark).toBe(1);
      }
      for (const name of ["Language", "Join or sign in"]) {
        expect(await page.getByRole("navigation", { name }).count(), name).toBe(1);
      }
    });
  });

  test("paper gets dark text on white, without the head's colour", async () => {
    await look(browser, `${site.of("everyday")}/`, eyes, async ({ page }) => {
      await page.emulateMedia({ media: "print" });
      expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe(
        "rgb(0, 0, 0)",
      );
      for (const folded of [".whole details section", "details > .terms li"])
        expect(await page.locator(folded).last().isVisible(), folded).toBe(true);
      expect(await page.locator("figure details").first().isVisible()).toBe(false);
      await page.screenshot({ path: join(screenshots, "everyday-print.png"), fullPage: true });
    });
  });
});
