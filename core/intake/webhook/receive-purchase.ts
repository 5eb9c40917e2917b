import { assertNever } from "../../model/assert-never.ts";
import { Source } from "../../model/purchase.ts";
import { type HttpAnswer, type HttpRequest, json, problem } from "../../platform/lambda/http.ts";
import type { VerifiedWebhook } from "../shop-system/genuine-webhook.ts";
import { type AuthenticateDeps, ifGenuine, unknownConnection } from "./authenticate.ts";
import type { IngestResult } from "./ingest-webhook.ts";

/** Where a source names the topic outside the body. */
const TOPIC_HEADERS: Readonly<Partial<Record<Source, string>>> = {
  shopify: "x-shopify-topic",
  woocommerce: "x-wc-webhook-topic",
};

/** The function has an address of its own, without a gateway's routes before it: what is not this is not answered. */
const PATH = /^\/webhooks\/([a-z]+)\/([a-z0-9-]+)$/;

const onlyPost: HttpAnswer = {
  ...problem({
    status: 405,
    title: "Method Not Allowed",
    detail: "A webhook is posted.",
    headers: { allow: "POST" },
  }),
  facts: { outcome: "notPosted" },
};

export interface ReceivePurchaseDeps extends AuthenticateDeps {
  readonly takeIn: (webhook: VerifiedWebhook) => Promise<IngestResult>;
}

/**
 * What WooCommerce sends when a webhook is saved, without a signature; only 200 lets it be saved. It tells nothing and
 * touches nothing, and no order has this form.
 */
function isPing(source: Source, { body, headers }: HttpRequest): boolean {
  const unsigned = source === "woocommerce" && headers["x-wc-webhook-signature"] === undefined;
  return unsigned && body.byteLength <= 40 && /^webhook_id=\d+$/.test(body.toString("latin1"));
}

/** `connection` in the log line is what the alarm on a connection's silence counts. */
function answerOf(taken: IngestResult, connection: string): HttpAnswer {
  switch (taken.outcome) {
    case "accepted":
      return { ...json(202, taken), facts: { outcome: taken.outcome, connection, events: taken.events } };
    case "notNeeded":
      return { ...json(200, taken), facts: { outcome: taken.outcome, connection } };
    case "quarantined": {
      const fields = taken.faults.map(({ field, reason }) => `${field}: ${reason}`);
      return { ...json(202, taken), facts: { outcome: taken.outcome, connection, faults: fields } };
    }
    default:
      return assertNever(taken);
  }
}

/**
 * Answers a purchase webhook. In order of precedence:
 * - 404 an address that is no connection of ours, without any call
 * - 405 what is not posted
 * - 200 WooCommerce's ping
 * - 401 a signature that is missing, malformed, outside its window or wrong: before the body is parsed; costs no
 *   call but reading the connection's secret again, at most once a minute
 * - 503 the connection's secret or the key of identities cannot be read: nobody is called a forger for that
 * - 200 genuine, but there is nothing in it for us
 * - 202 accepted by the bus; or kept in quarantine, because it is genuine and cannot be used
 * Everything else throws (500), and the sender sends it again.
 */
export function receivePurchase(deps: ReceivePurchaseDeps) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const [, from, connection] = PATH.exec(request.path) ?? [];
    const source = Source.safeParse(from).data;
    if (source === undefined || connection === undefined || !deps.secrets.has(source, connection)) {
      return unknownConnection;
    }
    if (request.method !== "POST") return onlyPost;
    if (isPing(source, request)) return { ...json(200, { outcome: "ping" }), facts: { outcome: "ping" } };
    return ifGenuine(deps, { source, connection, request }, async () => {
      const topic = request.headers[TOPIC_HEADERS[source] ?? ""];
      const taken = await deps.takeIn({ source, connection, topic, body: request.body });
      return answerOf(taken, `${source}/${connection}`);
    });
  };
}
