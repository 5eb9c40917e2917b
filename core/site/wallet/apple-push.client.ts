import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { mapBounded } from "../../platform/bounded.ts";
import { type AppleKeys, stageIssuer } from "./apple-keys.ts";

/**
 * What became of a push.
 * - `accepted`: Apple hands it to the phone, as soon as it is online
 * - `gone`: the token leads to no phone, since `asOf` where Apple says so
 * - `failed`: Apple refused it, such as `403 BadCertificate`, or did not answer, such as `ECONNREFUSED`
 */
export type PushOutcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "gone"; readonly asOf?: Instant }
  | { readonly kind: "failed"; readonly reason: string };

export interface ApplePush {
  /**
   * Tells each of these phones that a card has something new, and not what: it asks for it then, and shows nothing. Answers in the
   * order of the tokens, and never throws for what Apple does.
   */
  push(tokens: readonly string[]): Promise<PushOutcome[]>;
}

/** `address`: where Apple takes pushes; `authority`: who vouches for it, absent for those that everybody trusts. */
export interface ApplePushService {
  readonly address: string;
  readonly authority?: string;
}

/** Passes have no other: https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns. */
const APPLE_PUSH_SERVICE: ApplePushService = { address: "https://api.push.apple.com" };
const PUSH_TIMEOUT_MS = 5000;
/** Apple states no number of streams for a connection; so many are taken by any server. */
const PUSHES_AT_ONCE_MAX = 16;

const Refusal = z.object({
  reason: z.string().regex(/^[A-Za-z]{1,60}$/),
  /** Of `Unregistered`: since when there is no phone, in milliseconds. */
  timestamp: z.number().optional(),
});

/** Pushes by the certificate that signs the cards: one connection a call, none for no token. */
export function applePush(
  keys: () => Promise<AppleKeys>,
  { address, authority }: ApplePushService = APPLE_PUSH_SERVICE,
): ApplePush {
  return {
    async push(tokens) {
      if (tokens.length === 0) return [];
      const { certificate, key } = await keys();
      const { passType } = stageIssuer({ certificate });
      const session = connect(address, { cert: certificate, key, ...(authority && { ca: authority }) });
      // Each push under way fails with the connection, and says why.
      session.on("error", () => {});
      try {
        return await mapBounded(tokens, PUSHES_AT_ONCE_MAX, (token) => pushOne(session, token, passType));
      } finally {
        session.destroy();
      }
    },
  };
}

async function pushOne(session: ClientHttp2Session, token: string, passType: string): Promise<PushOutcome> {
  try {
    const signal = AbortSignal.timeout(PUSH_TIMEOUT_MS);
    const headers = { ":method": "POST", ":path": `/3/device/${token}`, "apns-topic": passType };
    const request = session.request(headers, { signal });
    request.end("{}");
    const status = await statusOf(request);
    return status === undefined
      ? { kind: "failed", reason: "NoAnswer" }
      : outcomeOf(status, await text(request));
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

/** Undefined where the connection ends without an answer, as it does for a certificate that Apple does not know. */
function statusOf(request: ClientHttp2Stream): Promise<number | undefined> {
  return new Promise((answered, failed) => {
    request.once("response", (headers) => answered(headers[":status"]));
    request.once("close", () => answered(undefined));
    request.once("error", failed);
  });
}

function outcomeOf(status: number, body: string): PushOutcome {
  if (status === 200) return { kind: "accepted" };
  const { reason = "", timestamp } = Refusal.safeParse(jsonOf(body)).data ?? {};
  if (status === 410) return { kind: "gone", ...(timestamp !== undefined && { asOf: instantAt(timestamp) }) };
  return { kind: "failed", reason: `${status} ${reason}`.trim() };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A code such as `ECONNREFUSED` where there is one: a message may name an address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
