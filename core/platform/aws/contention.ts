import type { Pause } from "../pause.ts";

/** How many races one call enters before it gives up, unless the caller states another limit. */
export const RACES_MAX = 20;

/** Other writers were faster in every race. The last attempt wrote nothing: calling again is right. */
export class ContendedError extends Error {
  override readonly name = "ContendedError";
}

/**
 * - `racesMax`: the limit of races, {@link RACES_MAX} where it is absent
 * - `pause`: waits between two races; absent where each attempt reads over several calls first, which spreads the writers
 */
export interface Races {
  readonly racesMax?: number;
  readonly pause?: Pause;
}

/** Answers what an attempt wins, in at most `racesMax` attempts, and `lost` when every one of them was lost. */
export async function race<Result>(
  attempt: () => Promise<Result | "lost">,
  { racesMax = RACES_MAX, pause }: Races = {},
): Promise<Result | "lost"> {
  for (let lost = 0; lost < racesMax; lost += 1) {
    if (lost > 0) await pause?.(lost - 1);
    const result = await attempt();
    if (result !== "lost") return result;
  }
  return "lost";
}

/**
 * Runs a read and the conditional write upon it until the write wins. An attempt that another writer overtook answers
 * `lost`. Throws a {@link ContendedError} that names `what` after the last race, and whatever an attempt throws at once.
 */
export async function retryContended<Result>(
  what: string,
  attempt: () => Promise<Result | "lost">,
  races: Races = {},
): Promise<Result> {
  const result = await race(attempt, races);
  if (result === "lost") {
    throw new ContendedError(`Other writers changed ${what} in each of ${races.racesMax ?? RACES_MAX} races`);
  }
  return result;
}
