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
  ])("takes %s for the source %s", (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });
});
