import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { conditional } from "./conditional.ts";
import { type CallFacts, logCall, type Reported } from "./log-call.ts";
import { type CallLog, logger } from "./logger.ts";

/** The largest request body that a function reads, unless it is given another limit: forms and consents stay far below. */
export const BODY_BYTES_MAX = 1024 * 1024;

export interface HttpRequest {
  /** Method and path template, such as `GET /api/causes/{slug}`. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** `name=value` each. The gateway removes them from the headers. */
  readonly cookies: readonly string[];
  /** The address that the gateway was called from. Never logged. */
  readonly sourceIp: string;
  /** The bytes as sent, before any decoding of text. */
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** One `Set-Cookie` header each: a header of the same name could hold only one. */
  readonly cookies?: readonly string[];
  /** What the log line holds beside the status. */
  readonly facts?: CallFacts;
}

export type Respond = (request: HttpRequest) => Promise<HttpAnswer> | HttpAnswer;

/** An answer in JSON. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

/** Members of a problem document: https://www.rfc-editor.org/rfc/rfc9457. `more` holds extension members. */
export interface ProblemDetails {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that says what went wrong. The type is always `about:blank`: the title is that of the status. */
export function problem({ status, title, detail, more, headers }: ProblemDetails): HttpAnswer {
  return {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
    body: JSON.stringify({ type: "about:blank", title, status, ...(detail && { detail }), ...more }),
  };
}

function textsOf(record: Readonly<Record<string, string | undefined>> | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(record ?? {})) if (value !== undefined) texts[name] = value;
  return texts;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** API Gateway passes cookies apart, other gateways in the header. */
function cookiesOf(event: APIGatewayProxyEventV2, headers: Readonly<Record<string, string>>): string[] {
  const pairs = event.cookies ?? headers.cookie?.split(";") ?? [];
  return pairs.map((pair) => pair.trim()).filter((pair) => pair !== "");
}

function requestOf(event: APIGatewayProxyEventV2): HttpRequest {
  const headers = lowerCased(textsOf(event.headers));
  return {
    route: event.routeKey,
    method: event.requestContext.http.method,
    path: event.rawPath,
    parameters: textsOf(event.pathParameters),
    query: textsOf(event.queryStringParameters),
    headers,
    cookies: cookiesOf(event, headers),
    sourceIp: event.requestContext.http.sourceIp,
    body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
  };
}

function tooLarge(bytesMax: number): HttpAnswer {
  const detail = `A body may have at most ${bytesMax} bytes.`;
  return problem({ status: 413, title: "Content Too Large", detail });
}

const failed = problem({
  status: 500,
  title: "Internal Server Error",
  detail: "This is our fault, and it is logged. Send the request again later.",
});

async function answerTo(
  event: APIGatewayProxyEventV2,
  respond: Respond,
  bodyBytesMax: number,
): Promise<HttpAnswer> {
  const request = requestOf(event);
  if (request.body.byteLength > bodyBytesMax) return tooLarge(bodyBytesMax);
  const answer = conditional(await respond(request), request.headers["if-none-match"]);
  return request.method === "HEAD" ? { ...answer, body: "" } : answer;
}

type HttpResult = Reported<APIGatewayProxyStructuredResultV2>;

function resultOf({ status, headers, body, cookies, facts }: HttpAnswer): HttpResult {
  return {
    statusCode: status,
    headers: { ...headers },
    body: body ?? "",
    ...(cookies && { cookies: [...cookies] }),
    report: { facts: { status, ...facts } },
  };
}

function aboutCall({ routeKey, requestContext }: APIGatewayProxyEventV2): CallFacts {
  return { route: routeKey, requestId: requestContext.requestId };
}

/**
 * - `whenFailed`: the answer to a call that threw
 * - `bodyBytesMax`: above it a call is answered 413
 */
export interface HttpOptions {
  readonly whenFailed?: (request: HttpRequest) => HttpAnswer;
  readonly bodyBytesMax?: number;
}

/**
 * The stack of a function behind the HTTP API, or with an address of its own. Hands over the raw bytes (also of a body
 * that came base64-encoded), answers 413 above `bodyBytesMax` without handing over anything, tags what may be
 * cached and answers 304 to a client that has it, answers HEAD as GET without the body, turns what is thrown into a 500
 * that reveals nothing of it (a problem document, or what `whenFailed` answers), and writes exactly one log line per call.
 */
export function http(
  respond: Respond,
  log: CallLog = logger,
  { whenFailed = () => failed, bodyBytesMax = BODY_BYTES_MAX }: HttpOptions = {},
) {
  return middy<APIGatewayProxyEventV2, HttpResult>()
    .use(logCall<APIGatewayProxyEventV2>({ log, kind: "call", timed: true, about: aboutCall }))
    .onError((request) => {
      const { facts: _, ...answer } = whenFailed(requestOf(request.event));
      request.response = resultOf(answer);
    })
    .handler(async (event) => resultOf(await answerTo(event, respond, bodyBytesMax)));
}
