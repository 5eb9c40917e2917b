import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Call, membersOf, namesOf } from "./call.ts";
import type { Fault, Faults } from "./faults.ts";
import { conflict, type Refusal, serverError, throttled, unavailable } from "./refusal.ts";

/** How the proxy treats calls from now on. Without a rule it hands them on as they are. */
export interface Rules {
  readonly faults?: Faults;
  /** What befalls this call in any case; undefined: what `faults` draw. */
  readonly certain?: (operation: string, request: Readonly<Record<string, unknown>>) => Fault | undefined;
  /** Hears which call a fault befell. A conflict befalls writes alone: drawn for another call, it is none. */
  readonly befell?: (fault: Fault, operation: string) => void;
  /** Services that no fault befalls. */
  readonly spared?: ReadonlySet<string>;
  /** Added to each call, as a stand-in for the way to AWS and back. */
  readonly roundTripMs?: number;
  /** Services that are down: nothing reaches them. */
  readonly down?: ReadonlySet<string>;
  /** Answers for the engine, where there is none. */
  readonly instead?: (
    service: string,
    operation: string,
    request: Readonly<Record<string, unknown>>,
  ) => object;
  /** Changes what is asked of DynamoDB: how a mutant of the product is made. */
  readonly mutate?: (operation: string, request: Readonly<Record<string, unknown>>) => object;
  /** Sees each call when it is done, also when its answer was then dropped. */
  readonly watch?: (call: Call) => void;
}

export interface AwsProxy {
  readonly endpoint: string;
  /** Calls that arrived since it was made, whatever became of them. */
  readonly arrived: number;
  rule(rules: Rules): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const SOCKETS_MAX = 64;
/** Longer than any caller of the bench waits: a hanging call ends with its connection. */
const HANG_MS = 3_000;

/**
 * Stands between the product and an engine on 127.0.0.1, or alone, and then answers itself.
 * Without Nagle's delay (which Node's own requests never have), so that what it adds is its own work.
 */
export async function startProxy(engine: { readonly port: number } | undefined): Promise<AwsProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  let rules: Rules = {};
  let arrived = 0;

  const server = createServer({ noDelay: true, keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    arrived += 1;
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { faults, certain, befell, spared, roundTripMs, down, mutate, watch, instead } = rules;
    const startedMs = performance.now();
    let body = await bytesOf(incoming);
    const line = { method: incoming.method ?? "", path: incoming.url ?? "/" };
    const { service, operation } = namesOf(incoming.headers, line);
    if (down?.has(service)) return answer(outgoing, unavailable);
    const fault = spared?.has(service)
      ? undefined
      : (certain?.(operation, membersOf(body)) ?? faults?.next());
    const refused = fault && refusalOf(fault, operation, body);
    if (fault !== undefined && (fault !== "conflict" || refused)) befell?.(fault, operation);
    if (refused) return answer(outgoing, refused);
    if (mutate && service === "dynamodb")
      body = Buffer.from(JSON.stringify(mutate(operation, membersOf(body))));
    if (fault === "tokenForgotten") body = withoutToken(body);
    if (watch && service === "dynamodb") body = askForUnits(body, operation);
    const ask = async () =>
      engine === undefined
        ? made(instead?.(service, operation, membersOf(body)) ?? {})
        : await hand(agent, engine.port, incoming, line, body);
    let given = await ask();
    if (fault === "duplicated") given = await ask();
    if (roundTripMs !== undefined) await sleep(roundTripMs);
    watch?.({
      service,
      operation,
      request: membersOf(body),
      status: given.status,
      answer: membersOf(given.body),
      requestBytes: body.byteLength,
      answerBytes: given.body.byteLength,
      startedMs,
      endedMs: performance.now(),
    });
    if (fault === "hang") await sleep(HANG_MS);
    if (fault === "hang" || fault === "droppedAnswer") return void outgoing.destroy();
    outgoing.writeHead(given.status, given.headers).end(given.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    get arrived() {
      return arrived;
    },
    rule(next) {
      rules = next;
    },
    async close() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function made(answer: object): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: Buffer.from(JSON.stringify(answer)),
  };
}

function refusalOf(fault: Fault, operation: string, body: Buffer): Refusal | undefined {
  if (fault === "serverError") return serverError;
  if (fault === "throttled") return throttled;
  return fault === "conflict" ? conflict(operation, membersOf(body)) : undefined;
}

function answer(outgoing: ServerResponse, { status, body }: Refusal): void {
  outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(body);
}

function withoutToken(body: Buffer): Buffer {
  const { ClientRequestToken: _, ...rest } = membersOf(body);
  return Buffer.from(JSON.stringify(rest));
}

function askForUnits(body: Buffer, operation: string): Buffer {
  if (!/^(PutItem|UpdateItem|DeleteItem|GetItem|Query|Scan|TransactWriteItems)$/.test(operation)) return body;
  return Buffer.from(JSON.stringify({ ...membersOf(body), ReturnConsumedCapacity: "TOTAL" }));
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function hand(
  agent: Agent,
  port: number,
  { headers }: IncomingMessage,
  { method, path }: { readonly method: string; readonly path: string },
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      host: "127.0.0.1",
      port,
      method,
      path,
      headers: { ...headers, "content-length": String(body.byteLength) },
    });
    sent.once("error", reject);
    sent.once("response", (incoming) => {
      bytesOf(incoming).then(
        (bytes) =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: { "content-type": incoming.headers["content-type"] },
            body: bytes,
          }),
        reject,
      );
    });
    sent.end(body);
  });
}
