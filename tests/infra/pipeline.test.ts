import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { deployerTemplate } from "../../cli/pipeline/deployer.ts";
import { BOUNDED_ACTIONS, executionPolicy, KINDS } from "../../cli/pipeline/policies.ts";
import { ACTIONS, MONITORED_MINUTES, workflowOf } from "../../cli/pipeline/workflow.ts";
import { ROLLBACK_ALARMS, rollbackOutput } from "../../lib/output-names.ts";
import type { StageSettings } from "../../lib/stages.ts";
import { everyOption, stacksOf, statementsOf } from "../support/synthesis.ts";

const bounded: StageSettings = { ...everyOption, permissionsBoundary: "wellspring-boundary" };
const stacks = stacksOf(bounded);
/** AWS's limit of a managed policy, without white space. */
const POLICY_CHARS_MAX = 6_144;
/** CloudFormation's limit of alarms that it watches, and of minutes. */
const ALARMS_MAX = 5;

const like = (pattern: string) =>
  new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
const allows = (patterns: readonly string[], action: string) =>
  patterns.some((one) => like(one).test(action));

describe("what a deploy may do", () => {
  test("is said for every kind of resource in the templates", () => {
    const kinds = new Set(stacks.resources.map(({ type }) => type));
    const unknown = [...kinds].filter((kind) => KINDS[kind] === undefined);
    expect(unknown, "Say in KINDS of cli/pipeline/policies.ts what CloudFormation needs for these").toEqual(
      [],
    );
  });

  test("fits into a managed policy", () => {
    const filled = JSON.stringify(executionPolicy()).replaceAll('{"Fn::Sub":', "").replaceAll("}", "");
    expect(filled.length).toBeLessThan(POLICY_CHARS_MAX);
  });

  test("is nothing for everybody: no policy allows every action of a service on everything, nor roles without a boundary", () => {
    const Statement = z.object({
      Effect: z.string(),
      Action: z.union([z.string(), z.array(z.string())]),
      Condition: z.unknown().optional(),
    });
    for (const one of executionPolicy().Statement) {
      const { Action, Condition } = Statement.parse(one);
      for (const action of [Action].flat()) {
        expect(action).toMatch(/^[a-z0-9-]+:.*[A-Za-z]/);
        if (["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"].includes(action)) {
          expect(JSON.stringify(Condition)).toContain("policy/wellspring-boundary");
        }
      }
    }
  });

  test("leaves every role of the stacks all that it has, and bounds each", () => {
    const used = statementsOf(stacks)
      .filter(
        ({ resource, statement }) => resource.type === "AWS::IAM::Policy" && statement.Effect === "Allow",
      )
      .flatMap(({ statement }) => statement.Action);
    expect(used.length).toBeGreaterThan(100);
    const known = [...BOUNDED_ACTIONS, "iam:PassRole"];
    const beyond = [...new Set(used)].filter((action) => !allows(known, action));
    expect(beyond, "Add these to BOUNDED_ACTIONS of cli/pipeline/policies.ts").toEqual([]);
    for (const { properties, path } of stacks.of("AWS::IAM::Role")) {
      expect(JSON.stringify(properties["PermissionsBoundary"] ?? path)).toContain("wellspring-boundary");
    }
  });
});

describe("who may deploy from GitHub", () => {
  const template = deployerTemplate(["staging", "production"]);
  const text = JSON.stringify(template);
  const Role = z.object({
    Type: z.literal("AWS::IAM::Role"),
    Properties: z.object({ AssumeRolePolicyDocument: z.unknown() }),
  });

  test("is one repository, and in it one environment for each stage", () => {
    const subjects = [...text.matchAll(/"repo:\$\{Repository\}:([^"]+)"/g)].map(([, subject]) => subject);
    expect(subjects).toEqual(["environment:staging", "environment:production", "pull_request"]);
    expect(text).not.toContain("StringLike");
  });

  test("becomes the bootstrap's roles and nothing more", () => {
    const { Resources } = z.object({ Resources: z.record(z.string(), z.unknown()) }).parse(template);
    const roles = Object.entries(Resources).filter(([, one]) => Role.safeParse(one).success);
    expect(roles.map(([name]) => name)).toEqual(["DeployerStaging", "DeployerProduction", "Differ"]);
    const actions = roles
      .flatMap(([, one]) => [...JSON.stringify(one).matchAll(/"((?:sts|ssm|cloudformation|iam|s3):\w+)"/g)])
      .map(([, action]) => action);
    expect(new Set(actions)).toEqual(
      new Set([
        "sts:AssumeRoleWithWebIdentity",
        "sts:AssumeRole",
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplate",
        "ssm:GetParameter",
      ]),
    );
    // A deploy may change roles called wellspring-…: not its own.
    expect(text).not.toMatch(/"RoleName":"wellspring-/);
  });
});

describe("the workflow of GitHub", () => {
  const text = workflowOf({ stages: ["staging", "production"], branch: "main", test: "npm test" });
  const Job = z.object({
    needs: z.string().optional(),
    environment: z.string().optional(),
    permissions: z.record(z.string(), z.string()),
    "timeout-minutes": z.number(),
    steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
  });
  const workflow = z
    .object({
      permissions: z.object({}).strict(),
      concurrency: z.object({ group: z.string(), "cancel-in-progress": z.literal(false) }),
      jobs: z.record(z.string(), Job),
    })
    .parse(parse(text));

  test("tests, then deploys stage after stage, each in its environment", () => {
    expect(
      Object.entries(workflow.jobs).map(([name, { needs, environment }]) => [name, needs, environment]),
    ).toEqual([
      ["test", undefined, undefined],
      ["staging", "test", "staging"],
      ["production", "staging", "production"],
    ]);
  });

  test("gives a token to the jobs that deploy, and to nothing else more than reading", () => {
    for (const [name, { permissions }] of Object.entries(workflow.jobs)) {
      expect(permissions).toEqual(
        name === "test" ? { contents: "read" } : { contents: "read", "id-token": "write" },
      );
    }
    expect(text).not.toMatch(/secrets\.|pull_request_target/);
  });

  test("runs others' actions by their commits", () => {
    const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(new Set(used).size).toBe(Object.keys(ACTIONS).length);
    for (const action of used) expect(action).toMatch(/@[0-9a-f]{40}$/);
  });

  test("keeps what others typed out of its shell", () => {
    for (const { run = "" } of Object.values(workflow.jobs).flatMap(({ steps }) => steps))
      expect(run).not.toContain("${{");
  });
});

describe("a deploy that rings an alarm", () => {
  const alarms = ROLLBACK_ALARMS.map((name) => {
    const output = String(stacks.outputs.get(rollbackOutput(name)));
    const path = /^<(.*)\.Arn>$/.exec(output)?.[1];
    return stacks.of("AWS::CloudWatch::Alarm").find((alarm) => alarm.path === path);
  });

  test("is rolled back: the alarms that say so are few enough, and outputs of the stacks", () => {
    expect(alarms.length).toBeLessThanOrEqual(ALARMS_MAX);
    expect(alarms).not.toContain(undefined);
  });

  test("has rung before its watch is over, and silence is no alarm", () => {
    const Watched = z.object({
      Period: z.number(),
      EvaluationPeriods: z.number(),
      TreatMissingData: z.literal("notBreaching"),
    });
    for (const alarm of alarms) {
      const { Period, EvaluationPeriods } = Watched.parse(alarm?.properties);
      expect(Period * EvaluationPeriods).toBeLessThan(MONITORED_MINUTES * 60);
    }
  });
});
