import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { findBrowser } from "../../tools/browser.ts";
import { pictureContext, takePicture } from "../../tools/guide-picture.ts";
import { launch, NO_BROWSER } from "../support/browser.ts";
import { moduleTag, type ShopPages, startShopFront } from "../support/shop-front.ts";
import { shopifyFront } from "../support/shopify-front.ts";
import { hasPhp, NO_PHP, wooCommerceFront } from "../support/woocommerce-front.ts";

/*
 * `npm run guide-pictures` takes the pictures of the guides in integrations/ anew: what a shopper sees, in Chromium, of the
 * files and the HTML that the guides themselves hand out. Vendure's are taken by `npm run demo:shop -- --check --pictures`.
 */

/** The look of an invented shop, of which the elements take font and colours. */
const LOOK = `
body { margin: 0; background: #fff; color: #22302b; font: 16px/1.5 system-ui, sans-serif; --wellspring-accent: #1a6a53; }
main { padding: 20px 24px; }
h1 { font-size: 24px; margin: 0 0 12px; }
table { width: 100%; border-collapse: collapse; margin: 0 0 20px; }
th, td { text-align: start; padding: 8px 0; border-bottom: 1px solid #ccd4d0; }
td:last-child, th:last-child { text-align: end; }
form { margin: 0; }
main button { font: inherit; font-weight: 600; padding: 10px 24px; margin-top: 16px; border: 0; border-radius: 8px; background: #1a6a53; color: #fff; }
#more { display: none; }
`;

const GOODS = `<table><thead><tr><th scope="col">Product</th><th scope="col">Price</th></tr></thead>
<tbody><tr><td>Rain jacket</td><td>€40.25</td></tr><tr><td>Wool socks</td><td>€9.65</td></tr></tbody></table>`;

function pageOf(site: string, title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${moduleTag(site)}</head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;
}

/** The HTML that a guide hands out for the form of a checkout, and its thanks. */
function handedOut(guide: "any" | "stripe"): ShopPages {
  const text = readFileSync(`integrations/${guide}/README.md`, "utf8");
  const [, form = ""] = /```html\n([\s\S]*?)```/.exec(text) ?? [];
  const [, shop = ""] = / shop="([^"]+)"/.exec(form) ?? [];
  if (!form.includes("<wellspring-causes") || shop === "") throw new Error(`${guide} hands out no form.`);
  const thanks = `<wellspring-thanks shop="${shop}" currency="EUR" amount="49.90" cause="clean-rivers"></wellspring-thanks>`;
  return ({ path, site }) => {
    const type = "text/html; charset=utf-8";
    if (path === "/product") return { type, body: pageOf(site, "Rain jacket", productOf(shop)) };
    if (path === "/cart") return { type, body: pageOf(site, "Your cart", `${GOODS}${form}`) };
    return path === "/thanks" ? { type, body: pageOf(site, "Your order 1001", thanks) } : undefined;
  };
}

function productOf(shop: string): string {
  return `<p>€40.25 without tax. Keeps off the rain.</p><button>Into the cart</button>
<wellspring-causes shop="${shop}" name="wellspring_cause"></wellspring-causes><wellspring-progress></wellspring-progress>`;
}

interface Shot {
  readonly name: string;
  readonly path: string;
  /** What is done there before the picture. */
  readonly act: (page: Page) => Promise<void>;
}

const pick = async (page: Page) => {
  await page.getByRole("radio", { name: "Clean rivers" }).check();
};
const cart: Shot = {
  name: "cart",
  path: "/cart",
  act: async (page) => {
    await pick(page);
    await page.locator("wellspring-gives").getByText("to Clean rivers").first().waitFor();
    await page.evaluate("document.querySelector('h1').textContent = 'Your cart'");
  },
};
const product: Shot = {
  name: "product",
  path: "/product",
  act: async (page) => {
    await pick(page);
    await page.locator("wellspring-progress").getByText("Clean rivers").first().waitFor();
  },
};
const thanks: Shot = {
  name: "thanks",
  path: "/thanks",
  act: (page) => page.locator("wellspring-thanks").waitFor(),
};

const executable = findBrowser();
if (executable === undefined) throw new Error(NO_BROWSER);
if (!hasPhp()) throw new Error(NO_PHP);
let browser: Browser;
beforeAll(async () => {
  browser = await launch(executable);
});
afterAll(() => browser.close());

const guides: readonly (readonly [string, ShopPages, readonly Shot[]])[] = [
  ["any", handedOut("any"), [product, cart, thanks]],
  ["stripe", handedOut("stripe"), [cart, thanks]],
  ["shopify", shopifyFront().pages, [cart]],
  ["woocommerce", wooCommerceFront().pages, [cart, thanks]],
];

test.each(guides)("the guide of %s has its pictures", async (guide, pages, shots) => {
  const front = await startShopFront(pages);
  const context = await pictureContext(browser, { bypassCSP: true });
  try {
    const page = await context.newPage();
    for (const { name, path, act } of shots) {
      await page.goto(`${front.shop}${path}`);
      await page.addStyleTag({ content: LOOK });
      await act(page);
      const file = `integrations/${guide}/pictures/${name}.webp`;
      console.log(`${file}: ${await takePicture(page, file)} bytes`);
    }
  } finally {
    await context.close();
    await front.close();
  }
});
