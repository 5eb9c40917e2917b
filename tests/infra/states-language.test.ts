import { describe, expect, test } from "vitest";
import { atEveryLimit } from "../support/at-every-limit.ts";
import { dataRules } from "../support/states-language/data.ts";
import { type Definition, definitionsOf, statesOf } from "../support/states-language/definition.ts";
import { grammar } from "../support/states-language/grammar.ts";
import type { Rule } from "../support/states-language/rule.ts";
import { stacksOf } from "../support/synthesis.ts";

/** What the validator of files does not ask (tests/contracts/asl.test.ts): docs/decisions/88-models-and-faults.md */
const rules = [...grammar, ...dataRules];
const definitions = definitionsOf(stacksOf(atEveryLimit));

async function faultsIn(rule: Rule, definition: Definition): Promise<readonly string[]> {
  const each = statesOf(definition).map(async (placed) =>
    (await rule.faults(placed, definition)).map((fault) => `${placed.where}: ${fault}`),
  );
  return (await Promise.all(each)).flat();
}

describe("every workflow, as it is deployed", () => {
  test.each(rules)("$name", async (rule) => {
    expect(definitions.length).toBeGreaterThan(10);
    const faults = await Promise.all(definitions.map((definition) => faultsIn(rule, definition)));
    expect(faults.flat()).toEqual([]);
  });
  test("names each of its states once, also inside of a Map", () => {
    for (const definition of definitions) {
      const names = statesOf(definition).map(({ name }) => name);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });
});

describe("a workflow that breaks a rule is found", () => {
  const cases = rules.flatMap((rule) =>
    Object.keys(rule.planted).map((state) => ({ rule, state, of: rule.name })),
  );
  test.each(cases)("$of: $state", async ({ rule, state }) => {
    const planted = { name: "planted", isExpress: true, machine: { StartAt: state, States: rule.planted } };
    const faults = await faultsIn(rule, planted);
    expect(faults.filter((fault) => fault.startsWith(`planted/${state}:`))).not.toEqual([]);
  });
});
