import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, type Eyes, launch, look, NO_BROWSER, pairedEyes, picture } from "../support/browser.ts";
import { moduleTag, type ShopFront, startShopFront } from "../support/shop-front.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

/** Of the shop's own, in a file, as its policy allows no other. */
const STYLE = `
:root { color-scheme: light dark; --wellspring-accent: light-dark(#1a6a53, #7ccfac); }
body { margin: 0; font: 100%/1.5 sans-serif; background: light-dark(#fff, #121815); color: light-dark(#1c2622, #edf1ec); }
main { max-width: 40rem; margin: auto; padding: 1rem; }
`;

/** What the page hears and holds, where the test looks for it. */
const SCRIPT = `
document.addEventListener("wellspring-pick", ({ detail }) => {
  document.body.dataset.heard = (document.body.dataset.heard ?? "") + detail.cause + ";";
});
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  document.body.dataset.sent = new URLSearchParams(new FormData(event.target)).toString();
});
`;

const CART = 'currency="EUR" amount="50.00"';

function pageOf(site: string, lang: string, elements: string): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/shop.css">
<script src="/shop.js" defer></script>${moduleTag(site)}</head>
<body><main><h1>Cart</h1><form action="/buy"><input type="hidden" name="note" id="note">${elements}
<button>Buy</button></form></main></body></html>`;
}

const ALL = `<wellspring-causes shop="shopify/web" name="wellspring_cause" for="note"></wellspring-causes>
<wellspring-gives ${CART}></wellspring-gives>
<wellspring-progress cause="clean-rivers"></wellspring-progress>
<wellspring-total></wellspring-total>`;
const THANKS = `<wellspring-thanks shop="shopify/web" ${CART} cause="clean-rivers"></wellspring-thanks>`;
const CLAIM = `<wellspring-thanks shop="shopify/web" ${CART} claim="https://give.example/c/7h2k"></wellspring-thanks>`;
/** A claim link of the site that the elements are from. */
const PROVEN = `<wellspring-thanks shop="shopify/web" ${CART} claim="{site}/C/7H2K"></wellspring-thanks>`;
const SCRIPTED = `<wellspring-thanks shop="shopify/web" ${CART} claim="javascript:alert(1)"></wellspring-thanks>`;
const REMEMBERED = ALL.replace("for=", "remember for=");
const PICKED = ALL.replace("for=", 'value="open-paths" for=');
const ELSEWHERE = ALL.replaceAll("shopify/web", "shopify/WEB");
const BODIES: Readonly<Record<string, string>> = {
  all: ALL,
  thanks: THANKS,
  claim: CLAIM,
  proven: PROVEN,
  scripted: SCRIPTED,
  remembered: REMEMBERED,
  picked: PICKED,
  elsewhere: ELSEWHERE,
};

const CHECK = "How to check that it counts";
const desk: Eyes = { scheme: "light", width: 1280, locale: "en" };
const ELEMENTS = ["causes", "gives", "progress", "total"].map((name) => `wellspring-${name}`);

async function shown(page: Page): Promise<readonly string[]> {
  const visible: string[] = [];
  for (const name of ELEMENTS) if (await page.locator(name).isVisible()) visible.push(name);
  return visible;
}

describe.skipIf(executable === undefined)("the elements in a shop's page, in a real browser", () => {
  let browser: Browser;
  let front: ShopFront;

  beforeAll(async () => {
    browser = await launch(executable ?? "");
    front = await startShopFront(({ path, site }) => {
      if (path === "/shop.css") return { type: "text/css", body: STYLE };
      if (path === "/shop.js") return { type: "text/javascript", body: SCRIPT };
      const [, lang = "en", name = ""] = /^\/(en|de)\/([a-z]+)$/.exec(path) ?? [];
      const body = BODIES[name];
      return body === undefined
        ? undefined
        : { type: "text/html; charset=utf-8", body: pageOf(site, lang, body.replace("{site}", site)) };
    });
  });
  afterAll(async () => {
    await browser?.close();
    await front?.close();
  });
  beforeEach(() => {
    front.mood = "well";
    front.tampered = false;
  });

  const open = <Result>(
    name: string,
    work: (page: Page, complaints: readonly string[]) => Promise<Result>,
    eyes = desk,
  ) =>
    look(browser, `${front.shop}/${eyes.locale}/${name}`, eyes, ({ page, complaints }) =>
      work(page, complaints),
    );

  test.for(["all", "thanks", "claim"])(
    "are clean to axe and fit, in light and dark, on a phone and a desk, in both languages: %s",
    { timeout: 120_000 },
    async (name) => {
      for (const eyes of pairedEyes) {
        await open(
          name,
          async (page, complaints) => {
            const first = page.locator(name === "all" ? "wellspring-total" : "wellspring-thanks");
            await first.waitFor({ state: "visible" });
            if (name === "all") await page.getByRole("radio").first().check();
            expect(await axeFindings(page), JSON.stringify(eyes)).toEqual([]);
            expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
              eyes.width,
            );
            expect(await first.locator("div").first().getAttribute("lang")).toBe(eyes.locale);
            expect(complaints).toEqual([]);
            await picture(page, `elements-${name}`, eyes);
          },
          eyes,
        );
      }
    },
  );

  test("ask once for a page, and nothing when somebody picks", async () => {
    const before = front.asked.length;
    await open("all", async (page) => {
      await page.getByRole("radio", { name: "Clean rivers" }).check();
      await page.getByText("The match pool of Tarnfell adds €1.00.").waitFor();
      await page.getByRole("radio", { name: "Open paths" }).check();
      await page.getByText("gives €1.00 to Open paths").waitFor();
      expect(await page.locator("wellspring-gives").getByText("The match pool").count()).toBe(0);
    });
    expect(front.asked.slice(before).map(({ search }) => search)).toEqual([
      "?lang=en&currency=EUR&amount=50.00",
    ]);
  });

  test("are picked with the keyboard alone, tell the page, and are a field of its form", async () => {
    await open("all", async (page) => {
      await page.locator("wellspring-causes").waitFor({ state: "visible" });
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.getByRole("button", { name: "Buy" }).click();
      const [first, second] = await page
        .getByRole("radio")
        .evaluateAll((radios) => radios.map((radio) => String(Object(radio).value)));
      expect(await page.getAttribute("body", "data-heard")).toBe(`${first};${second};`);
      expect(await page.getAttribute("body", "data-sent")).toBe(`note=${second}&wellspring_cause=${second}`);
    });
  });

  test("say each cause by its name, with what it is about, in a named group", async () => {
    await open("all", async (page) => {
      const group = page.getByRole("group", { name: "Where should your purchase give?" });
      await group.waitFor();
      expect(await group.ariaSnapshot()).toContain('radio "Clean rivers"');
      const radio = page.getByRole("radio", { name: "Clean rivers" });
      const described = await radio.evaluate((one) => {
        const root = Object(one).getRootNode();
        return root.getElementById(Object(one).getAttribute("aria-describedby")).textContent;
      });
      expect(described).toContain("Volunteers clear banks");
    });
  });

  test("begin with the pick that the cart holds, and go back to it when the form is reset", async () => {
    await open("picked", async (page) => {
      await page.getByText("to Open paths").waitFor();
      expect(await page.getByRole("radio", { name: "Open paths" }).isChecked()).toBe(true);
      expect(await page.getAttribute("body", "data-heard")).toBeNull();
      await page.getByRole("radio", { name: "Clean rivers" }).check();
      await page.evaluate(`document.querySelector("form").reset()`);
      await page.getByText("to Open paths").waitFor();
      expect(await page.getAttribute("body", "data-heard")).toBe("clean-rivers;open-paths;");
    });
  });

  test("ask anew when the cart changes, and say nothing of a cart that they cannot ask about", async () => {
    await open("all", async (page) => {
      await page.getByText("gives €1.00, out of").waitFor();
      await page.evaluate(`document.querySelector("wellspring-gives").setAttribute("amount", "80.00")`);
      await page.getByText("gives €1.60, out of").waitFor();
      front.mood = "failing";
      await page.evaluate(`document.querySelector("wellspring-gives").setAttribute("amount", "90.00")`);
      await page.locator("wellspring-gives").waitFor({ state: "hidden" });
      expect(await shown(page)).toEqual(ELEMENTS.filter((name) => name !== "wellspring-gives"));
    });
  });

  test("leave no cookie and nothing on the device, unless the shop says that they remember", async () => {
    const kept = `[document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]`;
    await open("all", async (page) => {
      await page.getByRole("radio", { name: "Open paths" }).check();
      expect(await page.evaluate(kept)).toEqual(["", "{}", "{}"]);
      expect(await page.context().cookies()).toEqual([]);
    });
    await open("remembered", async (page) => {
      await page.getByRole("radio", { name: "Open paths" }).check();
      expect(await page.evaluate(kept)).toEqual(["", '{"wellspring_cause":"open-paths"}', "{}"]);
      await page.reload();
      await page.getByText("to Open paths").waitFor();
      expect(await page.getAttribute("body", "data-heard")).toBe("open-paths;");
    });
  });

  test.for(["failing", "silent"] as const)(
    "are not there when the site is %s, and the order goes its way",
    async (mood) => {
      front.mood = mood;
      await open("all", async (page) => {
        await page.getByRole("button", { name: "Buy" }).click();
        expect(await page.getAttribute("body", "data-sent")).toBe("note=");
        if (mood === "silent") await page.waitForTimeout(4_500);
        expect(await shown(page)).toEqual([]);
      });
    },
  );

  test("are not there when the module is not the one that the shop named", async () => {
    front.tampered = true;
    await open("all", async (page, complaints) => {
      await page.getByRole("button", { name: "Buy" }).click();
      expect(await page.getAttribute("body", "data-sent")).toBe("note=");
      expect(await page.evaluate(`customElements.get("wellspring-causes") === undefined`)).toBe(true);
      expect(complaints.join(" ")).toContain("integrity");
    });
  });

  test("are not there for a connection that cannot be, and say so to who built the page", async () => {
    await open("elsewhere", async (page, complaints) => {
      await expect.poll(() => complaints.join(" ")).toContain("wellspring: connection: lower-case letters");
      expect(await shown(page)).toEqual([]);
    });
  });

  test("thank for an order with what it gives, and link to its claim where nobody picked", async () => {
    await open("thanks", async (page) => {
      await page
        .getByText("For this order Tarnfell gives €1.00 to Clean rivers, out of its own money.")
        .waitFor();
      expect(await page.getByRole("link").allTextContents()).toEqual([CHECK]);
    });
    await open("claim", async (page) => {
      const link = page.getByRole("link", { name: "Choose where it goes" });
      expect(await link.getAttribute("href")).toBe("https://give.example/c/7h2k");
    });
    await open("scripted", async (page) => {
      await page.getByText("Thank you.").waitFor();
      expect(await page.getByRole("link").allTextContents()).toEqual([CHECK]);
    });
  });

  test("lead to where a gift is checked, and on to its proof by a claim link of the same site alone", async () => {
    for (const [name, fragment] of [
      ["thanks", ""],
      ["claim", ""],
      ["proven", "#/c/7H2K/proof"],
    ] as const) {
      await open(name, async (page) => {
        const link = page.getByRole("link", { name: CHECK });
        expect(await link.getAttribute("href")).toBe(`${front.site}/verify?lang=en${fragment}`);
      });
    }
  });

  test("are to be seen in forced colours, with the picked cause marked", async () => {
    await open("all", async (page) => {
      await page.emulateMedia({ forcedColors: "active" });
      await page.getByRole("radio", { name: "Clean rivers" }).check();
      const colours = await page
        .locator("wellspring-causes label")
        .evaluateAll((labels) =>
          labels.map((label) => Object(globalThis).getComputedStyle(label).borderTopColor),
        );
      expect(new Set(colours).size).toBe(2);
      await picture(page, "elements-forced", desk);
    });
  });
});
