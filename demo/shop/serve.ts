import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { formatError } from "../../cli/cli-error.ts";
import { chooseLanguage } from "../../core/i18n/language.ts";
import { type DemoOrder, goodsOf, readPick, readQuantities } from "./order.ts";
import { cartPage, SHOP_STYLE, type ShopSettings, shopPolicy, thanksPage } from "./page.ts";

export interface DemoShop {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeShopOptions {
  readonly settings: ShopSettings;
  /** Hands a paid order on; the customer waits for it. */
  readonly send: (order: DemoOrder) => Promise<void>;
  readonly nowMs: () => number;
  /** 32 hexadecimal digits that nobody can guess. */
  readonly newToken: () => string;
}

const BODY_BYTES_MAX = 4_096;
/** The thanks of earlier orders are forgotten. */
const ORDERS_KEPT = 100;

/** A web shop of a few pages on 127.0.0.1 alone: a cart, a form, and thanks. Fails with EADDRINUSE when the port is taken. */
export async function serveShop(port: number, options: ServeShopOptions): Promise<DemoShop> {
  const orders = new Map<string, DemoOrder>();
  const server = createServer((request, response) => {
    answer(request, response, options, orders).catch((error: unknown) => {
      say(response, options, 500, "text/plain", formatError(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  const address: AddressInfo | string | null = server.address();
  const own = address !== null && typeof address === "object" ? address.port : port;
  return {
    url: `http://127.0.0.1:${own}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServeShopOptions,
  orders: Map<string, DemoOrder>,
): Promise<void> {
  const { settings, send, nowMs, newToken } = options;
  const { host = "", origin } = request.headers;
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host))
    return say(response, options, 421, "text/plain", "This is not the host you asked for.");
  const url = new URL(request.url ?? "/", `http://${host}`);
  const localeOf = (fields: URLSearchParams) =>
    chooseLanguage(fields.get("lang") ?? undefined, request.headers["accept-language"]).locale;
  if (request.method === "POST" && url.pathname === "/buy") {
    if (origin !== undefined && origin !== url.origin)
      return say(response, options, 403, "text/plain", "Another page may not buy here.");
    const fields = new URLSearchParams(await bodyOf(request));
    const quantities = readQuantities(fields);
    const cause = readPick(fields);
    const own = { number: String(nowMs()), token: newToken(), quantities };
    const order: DemoOrder = { ...own, ...(cause !== undefined && { cause }) };
    if (goodsOf(quantities) === 0) return say(response, options, 400, "text/plain", "The cart is empty.");
    await send(order);
    orders.set(order.number, order);
    for (const number of [...orders.keys()].slice(0, -ORDERS_KEPT)) orders.delete(number);
    response.writeHead(303, { location: `/thanks?order=${order.number}&lang=${localeOf(fields)}` }).end();
    return;
  }
  const locale = localeOf(url.searchParams);
  const order = orders.get(url.searchParams.get("order") ?? "");
  if (url.pathname === "/shop.css") say(response, options, 200, "text/css", SHOP_STYLE);
  else if (url.pathname === "/")
    say(response, options, 200, "text/html", cartPage(settings, locale, readQuantities(url.searchParams)));
  else if (url.pathname === "/thanks" && order !== undefined)
    say(response, options, 200, "text/html", thanksPage(settings, locale, order));
  else say(response, options, 404, "text/plain", "There is no page here.");
}

function say(
  response: ServerResponse,
  { settings }: ServeShopOptions,
  status: number,
  type: string,
  body: string,
): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": shopPolicy(settings),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > BODY_BYTES_MAX) throw new Error(`A form has at most ${BODY_BYTES_MAX} bytes.`);
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
