import { expect, test } from "vitest";
import { liftSuppression } from "../../../../core/operations/people/lift.ts";
import { memoryPeople } from "../../../support/memory-people.ts";

const address = { channel: "email", address: "ada@example.com" } as const;

test.each([
  ["bounce", false, "lifted"],
  ["bounce", true, "lifted"],
  ["operator", false, "lifted"],
  ["complaint", false, "ownersWord"],
  ["complaint", true, "lifted"],
  ["stop", false, "ownersWord"],
  ["stop", true, "ownersWord"],
] as const)("a suppression by %s, its owner having asked: %s, is %s", async (reason, ownerAsked, outcome) => {
  const world = memoryPeople();
  const hash = await world.contacts.hashOf(address);
  await world.suppressions.suppress({ ...hash, reason, at: world.now() });
  const lift = liftSuppression(world);
  expect(await lift(address, { ownerAsked })).toEqual({ outcome, reason });
  expect(await world.suppressions.read([hash])).toHaveLength(outcome === "lifted" ? 0 : 1);
  if (outcome === "lifted") {
    expect(await lift(address, { ownerAsked })).toEqual({ outcome: "notSuppressed" });
  }
});

test("an address that was never suppressed is said to be none", async () => {
  expect(await liftSuppression(memoryPeople())(address, { ownerAsked: false })).toEqual({
    outcome: "notSuppressed",
  });
});
