import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkPaths } from "../../core/model/routes.ts";
import { stepPath } from "../../core/site/account/preferences/steps.ts";
import { DELETE_PATH } from "../../core/site/account/preferences/your-data.tsx";
import { visitorOf } from "../../demo/visitor.ts";
import { http } from "../../local/http.ts";
import type { Letter } from "../../local/inbox/letters.ts";
import { findBrowser } from "../../tools/browser.ts";
import { launch, NO_BROWSER } from "../support/browser.ts";
import {
  buys,
  buysByCard,
  buysInVain,
  customerOf,
  eventually,
  header,
  lettersTo,
  letterTo,
  linkIn,
  openShops,
  people,
  somebody,
  stage,
} from "../support/engagement-world.ts";
import { scan } from "../support/scan.ts";

/**
 * A telephone, a keyboard and no script, at the deployed pages with IAM enforced: what is chosen there is what the next
 * purchase's message obeys.
 */

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

const phone = { viewport: { width: 320, height: 640 }, locale: "en", javaScriptEnabled: false } as const;
/** More than any of the pages has to stop at. */
const TABS_MAX = 120;

describe.skipIf(executable === undefined)("a customer with a keyboard and without scripts", () => {
  const ada = somebody();
  let browser: Browser;
  let page: Page;
  let update: Letter;

  beforeAll(async () => {
    await openShops();
    browser = await launch(executable ?? "");
    page = await (await browser.newContext(phone)).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    people.close();
  });

  /** As somebody does who cannot point: from one thing that takes the focus to the next. */
  async function tabTo(selector: string): Promise<void> {
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      if ((await page.locator(`${selector}:focus`).count()) > 0) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`The keyboard does not reach ${selector}`);
  }
  async function press(selector: string, key: "Space" | "Enter"): Promise<void> {
    await tabTo(selector);
    if (key === "Space") return page.keyboard.press(key);
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  }
  async function chooseUpdates(on: boolean): Promise<void> {
    await page.goto(stage.siteUrl + stepPath("what"));
    expect(await page.isChecked("[id='impact.email']")).toBe(!on);
    await press("[id='impact.email']", "Space");
    await press(".save button", "Enter");
    expect(await page.isChecked("[id='impact.email']")).toBe(on);
  }
  const standing = async () => {
    const customer = await customerOf(ada.email);
    if (customer === undefined) throw new Error("Nobody joined");
    return [await people.people.consents(customer), await people.people.preferences(customer)];
  };

  test("joins by the form", async () => {
    await page.goto(`${stage.siteUrl}/join?lang=en`);
    await tabTo("#email");
    await page.keyboard.type(ada.email);
    await press("[id='wishes-impact.email']", "Space");
    await press("form.form button[type=submit]", "Enter");
    expect(await page.textContent("h1")).toBe("One more step.");
  });

  test("confirms by the letter's link, and sees their preferences", async () => {
    const link = linkIn(await letterTo(ada.email, /confirm/i), linkPaths.confirm(""));
    await page.goto(link);
    await press("form.form button[type=submit]", "Enter");
    expect(new URL(page.url()).pathname).toBe(linkPaths.preferences);
    await page.goto(stage.siteUrl + stepPath("what"));
    expect(await page.isChecked("[id='impact.email']")).toBe(true);
    // Nothing is wider than the screen.
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
  });

  test("gets a letter about the next purchase", async () => {
    await buys(ada);
    update = await letterTo(ada.email, /for your purchase/i);
  });

  test("sees what it gave in two presses from the letter, in a browser that knows nobody", async () => {
    const other = await browser.newContext(phone);
    try {
      const visitor = await other.newPage();
      // The first press is in the letter: its own link, to the page that it names.
      const own = new Set(linksOf(update).filter((link) => link.includes(linkPaths.letter(""))));
      const landed: string[] = [];
      for (const link of own) {
        await visitor.goto(link);
        await visitor.click("main button[type=submit]");
        landed.push(new URL(visitor.url()).pathname);
      }
      expect(landed.toSorted()).toEqual([linkPaths.impact, linkPaths.preferences]);
    } finally {
      await other.close();
    }
  });

  test("gets no letter about a purchase while updates are off, and one about the next when they are on", async () => {
    await chooseUpdates(false);
    await buysInVain(ada);
    await chooseUpdates(true);
    const before = (await lettersTo(ada.email)).length;
    await buys(ada);
    await eventually("the update came", async () =>
      (await lettersTo(ada.email)).length > before ? "it came" : undefined,
    );
  });

  test("loses nothing to a scanner that follows every link of every letter", async () => {
    const before = await standing();
    const all = await lettersTo(ada.email);
    const links = new Set(all.flatMap((letter) => linksOf(letter)));
    expect([...links].some((link) => link.includes(linkPaths.unsubscribe("")))).toBe(true);
    for (const link of links) {
      for (const method of ["GET", "HEAD"]) expect((await http(link, { method })).status).toBeLessThan(500);
    }
    expect(await standing()).toEqual(before);
  });

  test("unsubscribes by the mailbox's button, and gets no letter about the next purchase", async () => {
    const [link = ""] = /<(http[^>]+)>/.exec(header(update, "List-Unsubscribe") ?? "")?.slice(1) ?? [];
    expect(await visitorOf(stage.siteUrl).leave(link)).toBe("left");
    await buysInVain(ada);
    await page.goto(stage.siteUrl + stepPath("what"));
    expect(await page.isChecked("[id='impact.email']")).toBe(false);
  });

  test("makes a card that a till scans: what is bought by it stands on their page, and a new card ends that", async () => {
    const gifts = async () => {
      await page.goto(`${stage.siteUrl}${linkPaths.impact}?lang=en`);
      return page.locator(".purchases > li").count();
    };
    const boughtBy = async (card: string, wanted: number) => {
      await buysByCard(ada, card);
      await eventually(`${wanted} purchases on the page`, async () =>
        (await gifts()) === wanted ? wanted : undefined,
      );
    };
    await page.goto(`${stage.siteUrl}${linkPaths.card}?lang=en`);
    await press("main form button[type=submit]", "Enter");
    expect(await page.textContent("[role=status]")).toContain("Your card is ready");
    const first = await scan(browser, page.locator(".own-card svg"));
    expect(first).toMatch(/^W[0-9A-HJKMNP-TV-Z]{26}$/);
    const before = await gifts();
    await boughtBy(first ?? "", before + 1);

    await page.goto(`${stage.siteUrl}${linkPaths.card}?lang=en`);
    await press("main form button[type=submit]", "Enter");
    const second = await scan(browser, page.locator(".own-card svg"));
    expect(second).not.toBe(first);
    // The old card's purchase comes first: were it theirs, there would be one more.
    await buysByCard(ada, first ?? "");
    await boughtBy(second ?? "", before + 2);
    expect(await gifts()).toBe(before + 2);
  });

  test("takes all that is kept along, deletes it, and is known no more", async () => {
    await page.goto(`${stage.siteUrl}${stepPath("about")}#data`);
    await tabTo("[aria-labelledby=data] form button");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const kept = await readFile(await download.path(), "utf8");
    expect(kept).toContain(ada.email);
    expect(JSON.parse(kept)).toHaveProperty("customer", await customerOf(ada.email));

    await press(`[aria-labelledby=data] a[href*='${DELETE_PATH}']`, "Enter");
    await press(`main form[action*='${DELETE_PATH}'] button`, "Enter");
    expect(await page.textContent("h1")).toBe("You are deleted.");
    expect(await customerOf(ada.email)).toBeUndefined();
    await page.goto(stage.siteUrl + linkPaths.preferences);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });
});

/** Of the site, in each rendition and in the headers. */
function linksOf({ text, html, headers }: Letter): string[] {
  const everything = [text, html.replaceAll("&amp;", "&"), ...headers.map(([, value]) => value)].join("\n");
  return [...everything.matchAll(/https?:\/\/[^\s"'<>)]+/g)]
    .map(([link]) => link)
    .filter((link) => link.startsWith(stage.siteUrl));
}
