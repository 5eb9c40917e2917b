import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type AwsStage, connectionName } from "../../lib/stages.ts";
import { local } from "../../stages.ts";
import { type DeployedStack, deployedStacks, everyOption } from "../support/synthesis.ts";

const [connection] = everyOption.connections;
if (connection === undefined) throw new Error("the stage with every option has no connection");

function withConnections(connections: AwsStage["connections"]): AwsStage {
  const names = connections.map(connectionName);
  const partnerBuses = everyOption.partnerBuses.filter((bus) =>
    names.includes(connectionName(bus.connection)),
  );
  return { ...everyOption, connections, partnerBuses };
}

/** The stage without one option, at every connection that has it. */
function without(option: "reconcile" | "lookUp" | "silentHours" | "roundUp"): AwsStage {
  return withConnections(everyOption.connections.map(({ [option]: _, ...rest }) => rest));
}

function withoutSetting(setting: "alarmEmail" | "webhookConcurrency" | "lookUpConcurrency"): AwsStage {
  const { [setting]: _, ...rest } = everyOption;
  return rest;
}

/** Each kind of thing that a stage can do without, taken out of the stage with every option: a brand's next deploy. */
const removals: readonly (readonly [string, AwsStage])[] = [
  ["a connection", withConnections(everyOption.connections.filter((one) => one !== connection))],
  [
    "the last connection of the standard source",
    withConnections(everyOption.connections.filter(({ source }) => source !== "standard")),
  ],
  ["reconcile", without("reconcile")],
  ["lookUp", without("lookUp")],
  ["silentHours", without("silentHours")],
  ["roundUp", without("roundUp")],
  ["one partner bus", { ...everyOption, partnerBuses: everyOption.partnerBuses.slice(1) }],
  ["every partner bus", { ...everyOption, partnerBuses: [] }],
  ["alarmEmail", withoutSetting("alarmEmail")],
  ["webhookConcurrency", withoutSetting("webhookConcurrency")],
  ["lookUpConcurrency", withoutSetting("lookUpConcurrency")],
];

const Read = z.object({ StackName: z.string(), OutputName: z.string() });

function exportsOf({ template }: DeployedStack): readonly string[] {
  return Object.values(template.Outputs).flatMap((output) => output.Export?.Name ?? []);
}

/** The arguments of an intrinsic function, wherever a template has it. */
function argumentsOf(name: string, value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === name ? [inner] : argumentsOf(name, inner)));
}

describe("what CloudFormation would refuse to take away", () => {
  const before = deployedStacks(everyOption);
  const imported = new Set(
    before
      .flatMap(({ template }) => argumentsOf("Fn::ImportValue", template))
      .map((it) => JSON.stringify(it)),
  );

  test.each(removals)("is nothing: %s goes in one deploy", (_what, stage) => {
    const after = deployedStacks(stage);
    const kept = new Set(after.flatMap(exportsOf));
    const lost = before.flatMap(exportsOf).filter((name) => !kept.has(name));
    expect(lost.filter((name) => imported.has(name))).toEqual([]);
  });

  // A journey, a function, a queue: what the next release of the code no longer has.
  test("is nothing that the code takes out, either: no stack exports anything", () => {
    expect(before.flatMap(exportsOf)).toEqual([]);
    expect([...imported]).toEqual([]);
  });
});

describe("a stack that reads another's output", () => {
  test.each([["every option", everyOption] as const, ["local", local] as const])(
    "is deployed after it, in a stage with %s",
    (_name, stage) => {
      const stacks = deployedStacks(stage);
      const reads = stacks.flatMap(({ name, after, template }) =>
        argumentsOf("Fn::GetStackOutput", template).map((it) => ({ by: name, after, ...Read.parse(it) })),
      );
      expect(reads.length).toBeGreaterThan(0);
      const wrong = reads.filter(({ after, StackName, OutputName }) => {
        const producer = stacks.find(({ name }) => name === StackName);
        return producer?.template.Outputs[OutputName] === undefined || !after.includes(StackName);
      });
      expect(wrong).toEqual([]);
    },
  );
});
