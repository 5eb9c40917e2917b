import { type Instant, Source } from "../purchase/purchase.ts";
import { assertNever } from "../runtime/assert-never.ts";
import { type HttpAnswer, type HttpRequest, json, problem } from "../runtime/http.ts";
import { type ConnectionSecrets, SecretUnavailableError } from "./connection-secrets.ts";
import type { GenuineWebhook } from "./read-webhook.ts";
import { claimOf, type Refusal, TOLERANCE_SECONDS, verifies } from "./signature.ts";
import type { TakenIn } from "./take-in.ts";

/** Where a source names the topic outside the body. */
const TOPIC_HEADERS: Readonly<Partial<Record<Source, string>>> = {
  shopify: "x-shopify-topic",
  woocommerce: "x-wc-webhook-topic",
};

const REASONS: Readonly<Record<Refusal, string>> = {
  noSignature: "The headers that hold the signature are missing.",
  badSignature: "The signature's headers are not of the form that this source uses.",
  outsideTheWindow: `The signature's time is more than ${TOLERANCE_SECONDS} seconds from ours.`,
  signatureDoesNotVerify:
    "The signature does not verify with any key of this connection. Sign the bytes as they are sent.",
};

export interface ReceivePurchaseDeps {
  readonly secrets: ConnectionSecrets;
  readonly takeIn: (webhook: GenuineWebhook) => Promise<TakenIn>;
  readonly now: () => Instant;
}

/**
 * What WooCommerce sends when a webhook is saved, without a signature; only 200 lets it be saved. It tells nothing and
 * touches nothing, and no order has this form.
 */
function isPing(source: Source, { body, headers }: HttpRequest): boolean {
  const unsigned = source === "woocommerce" && headers["x-wc-webhook-signature"] === undefined;
  return unsigned && body.byteLength <= 40 && /^webhook_id=\d+$/.test(body.toString("latin1"));
}

/** Why a webhook is not genuine, or nothing when it is. Reads no secret where the headers already decide. */
async function refusalOf(
  source: Source,
  connection: string,
  request: HttpRequest,
  { secrets, now }: ReceivePurchaseDeps,
): Promise<Refusal | undefined> {
  const claim = claimOf(source, request, now());
  if (claim.kind === "refused") return claim.why;
  const genuine = await secrets.check(source, connection, (secret) => verifies(claim, secret));
  return genuine ? undefined : "signatureDoesNotVerify";
}

/** `connection` in the log line is what the alarm on a connection's silence counts. */
function answerOf(taken: TakenIn, connection: string): HttpAnswer {
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

const unknownConnection: HttpAnswer = {
  ...problem({
    status: 404,
    title: "Not Found",
    detail:
      "There is no such connection. Its address is /webhooks/{source}/{connection}, as the stage names them.",
  }),
  facts: { outcome: "unknownConnection" },
};

function notGenuine(why: Refusal): HttpAnswer {
  const answer = problem({ status: 401, title: "Unauthorized", detail: REASONS[why], more: { reason: why } });
  return { ...answer, facts: { outcome: "notGenuine", why } };
}

/** How long a sender should wait after a 503. */
const RETRY_AFTER_SECONDS = 60;

function notReady(error: SecretUnavailableError): HttpAnswer {
  const answer = problem({
    status: 503,
    title: "Service Unavailable",
    detail:
      "The connection's key cannot be read at the moment, so nothing can be verified. Send it again later.",
    headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
  });
  const because = error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  return { ...answer, facts: { outcome: "notReady", because } };
}

/**
 * Answers a purchase webhook. In order of precedence:
 * - 404 an address that is no connection of ours, without any call
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
    const source = Source.safeParse(request.parameters.source).data;
    const { connection } = request.parameters;
    if (source === undefined || connection === undefined || !deps.secrets.has(source, connection)) {
      return unknownConnection;
    }
    if (isPing(source, request)) return { ...json(200, { outcome: "ping" }), facts: { outcome: "ping" } };
    try {
      const refusal = await refusalOf(source, connection, request, deps);
      if (refusal !== undefined) return notGenuine(refusal);
      const topic = request.headers[TOPIC_HEADERS[source] ?? ""];
      const taken = await deps.takeIn({ source, connection, topic, body: request.body });
      return answerOf(taken, `${source}/${connection}`);
    } catch (error) {
      if (error instanceof SecretUnavailableError) return notReady(error);
      throw error;
    }
  };
}
