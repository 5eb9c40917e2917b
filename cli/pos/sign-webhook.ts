import type { ConnectionSecret } from "../../core/intake/shop-system/signature.ts";
import { shopSystems } from "../../core/intake/sources/registry.ts";
import { instantAt } from "../../core/model/instant.ts";
import type { Source } from "../../core/model/sources.ts";

/** The headers in which a system's signature stands. */
type SignatureHeaders = (signed: {
  readonly signature: string;
  readonly seconds: number;
  readonly id: string;
}) => Readonly<Record<string, string>>;

const standardHeaders: SignatureHeaders = ({ signature, seconds, id }) => ({
  "webhook-id": id,
  "webhook-timestamp": String(seconds),
  "webhook-signature": `v1,${signature}`,
});

const HEADERS: Readonly<Record<Source, SignatureHeaders>> = {
  shopify: ({ signature }) => ({ "x-shopify-hmac-sha256": signature }),
  square: ({ signature }) => ({ "x-square-hmacsha256-signature": signature }),
  stripe: ({ signature, seconds }) => ({ "stripe-signature": `t=${seconds},v1=${signature}` }),
  woocommerce: ({ signature }) => ({ "x-wc-webhook-signature": signature }),
  zettle: ({ signature }) => ({ "x-izettle-signature": signature }),
  bigcommerce: standardHeaders,
  standard: standardHeaders,
};

export interface UnsignedWebhook {
  readonly source: Source;
  readonly body: Buffer;
  /** Of its topic's header, where the system has one. */
  readonly topic?: string | undefined;
  /** The delivery's id, where the system signs one. */
  readonly id: string;
  readonly nowMs: number;
}

/** In place of the signature, to learn what is signed: any text of its form. */
const NOT_YET = "0".repeat(64);

/** The headers of a webhook as its shop system would send it, signed by the connection's newest key. */
export function signedHeaders(
  { source, body, topic, id, nowMs }: UnsignedWebhook,
  secret: ConnectionSecret,
): Readonly<Record<string, string>> {
  const { signature, topicHeader } = shopSystems[source];
  const seconds = Math.floor(nowMs / 1000);
  const headersWith = (text: string) => HEADERS[source]({ signature: text, seconds, id });
  const claimed = signature.readHeader({ headers: headersWith(NOT_YET), body }, instantAt(nowMs));
  const [key = ""] = secret.secrets;
  if (claimed.kind === "refused") throw new Error(`Headers of ${source} are of another form`);
  return {
    "content-type": "application/json",
    ...(topicHeader !== undefined && topic !== undefined && { [topicHeader]: topic }),
    ...headersWith(claimed.sign(key, secret).replace(/^v1,/, "")),
  };
}
