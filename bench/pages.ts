import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { CliError } from "../cli/cli-error.ts";
import { ELEMENTS } from "../core/site/elements-module/elements-file.ts";
import { priceOf } from "../lib/cost/price-book.ts";
import { findBrowser } from "../tools/browser.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { ACCESS_LOG_BYTES, billedMs, cpuMsOf, gbSeconds, LAMBDA_LOG_BYTES, logBytes } from "./minute/bill.ts";
import { entriesOf, meter } from "./minute/meter.ts";
import { foldOf } from "./minute/product-minute.ts";
import { saleAt, webhookCall } from "./minute/sale.ts";
import { shareThatComesToUs } from "./pages/behind-domain.ts";
import { type File, openSite } from "./pages/site.ts";
import { type Visit, visit } from "./pages/visit.ts";
import { median } from "./rounds.ts";
import { bundled } from "./worker/bundled.ts";
import { openWorld, type World } from "./world/world.ts";

const PURCHASES = 20;
const VISITS = 5;
const MILLION = 1_000_000;
/** What a million views may cost behind the stage's own domain, in US dollars. */
const DOLLARS_MAX = 1.2;
const SHELL = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Our impact</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>`;

/** What a shop's page asks of the site at a first visit: the module, which is kept from then on, and one answer. */
const ELEMENTS_REQUESTS = 2;
const ELEMENTS_BYTES_MAX = 12_000;
const SHOP_PATH = "/shop";
const SHOP: File = {
  type: "text/html; charset=utf-8",
  compressed: brotliCompressSync(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cart</title><script type="module" src="${ELEMENTS.path}" integrity="${ELEMENTS.integrity}" crossorigin="anonymous"></script></head><body><h1>Cart</h1><wellspring-causes shop="standard/pos"></wellspring-causes><wellspring-gives currency="USD" amount="49.90"></wellspring-gives><wellspring-total></wellspring-total></body></html>`,
  ),
};

/** What the elements of a shop's page weigh, apart from that page. */
async function elementsOf(browser: Browser, siteUrl: string): Promise<Figures> {
  const { requests, bytes } = await visit(browser, `${siteUrl}${SHOP_PATH}`);
  return { elementsRequests: requests - 1, elementsBytes: bytes - SHOP.compressed.byteLength };
}

async function measure(
  world: World,
  browser: Browser,
  files: ReadonlyMap<string, File>,
  arm: Arm,
  seed: number,
): Promise<Figures> {
  const stage = await world.stage(arm, 1);
  const worker = stage.worker(seed);
  const seen = meter(() => undefined);
  world.proxy.rule({ watch: seen.watch });
  const site = await openSite(worker, arm === "ours" ? new Map([[SHOP_PATH, SHOP]]) : files);
  try {
    const sales = Array.from({ length: PURCHASES }, (_, number) =>
      webhookCall(saleAt(2 * number, "2026-11-22T13:44:30Z", "anonymous"), stage.key, Date.now()),
    );
    await worker.run({ does: "receive", inputs: sales });
    const events = seen
      .take()
      .seen.flatMap(entriesOf)
      .map((entry) => ({ "detail-type": entry["DetailType"], detail: JSON.parse(String(entry["Detail"])) }));
    await worker.run({ does: "give", inputs: events });
    if (arm === "ours") await foldOf(worker, seen.take().seen);
    // The first visit warms the function up, the second brings what it remembers.
    await visit(browser, site.url);
    await visit(browser, site.url);
    seen.take();
    site.takeUsed();
    const visits: Visit[] = [];
    for (let count = 0; count < VISITS; count += 1) visits.push(await visit(browser, site.url));
    const calls = seen.take();
    const serving = site.takeUsed();
    const callsPerView = serving.calls / VISITS;
    const ms = billedMs(cpuMsOf(serving), calls.depth / VISITS / callsPerView);
    const lines = logBytes(serving) + ACCESS_LOG_BYTES + (arm === "ours" ? 0 : LAMBDA_LOG_BYTES);
    const usd =
      callsPerView *
        (priceOf("httpApiRequest") +
          priceOf("lambdaRequest") +
          gbSeconds(ms) * priceOf("lambdaGbSecondArm") +
          (lines / 1e9) * priceOf("logGigabyte")) +
      (calls.read / VISITS) * priceOf("readUnit");
    const elements = arm === "ours" ? await elementsOf(browser, site.url) : {};
    const bytes = median(visits.map((one) => one.bytes));
    const of = (name: "requests" | "firstByteMs" | "largestPaintMs") =>
      median(visits.map((one) => one[name]));
    return {
      requests: of("requests"),
      bytes,
      firstByteMs: of("firstByteMs"),
      largestPaintMs: of("largestPaintMs"),
      processorMs: cpuMsOf(serving),
      readUnits: calls.read / VISITS,
      usdPerMillionViews: usd * MILLION,
      usdOfTransfer: (bytes / 1e9) * priceOf("transferGigabyte") * MILLION,
      ...elements,
      ...(arm === "ours" && { usdBehindDomain: usd * MILLION * shareThatComesToUs() }),
    };
  } finally {
    world.proxy.rule({});
    await site.close();
    worker.close();
    await world.drop(stage);
  }
}

export const pages: Claim = {
  name: "pages",
  claim:
    "The community page is one request, whole without a script, and its view costs what one call costs; behind the stage's own domain, whose cache is free up to ten million views a month, less.",
  target: "1 request; at most $1.20 per million views behind the stage's own domain",
  headline: "bytes",
  same: { baselineStandard: "baselineExpress" },
  async open(note): Promise<Bench> {
    const executablePath = findBrowser();
    if (executablePath === undefined)
      throw new CliError("There is no Chromium.", "Install it, or set CHROME_PATH.");
    note("pages: starting the engine and a browser");
    const script = readFileSync((await bundled("baseline/app.js", "browser")).file, "utf8");
    const files = new Map([
      ["/", { type: "text/html; charset=utf-8", compressed: brotliCompressSync(SHELL) }],
      ["/app.js", { type: "text/javascript; charset=utf-8", compressed: brotliCompressSync(script) }],
    ]);
    const world = await openWorld();
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    return {
      measure: (arm, seed) => measure(world, browser, files, arm, seed),
      async close() {
        await browser.close();
        await world.close();
      },
    };
  },
  passes: ({ ours }) =>
    ours["requests"] === 1 &&
    (ours["usdBehindDomain"] ?? DOLLARS_MAX + 1) <= DOLLARS_MAX &&
    ours["elementsRequests"] === ELEMENTS_REQUESTS &&
    (ours["elementsBytes"] ?? ELEMENTS_BYTES_MAX + 1) <= ELEMENTS_BYTES_MAX,
};
