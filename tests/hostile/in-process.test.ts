import { describe, expect, test } from "vitest";
import { seedOf } from "./kind.ts";
import { kinds } from "./kinds.ts";
import { settings } from "./settings.ts";
import { note } from "./table.ts";

/** Of the inputs and of the time, what is tried in this process; the rest goes to the deployed stacks. */
const HERE_PERCENT = 85;
const MINUTE_MS = 60_000;
const TIME_SHARE = 0.6;
/** Enough for every mutant, whatever the seed: each is found by one input in ten at least. */
const MUTANT_INPUTS = 400;
const MUTANT_TIME_MS = 15_000;

const shares = kinds.reduce((sum, { share }) => sum + share, 0);

describe.each(kinds)("hostile inputs in process: $name", (kind) => {
  const part = kind.share / shares;
  const seed = seedOf(settings.seed, kind.name);

  test("break no promise", { timeout: settings.minutes * MINUTE_MS + MINUTE_MS }, async () => {
    const { fault } = note(
      await kind.attack({
        seed,
        inputs: Math.ceil((settings.inputs * HERE_PERCENT * part) / 100),
        timeMs: settings.minutes * MINUTE_MS * TIME_SHARE * part,
      }),
    );
    if (fault !== undefined) throw new Error(fault);
  });

  test.each(kind.mutants)("would find the product without $name", { timeout: MINUTE_MS }, async (mutant) => {
    const { fault } = await mutant.attack({ seed, inputs: MUTANT_INPUTS, timeMs: MUTANT_TIME_MS });
    expect(fault).toContain(kind.name);
  });
});
