import { describe, expect, test } from "vitest";
import { atLeast } from "../../../core/platform/at-least.ts";

describe("an answer that reveals nothing by its time", () => {
  test("comes no sooner, whether the work is done at once or fails", async () => {
    const startedMs = performance.now();
    expect(await atLeast(60, async () => "done")).toBe("done");
    await expect(atLeast(60, () => Promise.reject(new RangeError("broken")))).rejects.toThrow("broken");
    // A timer may fire a little early.
    expect(performance.now() - startedMs).toBeGreaterThan(110);
  });
});
