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
  /** The body is bytes, written in base64. */
  readonly isBase64?: true;
  /** One `Set-Cookie` header each: a header of the same name could hold only one. */
  readonly cookies?: readonly string[];
  /** What the log line holds beside the status. */
  readonly facts?: CallFacts;
}

export type Respond = (request: HttpRequest) => Promise<HttpAnswer> | HttpAnswer;

/** A coding that a caller accepts: its name in `Content-Encoding`, and what makes a text's bytes in it. */
export interface Coding {
  readonly name: string;
  readonly encode: (body: string) => Buffer;
}

/** Which answers are sent in a coding, and in which. */
export interface ContentCoding {
  /** Whether callers that accept other codings are sent other bytes of this answer. */
  readonly appliesTo: (request: HttpRequest, answer: HttpAnswer) => boolean;
  /** The best of those that a caller accepts; undefined: none. */
  readonly choose: (acceptEncoding: string | undefined) => Coding | undefined;
}

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
  { bodyBytesMax = BODY_BYTES_MAX, coding: codings }: HttpOptions,
): Promise<HttpResult> {
  const request = requestOf(event);
  if (request.body.byteLength > bodyBytesMax) return resultOf(tooLarge(bodyBytesMax));
  const plain = await respond(request);
  const varies = codings?.appliesTo(request, plain) ?? false;
  const coding = varies ? codings?.choose(request.headers["accept-encoding"]) : undefined;
  const known = request.headers["if-none-match"];
  const answer = conditional(varies ? varying(plain) : plain, known, coding?.name);
  if (answer.status === 304) return resultOf(answer);
  const coded = coding === undefined ? answer : withHeader(answer, "content-encoding", coding.name);
  if (request.method === "HEAD") return resultOf({ ...coded, body: "" });
  return resultOf(coded, coding?.encode(answer.body ?? ""));
}

/** Tells caches that a caller which accepts other codings gets other bytes. */
function varying(answer: HttpAnswer): HttpAnswer {
  const others = answer.headers?.["vary"];
  return withHeader(answer, "vary", others === undefined ? "Accept-Encoding" : `${others}, Accept-Encoding`);
}

function withHeader(answer: HttpAnswer, name: string, value: string): HttpAnswer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

type HttpResult = Reported<APIGatewayProxyStructuredResultV2>;

/** `bytes`: those of the body where they are no text; the gateway takes them in base64, and sends them as they are. */
function resultOf(
  { status, headers, body, isBase64, cookies, facts }: HttpAnswer,
  bytes?: Buffer,
): HttpResult {
  return {
    statusCode: status,
    headers: { ...headers },
    body: bytes?.toString("base64") ?? body ?? "",
    ...((bytes || isBase64) && { isBase64Encoded: true }),
    ...(cookies && { cookies: [...cookies] }),
    report: { facts: { status, ...facts, ...(bytes && { sent: bytes.byteLength }) } },
  };
}

function aboutCall({ routeKey, requestContext }: APIGatewayProxyEventV2): CallFacts {
  return { route: routeKey, requestId: requestContext.requestId };
}

/**
 * - `whenFailed`: the answer to a call that threw
 * - `bodyBytesMax`: above it a call is answered 413
 * - `coding`: how answers are compressed (`contentCoding`); absent: they are sent as they are, and the function loads nothing for it
 */
export interface HttpOptions {
  readonly whenFailed?: (request: HttpRequest) => HttpAnswer;
  readonly bodyBytesMax?: number;
  readonly coding?: ContentCoding;
}

/**
 * The stack of a function behind the HTTP API, or with an address of its own. Hands over the raw bytes (also of a body
 * that came base64-encoded), answers 413 above `bodyBytesMax` without handing over anything, tags what may be
 * cached and answers 304 to a client that has it, compresses by what the caller accepts, answers HEAD as GET without the
 * body, turns what is thrown into a 500
 * that reveals nothing of it (a problem document, or what `whenFailed` answers), and writes exactly one log line per call.
 */
export function http(respond: Respond, log: CallLog = logger, options: HttpOptions = {}) {
  return middy<APIGatewayProxyEventV2, HttpResult>()
    .use(logCall<APIGatewayProxyEventV2>({ log, kind: "call", timed: true, about: aboutCall }))
    .onError((request) => {
      const { facts: _, ...answer } = options.whenFailed?.(requestOf(request.event)) ?? failed;
      request.response = resultOf(answer);
    })
    .handler((event) => answerTo(event, respond, options));
}
