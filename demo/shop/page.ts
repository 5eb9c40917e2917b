import { type ComponentChildren, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { formatter } from "../../core/i18n/formatter.ts";
import { lookOf, plainLook } from "../../core/i18n/palette.ts";
import type { Locale } from "../../core/model/cause.ts";
import { claimToken } from "../../core/model/claim-link.ts";
import { ELEMENTS } from "../../core/site/elements-module/elements-file.ts";
import { type DemoOrder, decimalOf, goodsOf, PRODUCTS, type Quantities, SHOP_CURRENCY } from "./order.ts";

/** Where the demo shop's elements are from, and whose causes they show. */
export interface ShopSettings {
  /** The giving site, without a slash at the end. */
  readonly site: string;
  /** Its connection, such as `shopify/web`. */
  readonly connection: string;
}

const WORDS = {
  en: {
    title: "Demo shop",
    lead: "An invented shop on this machine. It sells nothing; what you buy here gives in the ledger beside it.",
    product: "Product",
    price: "Price",
    quantity: "Quantity",
    update: "Update the cart",
    buy: "Buy",
    order: (number: string) => `Order ${number}`,
    arrives: "The shop has sent its webhook. In a moment the gift is on the giving site.",
    toSite: "See it there",
    again: "Back to the shop",
    other: "Deutsch",
    empty: "Put something into the cart first.",
  },
  de: {
    title: "Demo-Laden",
    lead: "Ein erfundener Laden auf diesem Rechner. Er verkauft nichts; was Sie hier kaufen, gibt im Hauptbuch daneben.",
    product: "Produkt",
    price: "Preis",
    quantity: "Anzahl",
    update: "Warenkorb ändern",
    buy: "Kaufen",
    order: (number: string) => `Bestellung ${number}`,
    arrives: "Der Laden hat seinen Webhook geschickt. Gleich steht die Gabe auf der Seite.",
    toSite: "Dort ansehen",
    again: "Zurück zum Laden",
    other: "English",
    empty: "Legen Sie erst etwas in den Warenkorb.",
  },
} as const;

export const SHOP_STYLE = `${lookOf(plainLook)}
*{box-sizing:border-box}
:root{color-scheme:light dark;--wellspring-accent:var(--link);--wellspring-line:var(--muted)}
body{margin:0;background:var(--background);color:var(--text);font:1.0625rem/1.6 var(--font)}
main{max-width:40rem;margin:auto;padding:1.5rem max(1.25rem,4vw) 4rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}
table{width:100%;border-collapse:collapse;margin-top:1.5rem}
th,td{padding:.5rem .75rem .5rem 0;text-align:start;border-bottom:1px solid var(--line)}
td:nth-child(2){font-variant-numeric:tabular-nums}
input[type=number]{width:4.5rem;font:inherit;padding:.35rem .5rem}
button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.25rem;margin-top:1rem;cursor:pointer}
a{color:var(--link)}
.muted{color:var(--muted)}
:focus-visible{outline:3px solid currentColor;outline-offset:3px}
`;

/** No inline code and one foreign origin, as a careful shop has it: the elements need no more. */
export function shopPolicy({ site }: ShopSettings): string {
  return `default-src 'none'; style-src 'self'; script-src ${site}; connect-src ${site}; img-src ${site}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

function page(settings: ShopSettings, locale: Locale, title: string, ...body: ComponentChildren[]): string {
  const other: Locale = locale === "en" ? "de" : "en";
  const head = h(
    "head",
    null,
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("title", null, title),
    h("link", { rel: "stylesheet", href: "/shop.css" }),
    h("script", {
      type: "module",
      src: `${settings.site}${ELEMENTS.path}`,
      integrity: ELEMENTS.integrity,
      crossorigin: "anonymous",
    }),
  );
  const language = h("p", null, h("a", { href: `/?lang=${other}`, lang: other }, WORDS[locale].other));
  const main = h("main", null, h("h1", null, title), ...body, language);
  return `<!doctype html>${renderToString(h("html", { lang: locale }, head, h("body", null, main)))}`;
}

/** Products, the causes to pick, what this cart gives, and what was given so far. */
export function cartPage(settings: ShopSettings, locale: Locale, quantities: Quantities): string {
  const words = WORDS[locale];
  const { money } = formatter(locale);
  const rows = PRODUCTS.map((product, index) =>
    h(
      "tr",
      null,
      h("td", null, h("label", { for: product.sku }, product[locale])),
      h("td", null, money(product.price, SHOP_CURRENCY)),
      h(
        "td",
        null,
        h("input", {
          id: product.sku,
          name: product.sku,
          type: "number",
          min: 0,
          max: 20,
          value: quantities[index],
        }),
      ),
    ),
  );
  const headings = [words.product, words.price, words.quantity].map((text) =>
    h("th", { scope: "col" }, text),
  );
  const held = PRODUCTS.map(({ sku }, index) =>
    h("input", { type: "hidden", name: sku, value: quantities[index] }),
  );
  const goods = goodsOf(quantities);
  return page(
    settings,
    locale,
    words.title,
    h("p", { class: "muted" }, words.lead),
    h(
      "form",
      { method: "get", action: "/" },
      h("input", { type: "hidden", name: "lang", value: locale }),
      h("table", null, h("thead", null, h("tr", null, headings)), h("tbody", null, rows)),
      h("button", null, words.update),
    ),
    h(
      "form",
      { method: "post", action: "/buy" },
      h("input", { type: "hidden", name: "lang", value: locale }),
      held,
      h("wellspring-causes", { shop: settings.connection, name: "wellspring_cause" }),
      h("wellspring-gives", { currency: SHOP_CURRENCY, amount: decimalOf(goods) }),
      goods === 0
        ? h("p", null, words.empty)
        : h("button", null, `${words.buy}: ${money(goods, SHOP_CURRENCY)}`),
    ),
    h("wellspring-total", {}),
  );
}

/** Where the gift of an order without a pick is given one. */
function claimAddress({ site, connection }: ShopSettings, { token }: DemoOrder): string {
  return `${site}/c/${claimToken(connection.replace(/^.*\//, ""), token)}`;
}

/** After the order: what it gives, and where to see that. */
export function thanksPage(settings: ShopSettings, locale: Locale, order: DemoOrder): string {
  const words = WORDS[locale];
  const path = order.cause === undefined ? "/" : `/causes/${order.cause}`;
  return page(
    settings,
    locale,
    words.order(order.number),
    h("wellspring-thanks", {
      shop: settings.connection,
      currency: SHOP_CURRENCY,
      amount: decimalOf(goodsOf(order.quantities)),
      cause: order.cause ?? "",
      claim: claimAddress(settings, order),
    }),
    h("p", null, words.arrives),
    h("p", null, h("a", { href: `${settings.site}${path}?lang=${locale}` }, words.toSite)),
    h("p", null, h("a", { href: `/?lang=${locale}` }, words.again)),
  );
}
