import { describe, expect, test } from "vitest";
import { once } from "../../../core/platform/once.ts";

/** What is made one after the other, with a count. */
function making(...values: readonly (string | Error)[]) {
  const world = { made: 0 };
  const need = once(async () => {
    const value = values[world.made];
    world.made += 1;
    await Promise.resolve();
    if (value === undefined || value instanceof Error) throw value ?? new Error("made too often");
    return value;
  });
  return { need, world };
}

describe("what is needed once", () => {
  test("is not made before it is needed, and then one time for all", async () => {
    const { need, world } = making("first");
    expect(world.made).toBe(0);
    expect(await Promise.all([need(), need()])).toEqual(["first", "first"]);
    expect(await need()).toBe("first");
    expect(world.made).toBe(1);
  });

  test("fails for all that wait for it, and is made again at the next need", async () => {
    const { need, world } = making(new Error("down"), "second");
    const answers = await Promise.allSettled([need(), need()]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await need()).toBe("second");
    expect(world.made).toBe(2);
  });
});
