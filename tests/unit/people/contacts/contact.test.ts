import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CustomerId } from "../../../../core/model/customer.ts";
import { decryptAddress, encryptAddress } from "../../../../core/people/contacts/contact.ts";

const ann = { customer: CustomerId.parse(`cus_${"a".repeat(26)}`), channel: "email" as const };
const bea = { ...ann, customer: CustomerId.parse(`cus_${"b".repeat(26)}`) };
const key = "the key of addresses in these tests";
const salt = new Uint8Array(32).fill(1);
const nonce = new Uint8Array(12).fill(2);
const sealed = encryptAddress(key, salt, nonce, ann, "ann@example.org");

describe("an encrypted address", () => {
  test("decrypts to what it was, whatever that is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 254 }),
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        (address, bits) => {
          expect(decryptAddress(key, salt, ann, encryptAddress(key, salt, bits, ann, address))).toBe(address);
        },
      ),
    );
  });

  test.each([
    ["another key", () => decryptAddress(`${key}.`, salt, ann, sealed)],
    ["another salt", () => decryptAddress(key, new Uint8Array(32), ann, sealed)],
    ["another customer", () => decryptAddress(key, salt, bea, sealed)],
    ["another channel", () => decryptAddress(key, salt, { ...ann, channel: "sms" }, sealed)],
    ["a changed letter", () => decryptAddress(key, salt, ann, `Z${sealed.slice(1)}`)],
    ["a shorter tag", () => decryptAddress(key, salt, ann, sealed.slice(0, 30))],
  ])("does not decrypt with %s", (_, open) => {
    expect(open).toThrow();
  });
});
