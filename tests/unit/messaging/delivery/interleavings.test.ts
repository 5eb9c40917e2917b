import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAPS } from "../../../../core/messaging/eligibility/caps.ts";
import { MemoryWorld, type Mutant } from "../../../support/delivery-memory-world.ts";
import {
  KEY_INVARIANTS,
  type Log,
  type Plan,
  plans,
  play,
  type Turn,
} from "../../../support/delivery-model.ts";

async function holds(scheduler: fc.Scheduler, plan: Plan, mutant: Mutant): Promise<void> {
  const log: Log = [];
  const turn: Turn = async (label, act) => {
    await scheduler.schedule(Promise.resolve(), label);
    return act();
  };
  const world = new MemoryWorld(log, turn, mutant);
  await scheduler.waitFor(play(world, log, turn, plan, CAPS.email.perDay));
}

const property = (mutant: Mutant) =>
  fc.asyncProperty(fc.scheduler(), plans, (scheduler, plan) => holds(scheduler, plan, mutant));

describe("however opt-outs, caps, retries, crashes and duplicate triggers interleave", () => {
  test("nothing is sent after a committed opt-out, over the cap, or twice", async () => {
    await fc.assert(property("none"), { numRuns: 1500 });
  });

  test.each([
    ["consent", "consentOutside", ["claimed after an opt-out was committed"]],
    ["the cap", "capOutside", ["over the cap"]],
    ["the key", "keyOutside", KEY_INVARIANTS],
  ] as const)("a claim that looks at %s outside its transaction is found out", async (_, mutant, broken) => {
    const found = await fc.check(property(mutant), { numRuns: 3000 });
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(new RegExp(broken.join("|")));
  });
});
