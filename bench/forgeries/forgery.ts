import { createHmac, randomBytes } from "node:crypto";
import type { Chance } from "../../demo/chance.ts";
import type { Message } from "../../demo/message.ts";
import { type SigningKeys, signedMessage } from "../../demo/signing.ts";

/** A webhook on its way to an address: what the gateway hands to the function. */
export interface Sent {
  readonly source: string;
  readonly connection: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a forger has: a genuine webhook that was seen on its way, and the time. */
export interface Seen {
  readonly message: Message;
  readonly connection: string;
  /** The key that it was signed with; the forger does not know it, the bench signs with it what was really sent. */
  readonly keys: SigningKeys;
  readonly nowMs: number;
}

type Forge = (seen: Seen, chance: Chance) => Sent;

const STALE_MS_MIN = 301_000;
const STALE_MS_MAX = 86_400_000;

function genuine({ message, connection, keys, nowMs }: Seen): Sent {
  const { headers, body } = signedMessage(message, keys, 0, nowMs);
  return { source: message.source, connection, headers, body };
}

/** Changes the header in which this source keeps its signature. */
function resigned(sent: Sent, change: (signature: string) => string): Sent {
  const headers = Object.entries(sent.headers).map(([name, value]) =>
    /signature|hmac/.test(name) ? [name, change(value)] : [name, value],
  );
  return { ...sent, headers: Object.fromEntries(headers) };
}

const SIGNED_TIME = new Set(["standard", "stripe"]);

function signedAt(seen: Seen, nowMs: number): Sent {
  return genuine({ ...seen, nowMs });
}

/** Each way in which something that the shop system did not send, or not now, can be made to look as if it had. */
export const FORGERIES: Readonly<Record<string, Forge>> = {
  byAnotherKey: (seen) => {
    const key = randomBytes(32).toString("base64");
    return genuine({ ...seen, keys: { ...seen.keys, secrets: [`whsec_${key}`] } });
  },
  bySomeBytes: (seen) =>
    resigned(genuine(seen), (text) =>
      text.replace(/[A-Za-z0-9+/]{20,}=*/, randomBytes(32).toString("base64")),
    ),
  stale: (seen, chance) =>
    SIGNED_TIME.has(seen.message.source)
      ? signedAt(seen, seen.nowMs - chance.between(STALE_MS_MIN, STALE_MS_MAX))
      : resigned(genuine(seen), () => ""),
  ahead: (seen, chance) =>
    SIGNED_TIME.has(seen.message.source)
      ? signedAt(seen, seen.nowMs + chance.between(STALE_MS_MIN, STALE_MS_MAX))
      : resigned(genuine(seen), (text) => text.slice(1)),
  // An old signature under a new time; of a source that signs no time, the same with another body.
  replayedUnderANewTime: (seen) => {
    const old = signedAt(seen, seen.nowMs - STALE_MS_MIN);
    const seconds = String(Math.floor(seen.nowMs / 1000));
    const headers = Object.entries(old.headers).map(([name, value]) => {
      if (name === "webhook-timestamp") return [name, seconds];
      return [name, name === "stripe-signature" ? value.replace(/^t=\d+/, `t=${seconds}`) : value];
    });
    const body = SIGNED_TIME.has(old.source) ? old.body : `${old.body} `;
    return { ...old, headers: Object.fromEntries(headers), body };
  },
  replayedElsewhere: (seen) => ({ ...genuine(seen), connection: "kiosk" }),
  bodyReEncoded: (seen, chance) => {
    const sent = genuine(seen);
    const text = String(sent.body);
    const ways = [
      () => `${text}\n`,
      () => `\uFEFF${text}`,
      () => JSON.stringify(JSON.parse(text), null, 1),
      () => text.replace(/e/, "\\u0065"),
      () => Buffer.from(text, "utf16le"),
      () => Buffer.concat([Buffer.from(text), Buffer.from([0xff])]),
    ] as const;
    return { ...sent, body: chance.pick(ways)() };
  },
  oneDigitOther: (seen) => {
    const sent = genuine(seen);
    return {
      ...sent,
      body: String(sent.body).replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)),
    };
  },
  withoutSignature: (seen) => {
    const sent = genuine(seen);
    const kept = Object.entries(sent.headers).filter(([name]) => !/signature|hmac/.test(name));
    return { ...sent, headers: Object.fromEntries(kept) };
  },
  emptySignature: (seen) => resigned(genuine(seen), () => ""),
  anotherScheme: (seen) =>
    resigned(genuine(seen), (text) =>
      text
        .replace("v1,", "v1a,")
        .replace("v1=", "v0=")
        .replace(/^([A-Za-z0-9+/]{43})=$/, "sha256=$1"),
    ),
  byTheEmptyKey: (seen) => {
    const sent = genuine(seen);
    const digest = createHmac("sha256", "").update(sent.body).digest("base64");
    return resigned(sent, (text) => text.replace(/[A-Za-z0-9+/]{20,}=*$/, digest));
  },
};

export function honest(seen: Seen): Sent {
  return genuine(seen);
}

/** The same signature in another spelling of base64: not what the shop system sent, though it decodes to the same. */
export function signatureReEncoded(seen: Seen): Sent {
  return resigned(genuine(seen), (text) => text.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_"));
}
