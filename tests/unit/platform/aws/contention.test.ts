import { describe, expect, test } from "vitest";
import { ContendedError, RACES_MAX, race, retryContended } from "../../../../core/platform/aws/contention.ts";

/** An attempt that loses a number of races before it wins. */
function losing(times: number) {
  const world = { attempts: 0, pauses: [] as number[] };
  const attempt = async () => {
    world.attempts += 1;
    return world.attempts > times ? "won" : "lost";
  };
  const pause = async (lost: number) => {
    world.pauses.push(lost);
  };
  return { world, attempt, pause };
}

describe("an attempt that others overtake", () => {
  test("is made again after a pause until it wins", async () => {
    const { world, attempt, pause } = losing(2);
    expect(await retryContended("a row", attempt, { pause })).toBe("won");
    expect(world).toEqual({ attempts: 3, pauses: [0, 1] });
  });

  test("that wins the last race is won", async () => {
    const { world, attempt } = losing(RACES_MAX - 1);
    expect(await retryContended("a row", attempt)).toBe("won");
    expect(world.attempts).toBe(RACES_MAX);
  });

  test("ends in an error that names what was contended, without a pause after the last race", async () => {
    const { world, attempt, pause } = losing(100);
    const lost = retryContended("the row of one order", attempt, { racesMax: 3, pause });
    await expect(lost).rejects.toThrow(ContendedError);
    await expect(lost).rejects.toMatchObject({
      name: "ContendedError",
      message: "Other writers changed the row of one order in each of 3 races",
    });
    expect(world).toEqual({ attempts: 3, pauses: [0, 1] });
  });

  test("answers that it lost where the caller has another way", async () => {
    const { world, attempt } = losing(100);
    expect(await race(attempt, { racesMax: 5 })).toBe("lost");
    expect(world.attempts).toBe(5);
  });

  test("is not made again after a failure", async () => {
    let attempts = 0;
    const failing = async () => {
      attempts += 1;
      throw new Error("no connection");
    };
    await expect(retryContended("a row", failing)).rejects.toThrow("no connection");
    expect(attempts).toBe(1);
  });
});
