import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A stand-in for a shop that is asked for its orders: it knows its token, may be down, and counts what it is asked. */
export interface AskedShop {
  readonly origin: string;
  /** What the secret of its connection holds. */
  readonly access: string;
  /** Path and query of each question, in order. */
  readonly asked: readonly string[];
  /** From now on this path is answered so. */
  has(path: string, body: unknown): void;
  /** From now on everything is answered with this status; undefined: as it should be. */
  answersWith(status: number | undefined): void;
  close(): Promise<void>;
}

const TOKEN = "ck_invented:cs_for_tests";
/** As WooCommerce and as Square are given it. */
const AUTHORIZATIONS = [`Basic ${Buffer.from(TOKEN).toString("base64")}`, `Bearer ${TOKEN}`];

export async function openAskedShop(): Promise<AskedShop> {
  const asked: string[] = [];
  const bodies = new Map<string, unknown>();
  let failing: number | undefined;
  const server = createServer(({ url = "", headers }, response) => {
    asked.push(url);
    const { pathname } = new URL(url, "http://shop.example");
    const status =
      failing ??
      (AUTHORIZATIONS.includes(headers.authorization ?? "") ? (bodies.has(pathname) ? 200 : 404) : 401);
    // It does not ask to be left alone, so a test need not wait until it may be asked again.
    response.writeHead(status, { "content-type": "application/json", "retry-after": "0" });
    response.end(JSON.stringify(status === 200 ? bodies.get(pathname) : { message: "no" }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    access: JSON.stringify({ origin, accessToken: TOKEN }),
    asked,
    has: (path, body) => bodies.set(path, body),
    answersWith(status) {
      failing = status;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
