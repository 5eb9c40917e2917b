import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { PEOPLE_ROUTES } from "../../core/people-pages/routes.ts";
import type { HttpRequest, Respond } from "../../core/runtime/http.ts";

/** A request as the gateway hands it over; undefined for an address that is none of people's pages. */
async function requestOf(message: IncomingMessage): Promise<HttpRequest | undefined> {
  const url = new URL(message.url ?? "/", "http://site");
  const method = message.method ?? "GET";
  const found = PEOPLE_ROUTES.find(
    ({ path, methods }) => path === url.pathname && methods.some((one) => one === method),
  );
  if (found === undefined) return undefined;
  const body: Buffer[] = [];
  for await (const chunk of message) body.push(Buffer.from(chunk));
  return {
    route: `${method} ${found.path}`,
    method,
    path: url.pathname,
    parameters: {},
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
    ),
    cookies: [],
    sourceIp: "203.0.113.7",
    body: Buffer.concat(body),
  };
}

export interface Gateway {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves people's pages that have no token in their address; any other address says that it is elsewhere. */
export async function startGateway(respond: Respond): Promise<Gateway> {
  const server = createServer(async (message, response) => {
    const request = await requestOf(message);
    if (request === undefined) {
      response.writeHead(200, { "content-type": "text/plain" }).end("elsewhere");
      return;
    }
    const { status, headers, body } = await respond(request);
    response.writeHead(status, headers).end(message.method === "HEAD" ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The test's server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
