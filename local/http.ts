import { Agent, request } from "node:http";

/** Connections kept open to the one engine; more requests than this wait their turn. */
const SOCKETS_MAX = 64;
const TIMEOUT_MS_DEFAULT = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });

export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; several of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * One request to an address that the engine gave out, such as `http://<id>.execute-api.localhost:4566/…`. Not every
 * resolver knows the names below `localhost`, so those are reached at 127.0.0.1 with the name in the Host header.
 * Any status is an answer; no connection or no answer in time throws.
 */
export function http(url: string | URL, options: HttpRequest = {}): Promise<HttpResponse> {
  const { protocol, host, hostname, port, pathname, search } = new URL(url);
  if (protocol !== "http:") throw new Error(`Only http: is spoken here, not ${protocol}`);
  const body = options.body === undefined ? undefined : Buffer.from(options.body);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS_DEFAULT;

  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      host: hostname === "localhost" || hostname.endsWith(".localhost") ? "127.0.0.1" : hostname,
      port: port === "" ? 80 : Number(port),
      path: `${pathname}${search}`,
      method: options.method ?? "GET",
      headers: {
        ...options.headers,
        host,
        ...(body === undefined ? {} : { "content-length": body.byteLength }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    sent.once("error", reject);
    sent.once("response", (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("error", reject);
      answer.once("end", () => {
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(answer.headers)) {
          if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
        }
        resolve({ status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    sent.end(body);
  });
}

/** Lets the process end: the connections that are kept open would hold it up. */
export function closeConnections(): void {
  agent.destroy();
}
