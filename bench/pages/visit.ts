import type { Browser } from "playwright-core";
import * as z from "zod";

/** One first visit, in a real browser. */
export interface Visit {
  readonly requests: number;
  /** Of the bodies, as they are sent. */
  readonly bytes: number;
  readonly firstByteMs: number;
  readonly largestPaintMs: number;
}

const Timing = z.object({ firstByteMs: z.number(), largestPaintMs: z.number() });

/** Runs in the page. */
const TIMING = `new Promise((resolve) => {
  const [navigation] = performance.getEntriesByType("navigation");
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1);
    resolve({ firstByteMs: navigation.responseStart - navigation.requestStart, largestPaintMs: last.startTime });
  }).observe({ type: "largest-contentful-paint", buffered: true });
})`;

export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ bypassCSP: true });
  try {
    const page = await context.newPage();
    let requests = 0;
    let bytes = 0;
    const sizes: Promise<void>[] = [];
    page.on("requestfinished", (request) => {
      // A browser asks for an icon by itself; pages of both builds carry theirs.
      if (request.url().endsWith("/favicon.ico")) return;
      requests += 1;
      sizes.push(
        request.sizes().then(
          ({ responseBodySize }) => {
            bytes += responseBodySize;
          },
          // What a page asks for after it is there may end with its window.
          () => {},
        ),
      );
    });
    const answer = await page.goto(url, { waitUntil: "networkidle" });
    if (answer?.ok() !== true) throw new Error(`${url} answers ${answer?.status() ?? "nothing"}`);
    await Promise.all(sizes);
    const timing = Timing.parse(await page.evaluate(TIMING));
    return { requests, bytes, ...timing };
  } finally {
    await context.close();
  }
}
