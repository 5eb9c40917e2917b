import type { Instant } from "../../model/purchase.ts";
import type { Source } from "../../model/sources.ts";
import { SecretUnavailableError } from "../../platform/aws/secret-unavailable.ts";
import { type HttpAnswer, type HttpRequest, problem } from "../../platform/lambda/http.ts";
import { withoutRepeats } from "../shop-system/repeated-header.ts";
import {
  isSignedWith,
  type SignatureRefusal,
  type SignatureScheme,
  TOLERANCE_SECONDS,
} from "../shop-system/signature.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import type { ConnectionSecrets } from "./connection-secrets.ts";

export interface AuthenticateDeps {
  readonly secrets: ConnectionSecrets;
  readonly now: () => Instant;
}

/** A webhook to a connection that exists, and how its shop system signs. */
export interface WebhookRequest {
  readonly source: Source;
  readonly connection: string;
  readonly signature: SignatureScheme;
  readonly topicHeader?: string | undefined;
  readonly request: HttpRequest;
}

/** A webhook whose signature verifies, or the answer to one whose signature does not. */
export type Authentication =
  | { readonly outcome: "verified"; readonly webhook: VerifiedWebhook }
  | { readonly outcome: "refused"; readonly answer: HttpAnswer };

const REASONS: Readonly<Record<SignatureRefusal, string>> = {
  noSignature: "The headers that hold the signature are missing.",
  badSignature: "The signature's headers are not of the form that this source uses.",
  outsideTheWindow: `The signature's time is more than ${TOLERANCE_SECONDS} seconds from ours.`,
  signatureDoesNotVerify:
    "The signature does not verify with any key of this connection. Sign the bytes as they are sent.",
};

/** How long a sender should wait after a 503. */
const RETRY_AFTER_SECONDS = 60;

export const unknownConnection: HttpAnswer = {
  ...problem({
    status: 404,
    title: "Not Found",
    detail:
      "There is no such connection. Its address is /webhooks/{source}/{connection}, as the stage names them.",
  }),
  facts: { outcome: "unknownConnection" },
};

/**
 * Verifies a webhook's signature before its body is read: of a system that signs a part of it, only what is needed to find
 * that part. Refuses with 401 a signature that is missing, malformed,
 * outside its window or wrong; that costs no call but reading the connection's secret again, at most once a minute, and
 * no secret is read where the headers already decide. Throws {@link SecretUnavailableError} when the key cannot be read.
 */
export async function authenticate(
  { secrets, now }: AuthenticateDeps,
  webhook: WebhookRequest,
): Promise<Authentication> {
  const { source, connection, signature, topicHeader, request } = webhook;
  const header = signature.readHeader(request, now());
  if (header.kind === "refused") return { outcome: "refused", answer: unauthorized(header.why) };
  if (!(await secrets.check(webhook, (secret) => isSignedWith(header, secret)))) {
    return { outcome: "refused", answer: unauthorized("signatureDoesNotVerify") };
  }
  const topic = topicHeader === undefined ? undefined : request.headers[topicHeader];
  return {
    outcome: "verified",
    webhook: { source, connection, topic: topic && withoutRepeats(topic), body: request.body },
  };
}

/**
 * The same endpoint, answering 503 while a secret that it needs cannot be read: a sender with a right signature is never
 * answered 401 for that.
 */
export function unavailableWithoutSecrets(
  endpoint: (request: HttpRequest) => Promise<HttpAnswer>,
): (request: HttpRequest) => Promise<HttpAnswer> {
  return async (request) => {
    try {
      return await endpoint(request);
    } catch (error) {
      if (error instanceof SecretUnavailableError) return unavailable(error);
      throw error;
    }
  };
}

function unauthorized(why: SignatureRefusal): HttpAnswer {
  const answer = problem({ status: 401, title: "Unauthorized", detail: REASONS[why], more: { reason: why } });
  return { ...answer, facts: { outcome: "notGenuine", why } };
}

function unavailable(error: SecretUnavailableError): HttpAnswer {
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
