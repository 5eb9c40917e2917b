import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Caller } from "./graphql";
import { buy, cartOf, fillCart, orderOf, productsOf, takeBack } from "./orders";
import { cartPage, type Language, POLICY, STYLE, thanksPage } from "./pages";

const BODY_BYTES_MAX = 4_096;
const QUANTITY_MAX = 20;
const CURRENCY = "EUR";

/** A storefront of two pages that speaks Vendure's Shop API, on 127.0.0.1 alone. Its only cookie holds Vendure's session. */
export async function serveStorefront(port: number): Promise<void> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      say(response, 500, "text/plain", error instanceof Error ? error.message : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host = "", origin } = request.headers;
  if (!/^(127\.0\.0\.1|localhost):\d+$/.test(host)) return say(response, 421, "text/plain", "Another host.");
  const url = new URL(request.url ?? "/", `http://${host}`);
  if (url.pathname === "/shop.css") return say(response, 200, "text/css", STYLE);
  const language: Language = url.searchParams.get("lang") === "de" ? "de" : "en";
  const shop = new Caller("shop-api", /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1]);
  const [, action = "", code = ""] = /^\/([a-z]*)(?:\/([A-Z0-9]+))?$/.exec(url.pathname) ?? [];
  const go = (to: string) => {
    response.setHeader("location", `${to}?lang=${language}`);
    say(response, 303, "text/plain", "", shop);
  };
  if (request.method === "POST") {
    if (origin !== undefined && origin !== url.origin)
      return say(response, 403, "text/plain", "Another page.");
    const fields = new URLSearchParams(await bodyOf(request));
    if (action === "cart") {
      await fillCart(shop, quantitiesOf(fields));
      return go("/");
    }
    if (action === "buy") return go(`/thanks/${await buy(shop, fields.get("wellspring_cause") || null)}`);
    if (action === "return") {
      // Vendure shows the order to whoever placed it, and fails otherwise.
      await orderOf(shop, code);
      await takeBack(code);
      return go(`/thanks/${code}`);
    }
  }
  if (action === "thanks")
    return say(response, 200, "text/html", thanksPage(language, await orderOf(shop, code)), shop);
  if (url.pathname !== "/") return say(response, 404, "text/plain", "There is no such page.");
  const [products, cart] = [await productsOf(shop), await cartOf(shop)];
  say(response, 200, "text/html", cartPage(language, products, cart, CURRENCY), shop);
}

/** Of each product that the form names, how many; what is no number from 0 to 20 is left as it is. */
function quantitiesOf(fields: URLSearchParams): ReadonlyMap<string, number> {
  const named = [...fields].filter(([id, text]) => /^\d+$/.test(id) && /^\d{1,2}$/.test(text));
  return new Map(named.map(([id, text]) => [id, Math.min(Number(text), QUANTITY_MAX)]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_BYTES_MAX) throw new Error("The form is too long.");
  }
  return text;
}

function say(response: ServerResponse, status: number, type: string, body: string, shop?: Caller): void {
  if (shop?.session)
    response.setHeader("set-cookie", `session=${shop.session}; HttpOnly; SameSite=Lax; Path=/`);
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
