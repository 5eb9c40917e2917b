import { assertNever } from "../../model/assert-never.ts";
import { Source } from "../../model/sources.ts";
import { type HttpAnswer, type HttpRequest, json, problem } from "../../platform/lambda/http.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { shopSystems } from "../sources/registry.ts";
import { loggedWarning, type PayloadWarning } from "../warnings/payload-warning.ts";
import {
  type AuthenticateDeps,
  authenticate,
  unavailableWithoutSecrets,
  unknownConnection,
} from "./authenticate.ts";
import type { IngestResult } from "./ingest-webhook.ts";

/**
 * The function has an address of its own, without a gateway's routes before it: every other path is answered 404. That address
 * ends with a slash, so a shop may have been given two of them; what Square signs is its own spelling, which is stored.
 */
const PATH = /^\/+webhooks\/([a-z]+)\/([a-z0-9-]+)\/?$/;

/** What Lambda hands over to a function with an address of its own; an order of many lines has megabytes. */
export const WEBHOOK_BYTES_MAX = 6 * 1024 * 1024;

const onlyPost: HttpAnswer = {
  ...problem({
    status: 405,
    title: "Method Not Allowed",
    detail: "A webhook is posted.",
    headers: { allow: "POST" },
  }),
  facts: { outcome: "notPosted" },
};

const notSmoke: HttpAnswer = {
  ...problem({
    status: 400,
    title: "Bad Request",
    detail: "This address takes test purchases of `wellspring smoke` and nothing else.",
  }),
  facts: { outcome: "notSmoke" },
};

export interface ReceivePurchaseDeps extends AuthenticateDeps {
  readonly ingest: (webhook: VerifiedWebhook) => Promise<IngestResult>;
}

/** `connection` in the log line is what the alarm on a connection's silence counts. */
function answerOf(result: IngestResult, connection: string): HttpAnswer {
  switch (result.outcome) {
    case "accepted": {
      const { outcome, events, ignored, warnings } = result;
      const facts = { outcome, connection, events, ...(ignored && { ignored }), ...logged(warnings) };
      return { ...json(202, result), facts };
    }
    case "notNeeded": {
      const { outcome, ignored, warnings } = result;
      const facts = { outcome, connection, ...(ignored && { ignored }), ...logged(warnings) };
      return { ...json(200, result), facts };
    }
    case "quarantined": {
      const fields = result.faults.map(({ field, reason }) => `${field}: ${reason}`);
      const facts = { outcome: result.outcome, connection, faults: fields, ...logged(result.warnings) };
      return { ...json(202, result), facts };
    }
    case "smoke":
      return { ...json(202, result), facts: result };
    case "notSmoke":
      return notSmoke;
    default:
      return assertNever(result);
  }
}

function pinged(connection: string, code: string | undefined): HttpAnswer {
  const facts = { outcome: "ping", ...(code !== undefined && { connection, code }) };
  return { ...json(200, { outcome: "ping" }), facts };
}

/** What an operator sees of warnings: no name that a sender made up. */
function logged(warnings: readonly PayloadWarning[] = []): { readonly warnings?: readonly string[] } {
  const lines = new Set(warnings.flatMap((warning) => loggedWarning(warning) ?? []));
  return lines.size === 0 ? {} : { warnings: [...lines] };
}

/**
 * Answers a purchase webhook. In order of precedence:
 * - 404 an address that is no connection of the stage, without any call
 * - 405 every method but POST
 * - 200 a shop system's unsigned ping
 * - 401 a signature that is missing, malformed, outside its window or wrong: before a purchase is read; costs no
 *   call but reading the connection's secret again, at most once a minute
 * - 503 the connection's secret or the key of identities cannot be read
 * - 200 verified, without anything that counts
 * - 400 verified by the key of smoke tests, and no test purchase
 * - 202 accepted by the bus; or kept in quarantine, because it is verified and cannot be used
 * The last three name, to senders of our own format, what may not be meant as it was taken (`warnings`).
 * Everything else throws (500), and the sender sends it again.
 */
export function receivePurchase(deps: ReceivePurchaseDeps) {
  return unavailableWithoutSecrets(async (request: HttpRequest): Promise<HttpAnswer> => {
    const [, from, connection] = PATH.exec(request.path) ?? [];
    const source = Source.safeParse(from).data;
    if (source === undefined || connection === undefined || !deps.secrets.has(source, connection)) {
      return unknownConnection;
    }
    if (request.method !== "POST") return onlyPost;
    const { signature, topicHeader, isPing, pingCode } = shopSystems[source];
    if (isPing?.(request)) return pinged(`${source}/${connection}`, pingCode?.(request));
    const sender = await authenticate(deps, { source, connection, signature, topicHeader, request });
    if (sender.outcome === "refused") return sender.answer;
    return answerOf(await deps.ingest(sender.webhook), `${source}/${connection}`);
  });
}
