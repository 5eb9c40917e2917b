import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourceOf, triesOfSource, windowOf } from "../../../../core/people/rate-limit/rate-limit.ts";

describe("a limit", () => {
  test.each([
    ["2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"],
    ["2026-11-22T12:14:59Z", "2026-11-22T12:00:00Z"],
    ["2026-11-22T12:15:00Z", "2026-11-22T12:15:00Z"],
  ])("counts %s in the window that began at %s", (at, from) => {
    expect(windowOf(triesOfSource(3), at)).toBe(from);
  });

  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:0DB8:0001:0002:ffff::1", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["fe80::", "fe80:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["[2001:db8::1]", "2001:db8:0:0"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:cb00:7107", "203.0.113.7"],
    ["::ffff:0:203.0.113.7", "203.0.113.7"],
    ["64:ff9b::203.0.113.7", "203.0.113.7"],
    ["2002:cb00:7107:1::5", "203.0.113.7"],
    ["::", "0:0:0:0"],
    ["no address", "no address"],
  ])("takes %s for the source %s", (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });

  test("takes every way to write an IPv4 address for one source, and two addresses for two", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), fc.tuple(byte, byte, byte, byte), (one, other) => {
        const [a, b, c, d] = one;
        const plain = one.join(".");
        const written = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
        const hex = `${(written >>> 16).toString(16)}:${(written & 0xffff).toString(16)}`;
        for (const way of [plain, `::ffff:${plain}`, `::ffff:${hex}`, `::FFFF:${hex.toUpperCase()}`])
          expect(sourceOf(way)).toBe(plain);
        expect(sourceOf(`::ffff:${plain}`) === sourceOf(`::ffff:${other.join(".")}`)).toBe(
          plain === other.join("."),
        );
      }),
    );
  });
});
