import { readFileSync } from "node:fs";
import { Liquid } from "liquidjs";
import { ELEMENTS } from "../../core/site/elements-module/elements-file.ts";
import type { ShopPages } from "./shop-front.ts";

const FOLDER = "integrations/shopify";

interface CartItem {
  readonly title: string;
  readonly quantity: number;
  /** In hundredths, as Shopify states amounts. */
  readonly final_line_price: number;
  readonly gift_card: boolean;
}

/** A stand-in for a Shopify theme: its cart page with our section in it, and the Ajax API of its cart. */
export interface ShopifyFront {
  readonly pages: ShopPages;
  readonly cart: {
    currency: string;
    items: readonly CartItem[];
    attributes: Readonly<Record<string, string>>;
  };
  /** The attributes of each call that wrote some, in order. */
  readonly written: readonly unknown[];
}

const liquid = new Liquid();
liquid.registerFilter("asset_url", (name: string) => `/assets/${name}`);

/** Settings are what a merchant enters in the theme's editor; `schema` is for that editor alone. */
async function sectionOf(cart: ShopifyFront["cart"], site: string, taxPercent: number): Promise<string> {
  const source = readFileSync(`${FOLDER}/sections/wellspring-cart.liquid`, "utf8");
  const template = source.replace(/\{% schema %\}[\s\S]*\{% endschema %\}/, "");
  return await liquid.parseAndRender(template, {
    cart: {
      attributes: cart.attributes,
      total_price: totalOf(cart),
      currency: { iso_code: cart.currency },
      items: cart.items.map((item) => ({ ...item, product: { "gift_card?": item.gift_card } })),
    },
    request: { locale: { iso_code: "en" } },
    section: {
      settings: {
        shop: "web",
        module: `${site}${ELEMENTS.path}`,
        integrity: ELEMENTS.integrity,
        tax_percent: taxPercent,
        form: "cart",
      },
    },
  });
}

function totalOf({ items }: Pick<ShopifyFront["cart"], "items">): number {
  return items.reduce((sum, item) => sum + item.final_line_price, 0);
}

const THEME = `
document.getElementById("more").addEventListener("click", () => {
  fetch("/cart/change.js", { method: "POST", headers: { "content-type": "application/json" }, body: '{"line":1,"quantity":2}' });
});`;

/** `hasScript`: whether the theme's assets have our script; without it the file is empty. */
export function shopifyFront({ taxPercent = 0, hasScript = true } = {}): ShopifyFront {
  const cart = {
    currency: "EUR",
    items: [
      { title: "Rain jacket", quantity: 1, final_line_price: 5_000, gift_card: false },
      { title: "Gift card", quantity: 1, final_line_price: 2_500, gift_card: true },
    ],
    attributes: {} as Record<string, string>,
  };
  const written: unknown[] = [];
  const asJson = () => ({
    type: "application/json",
    body: JSON.stringify({ ...cart, total_price: totalOf(cart) }),
  });
  const write = (attributes: Record<string, string>) => {
    written.push(attributes);
    cart.attributes = { ...cart.attributes, ...attributes };
  };
  return {
    cart,
    written,
    async pages({ path, method, body, site }) {
      if (!hasScript && path === "/assets/wellspring-cart.js") return { type: "text/javascript", body: "" };
      if (path === "/assets/wellspring-cart.js")
        return { type: "text/javascript", body: readFileSync(`${FOLDER}/assets/wellspring-cart.js`, "utf8") };
      if (path === "/assets/theme.js") return { type: "text/javascript", body: THEME };
      if (path === "/cart.js") return asJson();
      if (path.startsWith("/cart/update.js")) {
        write(JSON.parse(body).attributes);
        return asJson();
      }
      if (path === "/cart/change.js") {
        cart.items = cart.items.map((item, index) =>
          index === 0 ? { ...item, quantity: 2, final_line_price: 10_000 } : item,
        );
        return asJson();
      }
      if (path !== "/cart" && path !== "/checkout") return undefined;
      // The cart's form, with or without a script: fields of this name are attributes.
      if (method === "POST") {
        const fields = new URLSearchParams(body);
        const named = [...fields].flatMap(([name, value]) => {
          const [, attribute] = /^attributes\[(.+)\]$/.exec(name) ?? [];
          return attribute === undefined ? [] : [[attribute, value] as const];
        });
        write(Object.fromEntries(named));
      }
      const section = path === "/cart" ? await sectionOf(cart, site, taxPercent) : "";
      return {
        type: "text/html; charset=utf-8",
        body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cart</title>
<script src="/assets/theme.js" defer></script></head><body><main><h1>${path}</h1>${section}
<button id="more">One more</button><form id="cart" action="/checkout" method="post"><button>Check out</button></form></main></body></html>`,
      };
    },
  };
}
