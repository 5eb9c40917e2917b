import { spawnSync } from "node:child_process";
import { z } from "zod";
import { ELEMENTS } from "../../core/site/elements-module/elements-file.ts";
import type { ShopPages } from "./shop-front.ts";

/** Told once: skipped tests look much like passed ones. */
export const NO_PHP =
  "THE WOOCOMMERCE PLUGIN DID NOT RUN: no `php` was found. Install one (Debian: apt-get install php-cli).";

export function hasPhp(): boolean {
  return spawnSync("php", ["--version"]).error === undefined;
}

const Answer = z.object({
  html: z.string(),
  kept: z.record(z.string(), z.string()),
  meta: z.record(z.string(), z.string()),
});

/** A shop of WooCommerce's kind whose plugin is ours, run by PHP: a cart, a button that orders, and thanks. */
export interface WooCommerceFront {
  readonly pages: ShopPages;
  /** What is kept with the cart. */
  readonly kept: () => Readonly<Record<string, string>>;
  /** What the last order carries. */
  readonly ordered: () => Readonly<Record<string, string>> | undefined;
}

export function wooCommerceFront(): WooCommerceFront {
  let kept: Readonly<Record<string, string>> = {};
  let ordered: Readonly<Record<string, string>> | undefined;
  const ask = (site: string, path: string, pick = "") => {
    const settings = {
      module: `${site}${ELEMENTS.path}`,
      integrity: ELEMENTS.integrity,
      shop: "woocommerce/blog",
    };
    const input = JSON.stringify({ path, settings, kept, pick });
    const { stdout, stderr } = spawnSync("php", ["integrations/woocommerce/tests/page.php"], {
      input,
      encoding: "utf8",
    });
    if (stderr !== "") throw new Error(stderr);
    const answer = Answer.parse(JSON.parse(stdout));
    kept = answer.kept;
    return answer;
  };
  return {
    kept: () => kept,
    ordered: () => ordered,
    pages({ path, method, body, site }) {
      if (path === "/?wc-ajax=wellspring_pick" && method === "POST") {
        const { html } = ask(site, "pick", new URLSearchParams(body).get("cause") ?? "");
        return { type: "application/json", body: html };
      }
      if (path === "/shop.css") return { type: "text/css", body: STYLE };
      if (path !== "/cart" && path !== "/thanks") return undefined;
      const { html, meta } = ask(site, path);
      if (path === "/thanks") ordered = meta;
      return {
        type: "text/html; charset=utf-8",
        nonce: "wordpress",
        body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/shop.css"></head>
<body><main>${path === "/cart" ? `<h1>Cart</h1>${GOODS}${html}${ORDER}` : `<h1>Your order</h1>${html}`}</main></body></html>`,
      };
    },
  };
}

const GOODS = `<table><thead><tr><th scope="col">Product</th><th scope="col">Subtotal</th></tr></thead>
<tbody><tr><td>Rain jacket</td><td>€40.25</td></tr><tr><td>Wool socks</td><td>€9.75</td></tr></tbody></table>`;
const ORDER = `<form action="/thanks" method="post"><button>Place order</button></form>`;

const STYLE = `
:root { color-scheme: light dark; --wellspring-accent: light-dark(#7f54b3, #c9b3e6); }
body { margin: 0; font: 100%/1.5 sans-serif; background: light-dark(#fff, #16131a); color: light-dark(#2b2d2f, #eeecf0); }
main { max-width: 40rem; margin: auto; padding: 1rem; }
table { width: 100%; border-collapse: collapse; margin-bottom: 1rem; }
th, td { text-align: start; padding: .5rem 0; border-bottom: 1px solid #8886; }
button { font: inherit; min-height: 44px; padding: .5rem 1.25rem; margin-bottom: 1.5rem; }
`;
