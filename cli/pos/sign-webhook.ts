import * as z from "zod";
import { parseJson } from "../../core/intake/shop-system/body-json.ts";
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
  lightspeed: ({ signature }) => ({ "x-signature": `signature=${signature},algorithm=HMAC-SHA256` }),
  clover: ({ signature }) => ({ "x-clover-auth": signature }),
  adyen: () => ({}),
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

/** Where a signature stands in the body; absent for the systems that sign in headers. */
const BODIES: Readonly<Partial<Record<Source, (body: Buffer, signature: string) => Buffer>>> = {
  adyen: signedItems,
};

const AdyenItems = z.looseObject({
  notificationItems: z.array(
    z.object({
      NotificationRequestItem: z.looseObject({ additionalData: z.looseObject({}).nullish() }),
    }),
  ),
});

/** One signature a line, an item each; before there are any, the first one for all. A body that is none of Adyen's stays as it is. */
function signedItems(body: Buffer, signature: string): Buffer {
  const read = AdyenItems.safeParse(parseJson(body)?.payload).data;
  if (read === undefined) return body;
  const signatures = signature.split("\n");
  const notificationItems = read.notificationItems.map(({ NotificationRequestItem: item }, index) => {
    const hmacSignature = signatures[index] ?? signatures[0];
    return {
      NotificationRequestItem: { ...item, additionalData: { ...item.additionalData, hmacSignature } },
    };
  });
  return Buffer.from(JSON.stringify({ ...read, notificationItems }));
}

/** A webhook as its shop system would send it, signed by the connection's newest key. */
export function signedWebhook(
  { source, body, topic, id, nowMs }: UnsignedWebhook,
  secret: ConnectionSecret,
): { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } {
  const { signature, topicHeader } = shopSystems[source];
  const seconds = Math.floor(nowMs / 1000);
  const headersWith = (text: string) => HEADERS[source]({ signature: text, seconds, id });
  const bodyWith = (text: string) => BODIES[source]?.(body, text) ?? body;
  const claiming = { headers: headersWith(NOT_YET), body: bodyWith(NOT_YET) };
  const claimed = signature.readHeader(claiming, instantAt(nowMs));
  const [key = ""] = secret.secrets;
  if (claimed.kind === "refused") throw new Error(`A webhook of ${source} is of another form`);
  const signed = claimed.sign(key, secret);
  return {
    headers: {
      "content-type": "application/json",
      ...(topicHeader !== undefined && topic !== undefined && { [topicHeader]: topic }),
      ...headersWith(signed.replace(/^v1,/, "")),
    },
    body: bodyWith(signed),
  };
}
