import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import { PEOPLE_ROUTES } from "../../core/model/routes.ts";
import { NOTHING_USED } from "../minute/bill.ts";
import type { Used } from "../worker/measured.ts";
import type { Worker } from "../worker/pool.ts";

/** What stands in for the gateway: calls of a function, and files where there are any. */
export interface Site {
  readonly url: string;
  /** What the function has used since the last call. */
  takeUsed(): Used;
  close(): Promise<void>;
}

export interface File {
  readonly type: string;
  readonly compressed: Buffer;
}

/** What the gateway has a route of its own for. */
export function isOfPeople(address: string): boolean {
  return PEOPLE_ROUTES.some(({ path }) => path === address);
}

const Answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean().default(false),
});

/** `cookies`: those that the visitor's browser has kept, which stand-ins over http cannot set. */
export async function openSite(
  worker: Worker,
  files: ReadonlyMap<string, File>,
  cookies: readonly string[] = [],
): Promise<Site> {
  let sum = NOTHING_USED;
  const answerTo = async (address: string, acceptEncoding: string | undefined) => {
    const { pathname: path, searchParams } = new URL(address, "http://site");
    const event = {
      version: "2.0",
      routeKey: isOfPeople(path) ? `GET ${path}` : "$default",
      rawPath: path,
      queryStringParameters: Object.fromEntries(searchParams),
      cookies,
      headers: { "accept-language": "en", ...(acceptEncoding && { "accept-encoding": acceptEncoding }) },
      requestContext: { http: { method: "GET", path }, requestId: "request" },
    };
    const { results, used } = await worker.run({ does: "serve", inputs: [event] });
    const { calls, cpuMs, logLines, logBytes } = used["serve"] ?? NOTHING_USED;
    sum = {
      calls: sum.calls + calls,
      cpuMs: sum.cpuMs + cpuMs,
      logLines: sum.logLines + logLines,
      logBytes: sum.logBytes + logBytes,
    };
    return Answer.parse(results[0]?.output);
  };
  const server = createServer({ noDelay: true }, (request, response) => {
    const path = request.url ?? "/";
    const file = files.get(path);
    if (file !== undefined) {
      // Files come from a bucket and a network before it, which compresses.
      response.writeHead(200, { "content-type": file.type, "content-encoding": "br" }).end(file.compressed);
      return;
    }
    answerTo(path, request.headers["accept-encoding"]?.toString()).then(
      ({ statusCode, headers, body, isBase64Encoded }) =>
        response.writeHead(statusCode, headers).end(Buffer.from(body, isBase64Encoded ? "base64" : "utf8")),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    takeUsed() {
      const used = sum;
      sum = NOTHING_USED;
      return used;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
