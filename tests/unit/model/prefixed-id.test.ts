import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CustomerId, customerIdOf } from "../../../core/model/customer.ts";
import { base32Id, hashId, withoutPrefix } from "../../../core/model/prefixed-id.ts";

describe("a prefixed id", () => {
  test("of bytes has 26 characters, and another one for other bytes", () => {
    const bytes = () => fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes(), bytes(), (one, other) => {
        expect(CustomerId.safeParse(customerIdOf(one)).success).toBe(true);
        const same = Buffer.from(one).equals(Buffer.from(other));
        expect(customerIdOf(one) === customerIdOf(other)).toBe(same);
      }),
    );
  });

  test("is the one that stored rows hold", () => {
    expect(
      base32Id(
        "cus",
        Uint8Array.from({ length: 16 }, (_, index) => index),
      ),
    ).toBe("cus_000g40r40m30e209185gr38e17");
    expect(hashId("join", "till/1234")).toBe("join_9e6c9a1417c4a2fe2e71d8b8b7");
  });

  test("tells what is behind its prefix", () => {
    expect(withoutPrefix("cus_0123")).toBe("0123");
  });
});
