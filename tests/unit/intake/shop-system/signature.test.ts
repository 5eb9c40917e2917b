import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ConnectionSecret,
  isSignedWith,
  TOLERANCE_SECONDS,
} from "../../../../core/intake/shop-system/signature.ts";
import { shopSystems } from "../../../../core/intake/sources/registry.ts";
import { Source } from "../../../../core/model/sources.ts";
import {
  bodyOf,
  SENDERS,
  type SignedWebhook,
  type Signing,
  signed,
  signedPart,
} from "../../../support/senders.ts";
import { NOTIFICATION_URL, NOW, NOW_SECONDS } from "../../../support/webhooks.ts";

const sources = Source.options;
const inHeader = sources.filter((source) => SENDERS[source].signatureHeader !== undefined);
const readSignatureHeader = (source: Source, webhook: SignedWebhook, now: string) =>
  shopSystems[source].signature.readHeader(webhook, now);
const secretProblem = (source: Source, secret: ConnectionSecret) =>
  shopSystems[source].signature.secretProblem?.(secret);
const OTHER_KEY = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

function secret(source: Source, ...secrets: string[]) {
  return { ...SENDERS[source].secret, ...(secrets.length > 0 && { secrets }) };
}

function isGenuine(source: Source, webhook: SignedWebhook, keys = secret(source)): boolean {
  const claim = readSignatureHeader(source, webhook, NOW);
  return claim.kind === "claimed" && isSignedWith(claim, keys);
}

const webhook = (source: Source, signing?: Signing) => signed(source, SENDERS[source].purchase(), signing);

describe.each(sources)("a signature of %s", (source) => {
  test("verifies over the bytes as they were sent", () => {
    expect(isGenuine(source, webhook(source))).toBe(true);
    expect(isGenuine(source, signed(source, '{"type":"ä – 日本"}'))).toBe(true);
  });

  test("verifies with either key while one is being replaced, and with no other", () => {
    expect(isGenuine(source, webhook(source), secret(source, OTHER_KEY, SENDERS[source].key))).toBe(true);
    expect(
      isGenuine(source, webhook(source, { key: OTHER_KEY }), secret(source, OTHER_KEY, SENDERS[source].key)),
    ).toBe(true);
    expect(isGenuine(source, webhook(source, { key: OTHER_KEY }))).toBe(false);
  });

  test("does not verify over the same JSON written another way, unless what is signed is the same", () => {
    const { headers } = webhook(source);
    const plain = bodyOf(source, SENDERS[source].purchase());
    const again = plain.startsWith("{") ? JSON.stringify(JSON.parse(plain), null, 2) : `${plain}&`;
    const isSame = signedPart(source, again) === signedPart(source, plain);
    expect(isGenuine(source, { headers, body: Buffer.from(again) })).toBe(isSame);
  });

  test("does not verify once any bit of what it is about has changed", () => {
    const { headers, body } = webhook(source);
    const isAbout = signedPart(source, body.toString());
    fc.assert(
      fc.property(fc.nat(body.byteLength - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const changed = Buffer.from(body);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        const isUntouched = signedPart(source, changed.toString()) === isAbout;
        return isUntouched || !isGenuine(source, { headers, body: changed });
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(inHeader)("a signature of %s in its header", (source) => {
  test("does not verify once any character of it has changed", () => {
    const { headers, body } = webhook(source);
    const name = SENDERS[source].signatureHeader ?? "";
    const text = headers[name] ?? "";
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom("A", "b", "0", "/", "=", ",", " "),
        (at, other) => {
          const changed = text.slice(0, at) + other + text.slice(at + 1);
          // Stripe's timestamp may be preceded by spaces; a change to what it was is none.
          fc.pre(changed !== text && changed.trim() !== text);
          return !isGenuine(source, { headers: { ...headers, [name]: changed }, body });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("verifies when a proxy repeats a header, with or without a space, or pads it", () => {
    const { headers, body } = webhook(source);
    const changes = fc.constantFrom(
      (value: string) => `${value},${value}`,
      (value: string) => `${value}, ${value}, ${value}`,
      (value: string) => ` ${value} `,
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(headers)), changes, (name, change) => {
        const changed = { ...headers, [name]: change(headers[name] ?? "") };
        return isGenuine(source, { headers: changed, body });
      }),
    );
  });

  test("does not verify when a repeated header has two values", () => {
    const { headers, body } = webhook(source);
    const name = SENDERS[source].signatureHeader ?? "";
    const other = webhook(source, { key: OTHER_KEY }).headers[name] ?? "";
    expect(isGenuine(source, { headers: { ...headers, [name]: `${other},${other}` }, body })).toBe(false);
  });

  test("is missing, not wrong, when there is no header", () => {
    const { headers, body } = webhook(source);
    const { [SENDERS[source].signatureHeader ?? ""]: _, ...rest } = headers;
    expect(readSignatureHeader(source, { headers: rest, body }, NOW)).toEqual({
      kind: "refused",
      why: "noSignature",
    });
  });
});

describe.each(["stripe", "standard"] as const)("the window of %s", (source) => {
  test.each([
    [-TOLERANCE_SECONDS, "claimed"],
    [TOLERANCE_SECONDS, "claimed"],
    [-TOLERANCE_SECONDS - 1, "refused"],
    [TOLERANCE_SECONDS + 1, "refused"],
  ])("%d seconds from now is %s", (offset, kind) => {
    expect(readSignatureHeader(source, webhook(source, { seconds: NOW_SECONDS + offset }), NOW).kind).toBe(
      kind,
    );
  });

  test("cannot be moved by writing another time into the header", () => {
    const { headers, body } = webhook(source, { seconds: NOW_SECONDS - 1000 });
    const text = JSON.stringify(headers).replaceAll(String(NOW_SECONDS - 1000), String(NOW_SECONDS));
    expect(isGenuine(source, { headers: JSON.parse(text), body })).toBe(false);
  });
});

describe("Square", () => {
  test("signs its notification URL, byte for byte", () => {
    expect(isGenuine("square", webhook("square", { url: `${NOTIFICATION_URL}/` }))).toBe(false);
    expect(isGenuine("square", webhook("square", { url: NOTIFICATION_URL.replace("https", "http") }))).toBe(
      false,
    );
  });

  test("cannot be verified without it", () => {
    expect(secretProblem("square", { secrets: [SENDERS.square.key] })).toContain("notification URL");
  });
});

describe("Stripe", () => {
  test("may send several signatures at once, of which one verifies; v0 never does", () => {
    const { headers, body } = webhook("stripe");
    const [t = "", v1 = ""] = (headers["stripe-signature"] ?? "").split(",");
    const header = (text: string) => ({ headers: { "stripe-signature": text }, body });
    expect(isGenuine("stripe", header(`${t},v1=${"0".repeat(64)},${v1}`))).toBe(true);
    expect(isGenuine("stripe", header(`${t},${v1.replace("v1", "v0")}`))).toBe(false);
  });

  test("is read to its end: what follows a second equals sign is part of the signature", () => {
    const { headers, body } = webhook("stripe");
    for (const more of ["=", "=1", "=="]) {
      const header = `${headers["stripe-signature"]}${more}`;
      expect(isGenuine("stripe", { headers: { "stripe-signature": header }, body })).toBe(false);
    }
  });
});

describe("Standard Webhooks", () => {
  test("may send several signatures at once, of which one verifies; v1a never does", () => {
    const { headers, body } = webhook("standard");
    const own = headers["webhook-signature"] ?? "";
    const other = webhook("standard", { key: OTHER_KEY }).headers["webhook-signature"] ?? "";
    const header = (text: string) => ({ headers: { ...headers, "webhook-signature": text }, body });
    expect(isGenuine("standard", header(`${other} ${own}`))).toBe(true);
    expect(isGenuine("standard", header(own.replace("v1,", "v1a,")))).toBe(false);
  });

  test("verifies with a space behind the comma, as proxies write lists", () => {
    const { headers, body } = webhook("standard");
    const signature = (headers["webhook-signature"] ?? "").replace("v1,", "v1, ");
    for (const value of [signature, `v1, b3RoZXI= ${signature}`, `v1a,abc, ${signature}`]) {
      expect(isGenuine("standard", { headers: { ...headers, "webhook-signature": value }, body })).toBe(true);
    }
    const asOther = `xv1,${signature.slice(4)}`;
    expect(isGenuine("standard", { headers: { ...headers, "webhook-signature": asOther }, body })).toBe(
      false,
    );
  });

  test("signs its id and its time as they are written: the same number in other digits is another text", () => {
    const { headers, body } = webhook("standard");
    const written = fc.constantFrom("webhook-id", "webhook-timestamp");
    fc.assert(
      fc.property(written, fc.nat(30), fc.constantFrom("0", "1", "x", "."), (name, at, more) => {
        const value = headers[name] ?? "";
        const changed = value.slice(0, at) + more + value.slice(at);
        return !isGenuine("standard", { headers: { ...headers, [name]: changed }, body });
      }),
    );
  });

  test("signs text, so that bytes that are none are refused", () => {
    const { headers } = signed("standard", "\uFFFD");
    expect(readSignatureHeader("standard", { headers, body: Buffer.from([0xff]) }, NOW)).toMatchObject({
      kind: "refused",
    });
  });

  test("has keys in base64", () => {
    expect(secretProblem("standard", { secrets: ["not base64!"] })).toContain("base64");
    expect(secretProblem("standard", { secrets: [SENDERS.standard.key] })).toBeUndefined();
  });
});
