import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { CHARITY_ROUTES, FEEDBACK_ROUTES, PEOPLE_ROUTES, PROOF_ROUTES } from "../../core/model/routes.ts";
import type { HttpAnswer, HttpRequest, Respond } from "../../core/platform/lambda/http.ts";
import { peopleFailed } from "../../core/site/serve-people.ts";

type Routes = readonly { readonly path: string; readonly methods: readonly string[] }[];

/** A request as the gateway hands it over; undefined for an address that is none of these pages. */
async function requestOf(message: IncomingMessage, routes: Routes): Promise<HttpRequest | undefined> {
  const url = new URL(message.url ?? "/", "http://site");
  const method = message.method ?? "GET";
  const found = routes.flatMap(({ path, methods }) => {
    const match = new RegExp(`^${path.replace(/\{(\w+)\}/, "(?<$1>[^/]+)")}$`).exec(url.pathname);
    return match !== null && methods.some((one) => one === method)
      ? [{ path, parameters: match.groups }]
      : [];
  })[0];
  if (found === undefined) return undefined;
  const body: Buffer[] = [];
  for await (const chunk of message) body.push(Buffer.from(chunk));
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    route: `${method} ${found.path}`,
    method,
    path: url.pathname,
    parameters: Object.fromEntries(
      Object.entries(found.parameters ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    ),
    query: Object.fromEntries(url.searchParams),
    headers,
    cookies: headers["cookie"]?.split("; ") ?? [],
    sourceIp: "203.0.113.7",
    body: Buffer.concat(body),
  };
}

/** What is thrown is answered as the deployed function answers it. */
async function answerTo(respond: Respond, message: IncomingMessage, routes: Routes): Promise<HttpAnswer> {
  const request = await requestOf(message, routes);
  if (request === undefined)
    return { status: 200, headers: { "content-type": "text/plain" }, body: "elsewhere" };
  try {
    return await respond(request);
  } catch {
    return peopleFailed(request);
  }
}

export interface Gateway {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves people's pages, or others; any other address says that it is elsewhere. */
export async function startGateway(
  respond: Respond,
  routes: Routes = [...PEOPLE_ROUTES, ...PROOF_ROUTES, ...FEEDBACK_ROUTES, ...CHARITY_ROUTES],
): Promise<Gateway> {
  const server = createServer(async (message, response) => {
    const { status, headers, cookies, body } = await answerTo(respond, message, routes);
    response.writeHead(status, { ...headers, ...(cookies && { "set-cookie": [...cookies] }) });
    response.end(message.method === "HEAD" ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The test's server has no port");
  return {
    // A name under localhost, as the engine's own: browsers take it for safe, and keep the session's cookie.
    origin: `http://site.localhost:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
