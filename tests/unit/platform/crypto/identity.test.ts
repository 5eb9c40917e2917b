import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { identitiesOf, namesAnybody } from "../../../../core/intake/webhook/person-identities.ts";
import { SecretUnavailableError } from "../../../../core/platform/aws/secret-unavailable.ts";
import {
  formerForms,
  identitySecret,
  normalEmail,
  sendableEmail,
} from "../../../../core/platform/crypto/identity.ts";
import { countryOfPhone, normalPhone } from "../../../../core/platform/crypto/phone.ts";

const KEY = "k".repeat(64);
const nobody = { emails: [], phones: [], cards: [] };

describe("identities", () => {
  test.each([
    [" Ada.Canary+tea@Example.COM ", "ada.canary+tea@example.com"],
    ["ada@example.com", "ada@example.com"],
    ["no address", undefined],
    ["a b@example.com", undefined],
    ["ada@bücher.example", "ada@xn--bcher-kva.example"],
    ["ADA@BÜCHER.example", "ada@xn--bcher-kva.example"],
    ["ada@XN--bcher-kva.example", "ada@xn--bcher-kva.example"],
    ["ada@bu\u0308cher.example", "ada@xn--bcher-kva.example"],
    ["ada@ｅｘａｍｐｌｅ.com", "ada@example.com"],
    ["ada@例え。example", "ada@xn--r8jz45g.example"],
    ["o'hara+a/b=c@sub.example.co", "o'hara+a/b=c@sub.example.co"],
  ])("knows the address %j as %j", (text, normal) => {
    expect(normalEmail(text)).toBe(normal);
  });

  test.each([
    "ada@example.com,",
    "ada@example.com;grace@example.com",
    "<ada@example.com>",
    "Ada <ada@example.com>",
    "mailto:ada@example.com",
    "ada@example.com.",
    "ada@.example.com",
    "ada@example..com",
    ".ada@example.com",
    "ada.@example.com",
    "a..da@example.com",
    "a\u200bda@example.com",
    "ada@exam\u00adple.com",
    "ada@\ufeffexample.com",
    "ada@example.com\u202c",
    "ada@exam\u3164ple.com",
    "ädä@example.com",
    "ada@example",
    "ada@localhost",
    "ada@192.0.2.7",
    "ada@[192.0.2.7]",
    "ada@-example.com",
    "ada@example-.com",
    "ada@exa_mple.com",
    "ada@exam%70le.com",
    "ada@example.com/x",
    "ada@example.c",
    "ada@example.123",
    "ada@@example.com",
    '"ada lovelace"@example.com',
    "ada(home)@example.com",
    "@example.com",
    "ada@",
    `${"a".repeat(65)}@example.com`,
    `ada@${"b".repeat(64)}.com`,
    `ada@${"bücher".repeat(10)}.com`,
    `ada@${"abcdefgh.".repeat(30)}com`,
  ])("takes %j for no address: SES refuses it", (text) => {
    expect(normalEmail(text)).toBeUndefined();
  });

  test("sends to a domain in ASCII, and to the local part as it was written", () => {
    expect(sendableEmail("Ada@Bücher.Example")).toBe("Ada@xn--bcher-kva.example");
  });

  test.each([
    ["ada@xn--bcher-kva.example", ["ada@bücher.example"]],
    ["ada@example.com", []],
    ["+541155550142", ["+5491155550142"]],
    ["+12125550142", []],
  ])("%j was hashed as %j", (normal, former) => {
    expect(formerForms(normal)).toEqual(former);
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
    ["\u202a+1 212 555 0142\u202c", undefined, "+12125550142"],
    ["tel:+1-212-555-0142", undefined, "+12125550142"],
    ["020 7946 0958", "UK", "+442079460958"],
    ["+52 1 55 5550 0142", undefined, "+525555500142"],
    ["+52 55 5550 0142", undefined, "+525555500142"],
    ["044 55 5550 0142", "MX", "+525555500142"],
    ["+54 9 11 5555 0142", undefined, "+541155550142"],
    ["+54 11 5555 0142", undefined, "+541155550142"],
    ["011 15 5555 0142", "AR", "+541155550142"],
    ["+1 212-555-0142 ext 2", undefined, undefined],
    ["212-555-0142 x3", "US", undefined],
    ["+1 212 555 0142 #4", undefined, undefined],
    ["+12125550142;ext=5", undefined, undefined],
    ["+52 1 55 5550 0142 ext. 6", undefined, undefined],
    ["call 212-555-0142", "US", undefined],
    ["+12125550142, +12125550143", undefined, undefined],
  ])("knows the number %j of %j as %j", (text, country, normal) => {
    expect(normalPhone(text, country)).toBe(normal);
  });

  test.each([
    ["US", "000-000-0000"],
    ["US", "0000000000"],
    ["US", "1111111111"],
    ["US", "999-999-9999"],
    ["US", "123-456-7890"],
    ["US", "987-654-3210"],
    ["US", "555-123-4567"],
    ["US", "212-000-0000"],
    ["US", "123-123-1234"],
    ["US", "111-222-3333"],
    ["US", "212-555-1212"],
    ["US", "121-212-1212"],
    ["DE", "0000000000"],
    ["DE", "1111111111"],
    ["DE", "0123456789"],
    ["DE", "0151 0000000"],
    ["FR", "0123456789"],
    ["GB", "07777 777777"],
    ["AU", "0400 000 000"],
  ])("takes in %s for no number of anybody's own: %s", (country, text) => {
    expect(normalPhone(text, country)).toBeUndefined();
  });

  test.each([
    ["+44 7700 900142", "GB"],
    ["+1 416 555 0142", "CA"],
    ["+1 555 555 0142", "US"],
    ["+7 701 555 01 42", "KZ"],
  ])("knows that %j is of %s", (text, country) => {
    expect(countryOfPhone(text, undefined)).toBe(country);
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

  test("begin with the customer's own card, also where there are too many others", async () => {
    const many = Array.from({ length: 9 }, (_, at) => `ada${at}@example.com`);
    const card = "W0W3GE1R70W3GE1R70W3GE1R70W";
    const of = (customerCard: string) => identitiesOf({ ...nobody, emails: many, customerCard }, KEY);
    const hmac = createHmac("sha256", KEY).update(card).digest("base64url");
    expect((await of(card))[0]).toEqual({ kind: "customerCard", hmac });
    expect(await of(card)).toHaveLength(6);
    expect((await of("4006381333931"))[0]?.kind).toBe("email");
  });

  test("are the same for a domain in its own letters and in ASCII, and for a number with and without its mobile prefix", async () => {
    const of = (email: string, phone: string) =>
      identitiesOf({ ...nobody, emails: [email], phones: [phone] }, KEY);
    expect(await of("Ada@bücher.example", "+54 9 11 5555 0142")).toEqual(
      await of("ada@xn--bcher-kva.example", "+54 11 5555 0142"),
    );
  });

  test("name a customer whose address was hashed in a former form as well", async () => {
    const hmac = (text: string) => createHmac("sha256", KEY).update(text).digest("base64url");
    const identities = await identitiesOf({ ...nobody, emails: ["ada@bücher.example"] }, KEY);
    expect(identities.map((one) => one.hmac)).toEqual([
      hmac("ada@xn--bcher-kva.example"),
      hmac("ada@bücher.example"),
    ]);
  });

  test("are none of what tills enter in place of an address or a number", async () => {
    const entered = {
      emails: [
        "noreply@shop.example",
        "Guest12@shop.example",
        "test@test.com",
        "none@none.com",
        "walk-in@shop.example",
      ],
      phones: ["000-000-0000", "212-555-0142 ext 3"],
      cards: [],
      country: "US",
    };
    expect(await identitiesOf(entered, KEY)).toEqual([]);
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
