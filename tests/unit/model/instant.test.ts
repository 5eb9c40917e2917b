import { describe, expect, test } from "vitest";
import { daysBefore, epochSeconds, instantAt, minutesAfter } from "../../../core/model/instant.ts";
import { Instant } from "../../../core/model/purchase.ts";

const at = "2026-11-22T13:35:45Z";

describe("an instant", () => {
  test("is a Unix time cut to the second, never rounded up", () => {
    expect(instantAt(Date.parse(at) + 999)).toBe(at);
    expect(Instant.parse(instantAt(0))).toBe("1970-01-01T00:00:00Z");
  });

  test("moves over midnight and over the end of a month", () => {
    expect(minutesAfter("2026-11-30T23:59:30Z", 1)).toBe("2026-12-01T00:00:30Z");
    expect(daysBefore("2026-03-01T12:00:00Z", 31)).toBe("2026-01-29T12:00:00Z");
  });

  test("has its time to live in whole seconds", () => {
    expect(instantAt(epochSeconds(at) * 1000)).toBe(at);
  });

  test("is of a time: what is none throws", () => {
    expect(() => instantAt(Number.NaN)).toThrow(RangeError);
  });
});
