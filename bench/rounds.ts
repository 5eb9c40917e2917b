import { ARMS, type Arm, type ByArm, type Claim, type Figures, type Sizes } from "./claim.ts";

export const ROUNDS = 5;
/** The limit by which two runs of an arm may differ in the claim's headline, as a share of the smaller one. */
const SPREAD_MAX = 0.1;
const SEED = 20_261_122;

export interface Measured {
  readonly claim: Claim;
  readonly shown: ByArm;
  /** Largest less smallest headline of an arm, as a share of the smallest. */
  readonly spread: Readonly<Record<Arm, number>>;
  readonly met: boolean;
  /** The arms whose runs differ too much to say anything. */
  readonly unsteady: readonly Arm[];
  readonly seconds: number;
}

/** Measures a claim on all arms in turns, so that whatever else this machine does meets all of them. */
export async function measure(
  claim: Claim,
  note: (text: string) => void,
  sizes: Sizes = {},
): Promise<Measured> {
  const startedMs = performance.now();
  const bench = await claim.open(note, sizes);
  const rounds = new Map<Arm, Figures[]>(ARMS.map((arm) => [arm, []]));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const arm of turn(round)) {
        if (claim.same?.[arm] !== undefined) continue;
        note(`${claim.name}: round ${round + 1} of ${ROUNDS}, ${arm}`);
        rounds.get(arm)?.push(await bench.measure(arm, SEED + round));
      }
    }
  } finally {
    await bench.close();
  }
  const of = (arm: Arm) => rounds.get(claim.same?.[arm] ?? arm) ?? [];
  const shown = byArm((arm) => combine(of(arm), new Set(claim.counts ?? [])));
  const spread = byArm((arm) => spreadOf(of(arm).map((figures) => figures[claim.headline] ?? 0)));
  return {
    claim,
    shown,
    spread,
    met: claim.passes(shown),
    unsteady: ARMS.filter((arm) => spread[arm] > SPREAD_MAX),
    seconds: (performance.now() - startedMs) / 1000,
  };
}

/** Each arm is first in one round out of three. */
function turn(round: number): Arm[] {
  const first = round % ARMS.length;
  return [...ARMS.slice(first), ...ARMS.slice(0, first)];
}

function byArm<Value>(of: (arm: Arm) => Value): Readonly<Record<Arm, Value>> {
  return {
    ours: of("ours"),
    baselineExpress: of("baselineExpress"),
    baselineStandard: of("baselineStandard"),
  };
}

function combine(rounds: readonly Figures[], counts: ReadonlySet<string>): Figures {
  const names = [...new Set(rounds.flatMap((figures) => Object.keys(figures)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = rounds.flatMap((figures) => figures[name] ?? []);
      return [name, counts.has(name) ? values.reduce((sum, value) => sum + value, 0) : median(values)];
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function spreadOf(values: readonly number[]): number {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return most === least ? 0 : (most - least) / Math.abs(least);
}
