import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CustomerId, customerIdOf } from "../../../../core/model/customer.ts";
import { epochSeconds, minutesAfter } from "../../../../core/model/instant.ts";
import { CHANNELS, TOPICS } from "../../../../core/model/topic.ts";
import { partsOf, tokenOf } from "../../../../core/people/sessions/link.ts";
import {
  type ReplySubject,
  readReplyAddress,
  replyAddress,
  threadMark,
} from "../../../../core/people/sessions/reply-address.ts";
import {
  readUnsubscribeToken,
  unsubscribeToken,
} from "../../../../core/people/sessions/unsubscribe-token.ts";

const key = "the key of addresses in these tests";
const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const customers = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(customerIdOf);

describe("an id of a customer", () => {
  test("says all of its bits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(127), (bits, flipped) => {
        const other = Uint8Array.from(bits);
        other[flipped >> 3] = (other[flipped >> 3] ?? 0) ^ (1 << (flipped & 7));
        expect(customerIdOf(other)).not.toBe(customerIdOf(bits));
      }),
    );
    expect(() => customerIdOf(new Uint8Array(15))).toThrow();
  });
});

describe("a token", () => {
  test("tells its customer and a hash, and the hash does not tell the token", () => {
    fc.assert(
      fc.property(customers, bytes, (customer, random) => {
        const token = tokenOf(customer, random);
        const parts = partsOf(token);
        expect(parts?.customer).toBe(customer);
        expect(token).not.toContain(parts?.hash ?? "");
        expect(encodeURIComponent(token)).toBe(token);
      }),
    );
  });

  test.each(["", ".", "a.b", `${"a".repeat(26)}.`, `${"a".repeat(26)}.${"b".repeat(42)}`, "../../etc"])(
    "is none when it is %j",
    (text) => {
      expect(partsOf(text)).toBeUndefined();
      expect(readUnsubscribeToken(key, text)).toBeUndefined();
    },
  );

  test("runs out by minutes of the clock", () => {
    expect(minutesAfter("2026-12-31T23:55:00Z", 10)).toBe("2027-01-01T00:05:00Z");
    expect(epochSeconds("1970-01-01T00:01:00Z")).toBe(60);
  });
});

describe("a link that unsubscribes", () => {
  test("says what it was made for, for ever", () => {
    fc.assert(
      fc.property(
        customers,
        fc.constantFrom(...TOPICS, "all" as const),
        fc.constantFrom(...CHANNELS),
        (customer, topic, channel) => {
          const token = unsubscribeToken(key, { customer, topic, channel });
          expect(readUnsubscribeToken(key, token)).toEqual({ customer, topic, channel });
          expect(encodeURIComponent(token)).toBe(token);
        },
      ),
    );
  });

  test("works for no other customer, no other topic, and under no other key", () => {
    const token = unsubscribeToken(key, { customer: ann, topic: "impact", channel: "email" });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(..."abZ09.-_"), (at, letter) => {
        const changed = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`;
        if (changed !== token) expect(readUnsubscribeToken(key, changed)).toBeUndefined();
      }),
    );
    expect(readUnsubscribeToken(`${key}.`, token)).toBeUndefined();
    expect(readUnsubscribeToken(key, token.replace("impact", "all"))).toBeUndefined();
    expect(readUnsubscribeToken(key, `${token}.x`)).toBeUndefined();
  });

  test("has one spelling: base64url that stands for the same bytes is another text", () => {
    const token = unsubscribeToken(key, { customer: ann, topic: "impact", channel: "email" });
    for (const end of ["=", "==", "\n", " ", "."]) {
      expect(readUnsubscribeToken(key, token + end)).toBeUndefined();
    }
  });
});

describe("the address for an answer", () => {
  const domain = "reply.tarnfell.example";
  const subjects: fc.Arbitrary<ReplySubject> = fc.oneof(
    fc.record({
      kind: fc.constant("thread" as const),
      customer: customers,
      thread: fc.string().map(threadMark),
    }),
    fc.record({
      kind: fc.constant("stop" as const),
      customer: customers,
      topic: fc.constantFrom("all" as const, ...TOPICS),
    }),
  );

  test("says what it was made for, in any case, and fits what mail allows", () => {
    fc.assert(
      fc.property(subjects, fc.boolean(), (subject, capitals) => {
        const address = replyAddress(key, subject, domain);
        expect(address.indexOf("@")).toBeLessThanOrEqual(64);
        expect(address).toMatch(/^[a-z0-9-]+@reply\.tarnfell\.example$/);
        expect(readReplyAddress(key, capitals ? address.toUpperCase() : address, domain)).toEqual(subject);
      }),
    );
  });

  test("is nobody's with any character changed, under another key, or of another domain", () => {
    fc.assert(
      fc.property(subjects, fc.nat(63), fc.constantFrom(..."0az-"), (subject, place, other) => {
        const address = replyAddress(key, subject, domain);
        const at = place % address.indexOf("@");
        const changed = address.slice(0, at) + other + address.slice(at + 1);
        if (changed !== address) expect(readReplyAddress(key, changed, domain)).toBeUndefined();
        expect(readReplyAddress(`${key}!`, address, domain)).toBeUndefined();
        expect(readReplyAddress(key, address, "tarnfell.example")).toBeUndefined();
      }),
    );
  });

  test.each([
    "",
    "@",
    "a@reply.tarnfell.example",
    `${"a".repeat(300)}@reply.tarnfell.example`,
    "a@b@reply.tarnfell.example",
  ])("is none when it is %j", (text) => expect(readReplyAddress(key, text, domain)).toBeUndefined());
});
