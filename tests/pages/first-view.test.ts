import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../tools/browser.ts";
import { launch, NO_BROWSER } from "../support/browser.ts";
import { type Site, startSite } from "../support/site.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

/** Lighthouse takes nothing off below 0.1. A table whose rows arrive in two parts of the answer moves by some 0.01. */
const SHIFT_MAX = 0.05;

/** Of a page: the picture at its head, and those that the browser fetches ahead as they are near. */
const FIRST_PICTURES_MAX = 3;

/** Lighthouse calls a page too large from there on. */
const ELEMENTS_MAX = 1_400;

/** What a telephone loads before it shows a page, by which Lighthouse judges, as far as no machine's speed is in it. */
interface FirstView {
  /** Besides pictures of the site. */
  readonly requests: number;
  readonly pictures: number;
  readonly scripts: number;
  readonly shift: number;
  /** Of the document: what the machine lays out, however fast it is. */
  readonly elements: number;
  /** Whether a tool that keeps to the page's own rules, as Lighthouse does, can read the site's robots.txt. */
  readonly robots: boolean;
}

const phone = { viewport: { width: 390, height: 844 }, locale: "en" } as const;
const pages = [
  ["everyday", "/"],
  ["everyday", "/causes/open-paths"],
  ["everyday", "/months/2026"],
  ["everyday", "/stories/ten-test-kits"],
  ["nothingYet", "/"],
] as const;

describe.skipIf(executable === undefined)("the first view of a public page", () => {
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

  async function readsRobots(page: Page, origin: string): Promise<boolean> {
    const tool = await page.context().newCDPSession(page);
    const { frameTree } = await tool.send("Page.getFrameTree");
    const { resource } = await tool.send("Network.loadNetworkResource", {
      frameId: frameTree.frame.id,
      url: `${origin}/robots.txt`,
      options: { disableCache: true, includeCredentials: false },
    });
    return resource.success;
  }

  async function firstView(origin: string, path: string): Promise<FirstView> {
    const context = await browser.newContext(phone);
    try {
      const page = await context.newPage();
      let requests = 0;
      let pictures = 0;
      page.on("request", (request) => {
        const { origin: from, pathname } = new URL(request.url());
        if (from === origin && pathname.startsWith("/pictures/")) pictures += 1;
        else if (!request.url().startsWith("data:")) requests += 1;
      });
      await page.goto(`${origin}${path}`, { waitUntil: "load" });
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, "value"));
            }).observe({ type: "layout-shift", buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
          }),
      );
      const scripts = await page.locator("script").count();
      const elements = await page.locator("*").count();
      return { requests, pictures, scripts, shift, elements, robots: await readsRobots(page, origin) };
    } finally {
      await context.close();
    }
  }

  test.for(pages)("%s %s is one answer without scripts, in which nothing jumps", async ([state, path]) => {
    const view = await firstView(site.of(state), path);
    console.log(`${state} ${path}: ${JSON.stringify(view)}`);
    const { shift, pictures, elements, ...fixed } = view;
    expect(elements).toBeLessThan(ELEMENTS_MAX);
    expect(pictures).toBeLessThanOrEqual(FIRST_PICTURES_MAX);
    expect(fixed).toEqual({ requests: 1, scripts: 0, robots: true });
    expect(shift).toBeLessThan(SHIFT_MAX);
  });
});
