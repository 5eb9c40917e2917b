import { environment } from "./environment";
import type { Product, ShopOrder } from "./orders";

export type Language = "en" | "de";

const WORDS = {
  en: {
    title: "Vendure shop",
    lead: "A shop on Vendure's own server, on this machine. It sells nothing; what you buy gives in the ledger beside it.",
    product: "Product",
    price: "Price with tax",
    quantity: "Quantity",
    update: "Update the cart",
    empty: "Put something into the cart first.",
    buy: "Buy",
    order: (code: string) => `Order ${code}`,
    arrives: "It is paid. In a moment the gift is on the giving site.",
    toSite: "See it there",
    back: "Send everything back",
    returned: "Everything came back, and the money went back. What the order gave is taken back too.",
    again: "Back to the shop",
    other: "Deutsch",
  },
  de: {
    title: "Vendure-Laden",
    lead: "Ein Laden auf Vendures eigenem Server, auf diesem Rechner. Er verkauft nichts; was Sie kaufen, gibt im Hauptbuch daneben.",
    product: "Produkt",
    price: "Preis mit Steuer",
    quantity: "Anzahl",
    update: "Warenkorb ändern",
    empty: "Legen Sie erst etwas in den Warenkorb.",
    buy: "Kaufen",
    order: (code: string) => `Bestellung ${code}`,
    arrives: "Sie ist bezahlt. Gleich steht die Gabe auf der Seite.",
    toSite: "Dort ansehen",
    back: "Alles zurückschicken",
    returned: "Alles kam zurück, und das Geld ging zurück. Auch was die Bestellung gab, ist zurückgenommen.",
    again: "Zurück zum Laden",
    other: "English",
  },
} as const;

export const STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light dark;--ink:light-dark(#1c2622,#edf1ec);--paper:light-dark(#fbfaf6,#121815);--quiet:light-dark(#53605a,#a9b5af);--accent:light-dark(#1a6a53,#7ccfac);--wellspring-accent:var(--accent)}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
main{max-width:40rem;margin:auto;padding:1.5rem max(1.25rem,4vw) 4rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;margin-top:1.5rem}
th,td{padding:.5rem .75rem .5rem 0;text-align:start;border-bottom:1px solid var(--quiet)}
td:nth-child(2){font-variant-numeric:tabular-nums}
input[type=number]{width:4.5rem;font:inherit;padding:.35rem .5rem}
button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.25rem;margin-top:1rem;cursor:pointer}
a{color:var(--accent)}
.quiet{color:var(--quiet)}
form+form{margin-top:2rem}
:focus-visible{outline:3px solid currentColor;outline-offset:3px}
`;

/** No inline code, and one foreign origin: the elements need no more. */
export const POLICY = `default-src 'none'; style-src 'self'; script-src ${environment.site}; connect-src ${environment.site}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string | number): string {
  return String(text).replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** A template whose values are escaped; lists are of markup that is made here too. */
function html(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const parts = values.map((value) => {
    if (value instanceof Markup) return value.text;
    return typeof value === "object" ? value.map(({ text }) => text).join("") : escaped(value);
  });
  return new Markup(texts.map((text, index) => text + (parts[index] ?? "")).join(""));
}

class Markup {
  constructor(readonly text: string) {}
}

const NOTHING = new Markup("");

function money(minor: number, language: Language, currency: string): string {
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(minor / 100);
}

function page(language: Language, title: string, body: Markup): string {
  const other = language === "en" ? "de" : "en";
  return `<!doctype html>${
    html`<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/shop.css">
<script type="module" src="${environment.module}" integrity="${environment.integrity}" crossorigin="anonymous"></script>
</head><body><main><h1>${title}</h1>${body}
<p><a href="/?lang=${other}" lang="${other}">${WORDS[language].other}</a></p></main></body></html>`.text
  }`;
}

/** Products, and below them the cart: causes to pick, what it gives, and the button that pays. */
export function cartPage(
  language: Language,
  products: readonly Product[],
  cart: ShopOrder | null,
  currency: string,
) {
  const words = WORDS[language];
  const quantityOf = (id: string) =>
    cart?.lines.find(({ productVariant }) => productVariant.id === id)?.quantity ?? 0;
  const rows = products.map(
    ({ id, name, priceWithTax }) => html`<tr><td><label for="p${id}">${name}</label></td>
<td>${money(priceWithTax, language, currency)}</td>
<td><input id="p${id}" name="${id}" type="number" min="0" max="20" value="${quantityOf(id)}"></td></tr>`,
  );
  return page(
    language,
    words.title,
    html`<p class="quiet">${words.lead}</p>
<form method="post" action="/cart?lang=${language}"><table><thead><tr><th scope="col">${words.product}</th>
<th scope="col">${words.price}</th><th scope="col">${words.quantity}</th></tr></thead><tbody>${rows}</tbody></table>
<button>${words.update}</button></form>${cart === null || cart.lines.length === 0 ? html`<p>${words.empty}</p>` : checkout(language, cart)}
<wellspring-total shop="standard/${environment.connection}"></wellspring-total>`,
  );
}

function checkout(language: Language, { wellspring, totalWithTax, currencyCode }: ShopOrder): Markup {
  const words = WORDS[language];
  return html`<form method="post" action="/buy?lang=${language}">
<wellspring-causes shop="${wellspring.shop}" name="wellspring_cause" value="${wellspring.cause}"></wellspring-causes>
<wellspring-gives currency="${currencyCode}" amount="${wellspring.amount}"></wellspring-gives>
<button>${words.buy}: ${money(totalWithTax, language, currencyCode)}</button></form>`;
}

/** After the order: what it gives, where to see that, and the way back. */
export function thanksPage(language: Language, order: ShopOrder) {
  const words = WORDS[language];
  const { shop, amount, cause, claim } = order.wellspring;
  const isReturned = order.payments?.some(({ refunds }) => refunds.length > 0) ?? false;
  const path = cause === "" ? "/" : `/causes/${cause}`;
  const thanks = html`<wellspring-thanks shop="${shop}" currency="${order.currencyCode}" amount="${amount}" cause="${cause}" claim="${claim ?? ""}"></wellspring-thanks>
<p>${words.arrives}</p>`;
  const back = html`<form method="post" action="/return/${order.code}?lang=${language}"><button>${words.back}</button></form>`;
  return page(
    language,
    words.order(order.code),
    html`${isReturned ? html`<p role="status">${words.returned}</p>` : thanks}
<p><a href="${environment.site}${path}?lang=${language}">${words.toSite}</a></p>
${isReturned ? NOTHING : back}
<p><a href="/?lang=${language}">${words.again}</a></p>`,
  );
}
