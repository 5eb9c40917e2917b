import { readFileSync } from "node:fs";
import { App, Stack } from "aws-cdk-lib";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { placeholdersOf, readDefinition, Workflow } from "../../lib/constructs/workflow.ts";
import { journeyDefinitions } from "../../lib/engagement/journey-definitions.ts";
import { local, production } from "../../stages.ts";
import { permissionsOf, stacksOf } from "../support/synthesis.ts";

const stacks = stacksOf(production);

const Task = z.object({
  Type: z.literal("Task"),
  Resource: z.string(),
  TimeoutSeconds: z.number(),
  Arguments: z.record(z.string(), z.unknown()),
});
type Task = z.infer<typeof Task>;

const machines = stacks.of("AWS::StepFunctions::StateMachine").map((machine) => {
  const definition = String(machine.properties["DefinitionString"]);
  return {
    name: machine.path.replace("/StateMachine", ""),
    machine,
    definition,
    tasks: tasksIn(JSON.parse(definition)),
    substitutions: z
      .record(z.string(), z.string())
      .parse(stacks.resolve(machine.properties["DefinitionSubstitutions"])),
  };
});
type Machine = (typeof machines)[number];

/** Starts another workflow and waits for its end, of which it hears by a rule of AWS's own. */
const NESTED = "arn:aws:states:::states:startExecution.sync:2";
const NESTED_RUNS =
  "arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule";

/** Which action an integration needs, and on which of its arguments. */
const needs: Record<string, { action: string; argument: string }> = {
  "arn:aws:states:::lambda:invoke": { action: "lambda:InvokeFunction", argument: "FunctionName" },
  "arn:aws:states:::dynamodb:getItem": { action: "dynamodb:GetItem", argument: "TableName" },
  "arn:aws:states:::dynamodb:updateItem": { action: "dynamodb:UpdateItem", argument: "TableName" },
  "arn:aws:states:::aws-sdk:dynamodb:query": { action: "dynamodb:Query", argument: "TableName" },
  "arn:aws:states:::sqs:sendMessage": { action: "sqs:SendMessage", argument: "QueueUrl" },
  "arn:aws:states:::states:startExecution": { action: "states:StartExecution", argument: "StateMachineArn" },
  [NESTED]: { action: "states:StartExecution", argument: "StateMachineArn" },
  "arn:aws:states:::aws-sdk:sfn:describeExecution": {
    action: "states:DescribeExecution",
    argument: "ExecutionArn",
  },
};

describe.each(machines)("$name", (one) => {
  const { name, machine, definition, tasks, substitutions } = one;

  test("has a value for each placeholder, at synth where it is known and at deploy where it is not", () => {
    const { file, fragments } = journeyDefinitions().get(name) ?? { file: name, fragments: {} };
    const inFile = placeholdersOf(readDefinition(file, fragments));
    const atDeploy = placeholdersOf(definition);
    expect(Object.keys(substitutions).sort()).toEqual(atDeploy);
    expect(inFile).toEqual(expect.arrayContaining([...atDeploy]));
  });

  test("may do what its tasks do, each on what it names, and nothing else but write its log", () => {
    const wanted = tasks.flatMap((task) => {
      const need = needs[task.Resource];
      if (need === undefined) throw new Error(`${task.Resource} needs a row in this test`);
      const targets = targetsOf(one, String(task.Arguments[need.argument]), need.action);
      const further = task.Resource === NESTED ? targets.flatMap(toWaitFor) : [];
      return [...targets.map((target) => `${need.action} on ${target}`), ...further];
    });
    const granted = permissionsOf(stacks).get(`${name}/StateMachine/Role`) ?? [];
    expect(granted.filter((permission) => !permission.startsWith("logs:"))).toEqual(
      [...new Set(wanted)].sort(),
    );
  });

  test("logs no event's content", () => {
    expect(machine.properties["LoggingConfiguration"]).toMatchObject({
      Level: "ERROR",
      IncludeExecutionData: false,
    });
  });
});

describe("a workflow's placeholders", () => {
  const make = (substitutions: Record<string, string>) => () => {
    const stack = new Stack(new App(), "Stack");
    new Workflow(stack, "give-share", {
      stage: local,
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
  test("must have a place for each fragment", () => {
    expect(() => readDefinition("give-share", { Idle: "x" })).toThrow("no use for [Idle]");
  });
});

/** `${QueueUrl}` → the ARN of what is given for it; what is chosen at run time is one of the workflows that are given. */
function targetsOf({ substitutions }: Machine, argument: string, action: string): readonly string[] {
  const name = /^\$\{(\w+)\}$/.exec(argument)?.[1];
  if (name !== undefined) return [arnOf(substitutions[name] ?? "")];
  const workflows = Object.values(substitutions).filter((given) => given.endsWith("/StateMachine>"));
  return action === "states:StartExecution" ? workflows : workflows.map(runsOf);
}

function arnOf(given: string): string {
  return /(\.Arn|\/StateMachine)>$/.test(given) ? given : given.replace(/>$/, ".Arn>");
}

function toWaitFor(workflow: string): string[] {
  return [
    ...["DescribeExecution", "StopExecution"].map((action) => `states:${action} on ${runsOf(workflow)}`),
    ...["DescribeRule", "PutRule", "PutTargets"].map((action) => `events:${action} on ${NESTED_RUNS}`),
  ];
}

function runsOf(workflow: string): string {
  const name = workflow.replace(/>$/, ".Name>");
  return `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}:*`;
}

function tasksIn(value: unknown): readonly Task[] {
  if (typeof value !== "object" || value === null) return [];
  const task = Task.safeParse(value);
  return task.success ? [task.data] : Object.values(value).flatMap(tasksIn);
}
