import { type Chance, chanceFrom } from "../../demo/chance.ts";

/**
 * What may befall a call.
 * - `droppedAnswer`: it is done, and the connection ends before the answer
 * - `serverError`, `throttled`: it is not done
 * - `hang`: it is done, and never answered
 * - `duplicated`: it is done twice, and the second answer is returned
 * - `conflict`: a transaction or a write is cancelled because another was under way; it is not done
 * - `tokenForgotten`: a transaction's idempotency token has expired by the time it is repeated
 */
export type Fault =
  | "droppedAnswer"
  | "serverError"
  | "hang"
  | "throttled"
  | "duplicated"
  | "conflict"
  | "tokenForgotten";

/** In how many of a thousand calls each fault happens. */
export type FaultRates = Readonly<Partial<Record<Fault, number>>>;

export interface Faults {
  /** Draws what befalls the next call. */
  next(): Fault | undefined;
  readonly drawn: ReadonlyMap<Fault, number>;
}

/** The same seed draws the same faults for the same sequence of calls. */
export function seededFaults(rates: FaultRates, seed: number): Faults {
  const chance: Chance = chanceFrom(seed);
  const drawn = new Map<Fault, number>();
  const kinds = Object.entries(rates) as [Fault, number][];
  return {
    drawn,
    next() {
      let left = chance.between(0, 999_999) / 1000;
      for (const [fault, rate] of kinds) {
        left -= rate;
        if (left >= 0) continue;
        drawn.set(fault, (drawn.get(fault) ?? 0) + 1);
        return fault;
      }
      return undefined;
    },
  };
}
