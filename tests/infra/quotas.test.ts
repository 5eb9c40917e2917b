import { describe, expect, test } from "vitest";
import { atEveryLimit } from "../support/at-every-limit.ts";
import { policyQuotas } from "../support/quotas/policies.ts";
import type { PlantedTemplate, Quota } from "../support/quotas/quota.ts";
import { runningQuotas } from "../support/quotas/running.ts";
import { stackQuotas } from "../support/quotas/stacks.ts";
import { textQuotas } from "../support/quotas/texts.ts";
import { type Stacks, stacksOf, withTemplate } from "../support/synthesis.ts";

/** docs/decisions/87-second-opinion.md */
const quotas = [...stackQuotas, ...policyQuotas, ...runningQuotas, ...textQuotas];
const stacks = stacksOf(atEveryLimit);
/** Longer than CloudFormation lets a stack's name be. */
const PLANTED = `planted-${"x".repeat(128)}`;

const passed = ({ measure, most }: Quota, over: Stacks) =>
  measure(over)
    .filter(({ size }) => !(size <= most))
    .map(({ where, size }) => `${where}: ${size} of ${most}`);

/** Rows for what no stage has yet, and a deploy would refuse just as well. */
const NOT_THERE_YET = [
  "characters of a managed policy",
  "bytes of a bus's policy",
  "bytes of a secret's policy",
  "layers of a function",
  "subscription filters of a log group",
  "metrics of an alarm",
];

describe("the stage with every option", () => {
  test.each(quotas)("stays within $most $name", (quota) => {
    expect(passed(quota, stacks)).toEqual([]);
  });
  test("has what each quota counts, or the quota says that it counts nothing yet", () => {
    const nothing = quotas.filter(({ measure }) => measure(stacks).length === 0).map(({ name }) => name);
    const unexpected = nothing.filter(
      (name) => !NOT_THERE_YET.includes(name) && !/^characters of \S+::\S+ /.test(name),
    );
    expect(unexpected).toEqual([]);
    expect(NOT_THERE_YET.filter((name) => !nothing.includes(name))).toEqual([]);
  });
});

describe("a stack that passes", () => {
  test.each(quotas)("$most $name is found", (quota) => {
    const template: PlantedTemplate = { Resources: {}, Outputs: {}, Parameters: {} };
    quota.plant(template);
    const found = passed(quota, withTemplate(stacks, { stack: PLANTED, template }));
    expect(found.length).toBeGreaterThan(0);
  });
});

test("every quota is stated once, with the page of AWS that states it", () => {
  expect(new Set(quotas.map(({ name }) => name)).size).toBe(quotas.length);
  for (const { source } of quotas) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
});
