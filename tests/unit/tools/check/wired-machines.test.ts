import { globSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { journeyDefinitions } from "../../../../lib/engagement/journey-definitions.ts";
import { unwired } from "../../../../tools/check/wired-machines.ts";

const names = readdirSync("state-machines").map((file) => file.replace(".asl.json", ""));
const declared = new Set([...journeyDefinitions().values()].map(({ file }) => file));
const sources = globSync("lib/**/*.ts").map((file) => readFileSync(file, "utf8"));

test("every state machine is deployed by some construct", () => {
  expect(names.length).toBeGreaterThan(5);
  expect(unwired(names, declared, sources)).toEqual([]);
});

test("a state machine that is wired nowhere is named, also one whose name stands in a comment", () => {
  expect(unwired([...names, "birthday"], declared, [...sources, "// birthday: to be done"])).toEqual([
    "birthday",
  ]);
  expect(unwired(["birthday"], declared, ['new Workflow(stack, "birthday", {})'])).toEqual([]);
});
