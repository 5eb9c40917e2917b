import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { CliError } from "../../cli/cli-error.ts";
import type { OwnEngine } from "../../cli/settings.ts";
import { ShopView } from "../../core/impact/shop-view.ts";
import { PublicCommunity } from "../../core/impact/view.ts";
import { type RunningShop, type ShopConnection, startShop } from "../../demo/real-shop/shop-process.ts";
import { http } from "../../local/http.ts";
import { findBrowser } from "../browser.ts";
import { pictureContext, takePicture } from "../guide-picture.ts";
import { openRelay, type Relay } from "./relay.ts";

const WAIT_MS = 1_000;
const COUNTED_SECONDS_MAX = 90;
const SHOWN_MS = 6_000;
const LOADS_MAX = 10;
const CURRENCY = "EUR";

class DisagreementError extends Error {
  override readonly name = "DisagreementError";
}

/** What the check counted. */
export interface CheckReport {
  readonly orders: number;
  readonly webhooks: Relay["counts"];
  /** In minor units of euros: what the orders gave, all of which was taken back. */
  readonly given: number;
  readonly seconds: number;
}

interface Counted {
  readonly purchases: number;
  readonly returned: number;
  readonly net: number;
}

/**
 * Buys in the shop as a customer does, in a browser, and holds what the giving site shows against what the elements promised:
 * an order with a pick, one across a power cut, one without a pick, and then all of them sent back. Each webhook arrives twice.
 */
export async function checkShop(
  own: OwnEngine,
  connected: ShopConnection,
  note: (text: string) => void,
  pictures: string | undefined,
): Promise<CheckReport> {
  const executablePath = findBrowser();
  if (executablePath === undefined)
    throw new CliError(
      "The check buys in a browser, and there is no Chromium.",
      "Install one, or set CHROME_PATH.",
    );
  const from = performance.now();
  const relay = await openRelay(connected.address);
  const start = () => startShop(own, { ...connected, address: relay.url }, "checked-shop");
  let shop: RunningShop | undefined;
  let browser: Browser | undefined;
  try {
    shop = await start();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    const before = await countedAt(connected.site);
    const page = await (await pictureContext(browser)).newPage();
    const cause = await causeWithoutPool(connected.site);

    const first = await buy(page, shop.url, cause, pictures);
    const promised = await promise(connected, first.amount);
    const gift = promised(cause);
    await until(connected.site, before, { purchases: 1, returned: 0, net: gift });
    note(`An order that picks ${cause} gave what it promised, once.`);

    relay.way = "out";
    const second = await buy(page, shop.url, cause);
    await untilRefused(relay);
    await shop.kill();
    relay.way = "twice";
    shop = await start();
    await until(connected.site, before, { purchases: 2, returned: 0, net: 2 * gift });
    note("An order whose webhook found no way, in a shop that was then killed, gave after its next start.");

    const third = await buy(page, shop.url, "");
    const claim = await page.locator("wellspring-thanks a[part=claim]").getAttribute("href");
    const answer = await http(claim ?? "");
    if (answer.status !== 200) throw new DisagreementError(`The claim link was answered ${answer.status}.`);
    const given = 2 * gift + promised("");
    await until(connected.site, before, { purchases: 3, returned: 0, net: given });
    note("An order without a pick gave too, and its thanks have a claim link that opens.");

    for (const { url } of [first, second, third]) {
      await page.goto(url);
      await page.locator("form[action^='/return/'] button").click();
      await page.locator("[role=status]").waitFor();
    }
    await until(connected.site, before, { purchases: 3, returned: 3, net: 0 });
    note("All three came back, and what they gave was taken back, to the cent.");
    return { orders: 3, webhooks: relay.counts, given, seconds: (performance.now() - from) / 1_000 };
  } finally {
    await browser?.close();
    await shop?.stop();
    relay.close();
  }
}

/**
 * Puts a jacket and two bottles into the cart, picks, pays, and reads the thanks. `cause` empty: chooses later. `pictures`: the
 * folder for what the customer sees.
 */
async function buy(
  page: Page,
  shop: string,
  cause: string,
  pictures?: string,
): Promise<{ url: string; amount: string }> {
  await page.goto(shop);
  await page.getByLabel("Rain jacket").fill("1");
  await page.getByLabel("Water bottle").fill("2");
  await page.getByRole("button", { name: "Update the cart" }).click();
  await untilShown(page, "wellspring-gives");
  await page.locator(`wellspring-causes input[value="${cause}"]`).check();
  if (pictures !== undefined) await takePicture(page, join(pictures, "cart.webp"));
  await page.getByRole("button", { name: /^Buy/ }).click();
  await page.waitForURL("**/thanks/**");
  await untilShown(page, "wellspring-thanks");
  if (pictures !== undefined) await takePicture(page, join(pictures, "thanks.webp"));
  const thanks = page.locator("wellspring-thanks");
  const shown = { cause: await thanks.getAttribute("cause"), amount: await thanks.getAttribute("amount") };
  if (shown.cause !== cause)
    throw new DisagreementError(`The order has ${shown.cause} in place of ${cause}.`);
  return { url: page.url(), amount: shown.amount ?? "" };
}

/** Elements give up on a site that takes longer than four seconds, as functions that start on a busy machine do. */
async function untilShown(page: Page, element: string): Promise<void> {
  for (let loads = 1; loads < LOADS_MAX; loads += 1) {
    try {
      return await page.locator(element).waitFor({ timeout: SHOWN_MS });
    } catch {
      await page.reload();
    }
  }
  await page.locator(element).waitFor({ timeout: SHOWN_MS });
}

/** What a cart of this amount gives, by pick, in minor units: the figures behind the elements' sentences. */
async function promise({ site, connection }: ShopConnection, amount: string) {
  const query = new URLSearchParams({ lang: "en", currency: CURRENCY, amount });
  const { body } = await http(`${site}/api/shop/standard/${connection}?${query}`);
  const { gives } = ShopView.parse(JSON.parse(body));
  return (cause: string): number => {
    const parts = gives?.picks[cause]?.parts ?? [];
    if (parts.length === 0) throw new DisagreementError(`Nothing is promised for ${amount} with "${cause}".`);
    return parts.reduce((sum, { minor }) => sum + minor, 0);
  };
}

/** A busy engine answers now and then that it cannot: it is asked again. */
async function communityAt(site: string): Promise<PublicCommunity> {
  for (let second = 0; second < COUNTED_SECONDS_MAX; second += 1) {
    const { status, body } = await http(`${site}/api/community`);
    if (status === 200) return PublicCommunity.parse(JSON.parse(body));
    await sleep(WAIT_MS);
  }
  throw new DisagreementError(`${site}/api/community does not answer.`);
}

/** Pools run dry in the middle of a check; what a cause without one is given depends on the order alone. */
async function causeWithoutPool(site: string): Promise<string> {
  const { causes, pools } = await communityAt(site);
  const open = causes.filter(({ status }) => status === "active");
  const pooled = new Set(pools.flatMap((pool) => pool.causes));
  const cause = open.find(({ slug }) => !pooled.has(slug)) ?? open[0];
  if (cause === undefined) throw new DisagreementError("The brand has no cause that takes gifts.");
  return cause.slug;
}

async function countedAt(site: string): Promise<Counted> {
  const { purchases, returned, figures } = await communityAt(site);
  const inEuros = figures.filter(({ currency }) => currency === CURRENCY);
  return {
    purchases,
    returned,
    net: inEuros.reduce((sum, { pending, settled }) => sum + pending + settled, 0),
  };
}

/** Waits until the giving site counts so much more than before. */
async function until(site: string, before: Counted, more: Counted): Promise<void> {
  const expected: Counted = {
    purchases: before.purchases + more.purchases,
    returned: before.returned + more.returned,
    net: before.net + more.net,
  };
  let last = "";
  for (let second = 0; second < COUNTED_SECONDS_MAX; second += 1) {
    last = JSON.stringify(await countedAt(site));
    if (last === JSON.stringify(expected)) return;
    await sleep(WAIT_MS);
  }
  throw new DisagreementError(`The giving site counts ${last} in place of ${JSON.stringify(expected)}.`);
}

async function untilRefused({ counts }: Relay): Promise<void> {
  for (let second = 0; second < COUNTED_SECONDS_MAX; second += 1) {
    if (counts.refused > 0) return;
    await sleep(WAIT_MS);
  }
  throw new DisagreementError("The shop did not try to send its webhook.");
}
