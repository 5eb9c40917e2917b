import { randomInt } from "node:crypto";

/** How a run of the hostile suite is bounded; `tools/test.ts` hands it over. */
export interface HostileSettings {
  /** The same seed asks the same again. */
  readonly seed: number;
  /** Of all generators together. Slow machines ask less. */
  readonly minutes: number;
  readonly inputs: number;
}

const SEED_MAX = 2 ** 31;
const MINUTES_DEFAULT = 5;
const INPUTS_DEFAULT = 10_000;

/** Absent: a new seed. */
function numberOf(name: string, otherwise: number): number {
  const text = process.env[name] ?? "";
  const value = text === "" ? otherwise : Number(text);
  if (!Number.isFinite(value)) throw new Error(`${name} is no number: ${text}`);
  return value;
}

export const settings: HostileSettings = {
  seed: numberOf("HOSTILE_SEED", randomInt(SEED_MAX)),
  minutes: numberOf("HOSTILE_MINUTES", MINUTES_DEFAULT),
  inputs: numberOf("HOSTILE_INPUTS", INPUTS_DEFAULT),
};

/** What repeats this run. */
export const repeatCommand = `npm run test:hostile -- --seed ${settings.seed}`;
