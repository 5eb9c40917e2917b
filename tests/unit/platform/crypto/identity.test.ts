import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { identitiesOf, namesAnybody } from "../../../../core/intake/webhook/person-identities.ts";
import { SecretUnavailableError } from "../../../../core/platform/aws/secret-unavailable.ts";
import { identitySecret, normalEmail } from "../../../../core/platform/crypto/identity.ts";
import { normalPhone } from "../../../../core/platform/crypto/phone.ts";

const KEY = "k".repeat(64);
const nobody = { emails: [], phones: [], cards: [] };

describe("identities", () => {
  test.each([
    [" Ada.Canary+tea@Example.COM ", "ada.canary+tea@example.com"],
    ["ada@example.com", "ada@example.com"],
    ["no address", undefined],
    ["a b@example.com", undefined],
  ])("knows the address %j as %j", (text, normal) => {
    expect(normalEmail(text)).toBe(normal);
  });

  test.each([
    ["212-555-0142", "US", "+12125550142"],
    ["(212) 555 0142", "us", "+12125550142"],
    ["+1 212 555 0142", undefined, "+12125550142"],
    ["+44 20 7946 0958", "US", "+442079460958"],
    ["020 7946 0958", "GB", "+442079460958"],
    ["212-555-0142", undefined, undefined],
    ["212-555-0142", "XX", undefined],
    ["12", "US", undefined],
  ])("knows the number %j of %j as %j", (text, country, normal) => {
    expect(normalPhone(text, country)).toBe(normal);
  });

  test("are keyed hashes of that one form, each once", async () => {
    const identities = await identitiesOf(
      {
        emails: ["ada@example.com", " ADA@example.com", null, "nonsense"],
        phones: ["212-555-0142", undefined],
        cards: ["sq-1-x", ""],
        country: "US",
      },
      KEY,
    );
    const hmac = (text: string) => createHmac("sha256", KEY).update(text).digest("base64url");
    expect(identities).toEqual([
      { kind: "email", hmac: hmac("ada@example.com") },
      { kind: "phone", hmac: hmac("+12125550142") },
      { kind: "card", hmac: hmac("sq-1-x") },
    ]);
  });

  test("are none where a payload names no customer", async () => {
    expect(namesAnybody({ ...nobody, emails: [null, ""] })).toBe(false);
    expect(await identitiesOf(nobody, KEY)).toEqual([]);
  });
});

describe("the key of identities", () => {
  test("is read once, and again only after a failure", async () => {
    const answers = [Promise.reject(new Error("down")), Promise.resolve(KEY)];
    let reads = 0;
    const key = identitySecret(() => {
      reads += 1;
      return answers.shift() ?? Promise.reject(new Error("read too often"));
    }, "arn:key");
    await expect(key()).rejects.toThrow(SecretUnavailableError);
    expect(await Promise.all([key(), key()])).toEqual([KEY, KEY]);
    expect(await key()).toBe(KEY);
    expect(reads).toBe(2);
  });

  test("must not be guessable", async () => {
    await expect(identitySecret(async () => "short", "arn:key")()).rejects.toThrow(SecretUnavailableError);
  });
});
