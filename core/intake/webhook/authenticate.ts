import type { Instant, Source } from "../../model/purchase.ts";
import { SecretUnavailableError } from "../../platform/aws/secret-unavailable.ts";
import { type HttpAnswer, type HttpRequest, problem } from "../../platform/lambda/http.ts";
import type { ConnectionSecrets } from "./connection-secrets.ts";
import {
  readSignatureHeader,
  type SignatureRefusal,
  TOLERANCE_SECONDS,
  verifySignature,
} from "./signature.ts";

export interface AuthenticateDeps {
  readonly secrets: ConnectionSecrets;
  readonly now: () => Instant;
}

/** A webhook to a connection that there is. */
export interface WebhookRequest {
  readonly source: Source;
  readonly connection: string;
  readonly request: HttpRequest;
}

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
 * Does what `use` does with a webhook that is genuine. Otherwise, before its body is parsed:
 * - 401 a signature that is missing, malformed, outside its window or wrong; costs no call but reading the
 *   connection's secret again, at most once a minute
 * - 503 a key cannot be read, the connection's or one that `use` needs: nobody is called a forger for that
 */
export async function ifGenuine(
  deps: AuthenticateDeps,
  webhook: WebhookRequest,
  use: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  try {
    const refusal = await refusalOf(webhook, deps);
    return refusal === undefined ? await use() : notGenuine(refusal);
  } catch (error) {
    if (error instanceof SecretUnavailableError) return notReady(error);
    throw error;
  }
}

/** Why a webhook is not genuine, or nothing when it is. Reads no secret where the headers already decide. */
async function refusalOf(
  { source, connection, request }: WebhookRequest,
  { secrets, now }: AuthenticateDeps,
): Promise<SignatureRefusal | undefined> {
  const claim = readSignatureHeader(source, request, now());
  if (claim.kind === "refused") return claim.why;
  const genuine = await secrets.check(source, connection, (secret) => verifySignature(claim, secret));
  return genuine ? undefined : "signatureDoesNotVerify";
}

function notGenuine(why: SignatureRefusal): HttpAnswer {
  const answer = problem({ status: 401, title: "Unauthorized", detail: REASONS[why], more: { reason: why } });
  return { ...answer, facts: { outcome: "notGenuine", why } };
}

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
