import { readFileSync } from "node:fs";
import { App, Stack } from "aws-cdk-lib";
import { Topic } from "aws-cdk-lib/aws-sns";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { placeholdersOf, Workflow } from "../../lib/constructs/workflow.ts";
import { stageNamed } from "../../lib/stages.ts";
import { permissionsOf, stacksOf } from "../infra/synthesis.ts";

const stacks = stacksOf(stageNamed("production"));

const Task = z.object({
  Type: z.literal("Task"),
  Resource: z.string(),
  TimeoutSeconds: z.number(),
  Arguments: z.record(z.string(), z.unknown()),
});
type Task = z.infer<typeof Task>;

const [machine] = stacks.of("AWS::StepFunctions::StateMachine");
const definition = String(machine?.properties["DefinitionString"]);
const tasks = tasksIn(JSON.parse(definition));
const substitutions = z
  .record(z.string(), z.string())
  .parse(stacks.resolve(machine?.properties["DefinitionSubstitutions"]));

/** Which action an integration needs, and on which of its arguments. */
const needs: Record<string, { action: string; argument: string }> = {
  "arn:aws:states:::lambda:invoke": { action: "lambda:InvokeFunction", argument: "FunctionName" },
  "arn:aws:states:::dynamodb:getItem": { action: "dynamodb:GetItem", argument: "TableName" },
  "arn:aws:states:::sqs:sendMessage": { action: "sqs:SendMessage", argument: "QueueUrl" },
};

describe("give-share", () => {
  test("has a value for each placeholder, at synth where it is known and at deploy where it is not", () => {
    const inFile = placeholdersOf(readFileSync("state-machines/give-share.asl.json", "utf8"));
    const atDeploy = placeholdersOf(definition);
    expect(Object.keys(substitutions).sort()).toEqual(atDeploy);
    expect(inFile).toEqual(expect.arrayContaining([...atDeploy]));
  });

  test("may do what its tasks do, each on what it names, and nothing else but write its log", () => {
    const wanted = tasks.map((task) => {
      const need = needs[task.Resource];
      if (need === undefined) throw new Error(`${task.Resource} needs a row in this test`);
      return `${need.action} on ${arnOf(String(task.Arguments[need.argument]))}`;
    });
    const granted = permissionsOf(stacks).get("give-share/StateMachine/Role") ?? [];
    expect(granted.filter((permission) => !permission.startsWith("logs:"))).toEqual(
      [...new Set(wanted)].sort(),
    );
  });

  test("logs no event's content", () => {
    expect(machine?.properties["LoggingConfiguration"]).toMatchObject({
      Level: "ERROR",
      IncludeExecutionData: false,
    });
  });
});

describe("a workflow's placeholders", () => {
  const make = (substitutions: Record<string, string>) => () => {
    const stack = new Stack(new App(), "Stack");
    new Workflow(stack, "give-share", {
      stage: stageNamed("local"),
      alarms: new Topic(stack, "Topic"),
      type: StateMachineType.EXPRESS,
      substitutions,
      allow: [],
    });
  };
  const inFile = placeholdersOf(readFileSync("state-machines/give-share.asl.json", "utf8"));
  const all = Object.fromEntries(inFile.map((name) => [name, "given"]));

  test("must all be given", () => {
    const { PeopleTable: _, ...others } = { PeopleTable: "", ...all };
    expect(make(others)).toThrow("nothing is given for [PeopleTable]");
  });
  test("must all be used", () => {
    expect(make({ ...all, Idle: "x" })).toThrow("no use for [Idle]");
  });
});

/** `${QueueUrl}` → the ARN of what is given for it. */
function arnOf(placeholder: string): string {
  const given = substitutions[placeholder.slice(2, -1)] ?? "";
  return given.endsWith(".Arn>") ? given : given.replace(/>$/, ".Arn>");
}

function tasksIn(value: unknown): readonly Task[] {
  if (typeof value !== "object" || value === null) return [];
  const task = Task.safeParse(value);
  return task.success ? [task.data] : Object.values(value).flatMap(tasksIn);
}
