import { describe, expect, test } from "vitest";
import { mapBounded } from "../../../core/platform/bounded.ts";

describe("a bounded map", () => {
  test("keeps the order of the items with no more than the limit under way", async () => {
    let underWay = 0;
    let most = 0;
    const results = await mapBounded([5, 1, 4, 2, 3], 2, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      underWay -= 1;
      return item * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  test("rejects with the first failure, begins nothing more and leaves nothing under way", async () => {
    const begun: number[] = [];
    let underWay = 0;
    const work = mapBounded([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      underWay += 1;
      await Promise.resolve();
      underWay -= 1;
      if (item === 1) throw new Error("one");
    });
    await expect(work).rejects.toThrow("one");
    expect(begun).not.toContain(4);
    expect(underWay).toBe(0);
  });

  test("does nothing for no items", async () => {
    expect(await mapBounded([], 3, async () => 1)).toEqual([]);
  });
});
