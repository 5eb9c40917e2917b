import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { CliError } from "../cli/cli-error.ts";
import { linkPaths } from "../core/model/routes.ts";
import { ELEMENTS } from "../core/site/elements-module/elements-file.ts";
import { findBrowser } from "../tools/browser.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { entriesOf, meter } from "./minute/meter.ts";
import { foldOf } from "./minute/product-minute.ts";
import { saleAt, webhookCall } from "./minute/sale.ts";
import { shareThatComesToUs } from "./pages/behind-domain.ts";
import { signedInWithCard } from "./pages/card.ts";
import { type File, openSite } from "./pages/site.ts";
import { type Viewed, viewOf } from "./pages/view.ts";
import { visit } from "./pages/visit.ts";
import { bundled } from "./worker/bundled.ts";
import { openWorld, type World } from "./world/world.ts";

const PURCHASES = 20;
/** What a million views may cost behind the stage's own domain, in US dollars. */
const DOLLARS_MAX = 1.2;
const SHELL = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Our impact</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>`;

/** A cause whose page has a picture at its head, and a customer's own page, which no cache keeps. */
const CAUSE_PATH = "/causes/clean-rivers";
/** As lib/engagement/people-pages.ts sets it. */
const PEOPLE_MIB = 512;

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

function figuresOf(viewed: Viewed): Figures {
  return { ...viewed };
}

/** Of another page: what it weighs and costs. Its times say what those of the community page do. */
function named(page: string, { requests, bytes, readUnits, usdPerMillionViews }: Viewed): Figures {
  return {
    [`${page}Requests`]: requests,
    [`${page}Bytes`]: bytes,
    [`${page}ReadUnits`]: readUnits,
    [`${page}UsdPerMillionViews`]: usdPerMillionViews,
  };
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
  const isOurs = arm === "ours";
  const cookies = isOurs ? [await signedInWithCard(world.dynamo, stage)] : [];
  const site = await openSite(worker, isOurs ? new Map([[SHOP_PATH, SHOP]]) : files, cookies);
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
    if (isOurs) await foldOf(worker, seen.take().seen);
    const viewed = (path: string, memoryMiB?: number) =>
      viewOf({ browser, site, path, seen, isOurs, ...(memoryMiB && { memoryMiB }) });
    const first = await viewed("/");
    if (!isOurs) return figuresOf(first);
    return {
      ...figuresOf(first),
      ...(await elementsOf(browser, site.url)),
      usdBehindDomain: first.usdPerMillionViews * shareThatComesToUs(),
      ...named("cause", await viewed(CAUSE_PATH)),
      ...named("card", await viewed(linkPaths.card, PEOPLE_MIB)),
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
