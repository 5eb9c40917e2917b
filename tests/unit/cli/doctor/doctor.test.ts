import { describe, expect, test } from "vitest";
import type { Subject } from "../../../../cli/doctor/check.ts";
import { checksFor, policyText, reportText } from "../../../../cli/doctor/command.ts";
import type { Ports } from "../../../../cli/doctor/ports.ts";
import { checks } from "../../../../cli/doctor/registry.ts";
import { type Line, runCheck } from "../../../../cli/doctor/run-checks.ts";
import { answering, awsError, healthy, subject } from "../../../support/aws-answers.ts";
import { troubles } from "./troubles.ts";

async function lookAt(ports: Ports, at: Subject, before = false): Promise<readonly Line[]> {
  const found: Line[] = [];
  for (const check of checksFor(at, before)) found.push(...(await runCheck(check, ports, at)));
  return found;
}

describe("doctor", () => {
  test("finds nothing wrong with a healthy account and stage", async () => {
    expect(await lookAt(answering({}), subject)).toEqual([]);
  });

  test("knows a number by its id and by its pool, as sender.sms may name it", async () => {
    for (const sms of ["phone-1", "pool-1"]) {
      const stage = { ...subject.stage, sender: { ...subject.stage.sender, sms } };
      const [number] = healthy.DescribePhoneNumbers.PhoneNumbers ?? [];
      const PhoneNumbers = [{ ...number, PhoneNumberId: "phone-1", PoolId: "pool-1" }];
      const answers = { DescribePhoneNumbers: { PhoneNumbers } };
      expect(await lookAt(answering({ answers }), { ...subject, stage })).toEqual([]);
    }
  });

  test.each(troubles.map((trouble) => [trouble.title, trouble] as const))(
    "names %s by its line alone",
    async (_, trouble) => {
      const lines = await lookAt(answering(trouble), { ...subject, ...trouble.subject });
      expect(lines).toEqual([
        {
          check: trouble.check,
          severity: trouble.severity,
          what: expect.stringMatching(trouble.what),
          where: trouble.where,
          next: expect.stringMatching(/\S/),
        },
      ]);
    },
  );

  test("has a planted trouble for each of its checks, and at least thirty", () => {
    const planted = new Set(troubles.map(({ check }) => check));
    expect(checks.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
    expect(troubles.length).toBeGreaterThanOrEqual(30);
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  });

  test("looks before the first deploy at what can be known, and asks nothing of the stage", async () => {
    const bare = { ...subject, stacks: [], outputs: new Map<string, string>() };
    const answers = { ListTables: { TableNames: [] } };
    expect(await lookAt(answering({ answers }), bare)).toEqual([]);
    expect(checksFor(bare, false)).toEqual(checksFor(subject, true));
    expect(checksFor(bare, false).length).toBeLessThan(checks.length);
  });

  test("goes on where every call is denied, and names a permission for each check that calls AWS", async () => {
    const denied = Object.fromEntries(Object.keys(ACTIONS).map((name) => [name, awsError("AccessDenied")]));
    const lines = await lookAt(answering({ answers: denied }), subject);
    const calling = checks.filter(({ allow }) => allow.length > 0);
    expect(lines.map(({ check }) => check)).toEqual(calling.map(({ name }) => name));
    for (const { what } of lines) expect(what).toMatch(/may not call [a-z0-9-]+:[A-Za-z]+/);
  });

  test.each(checks.map((check) => [check.name, check] as const))(
    "declares for %s the permissions that it needs, and no more",
    async (_, check) => {
      const asked: string[] = [];
      await runCheck(check, answering({}, asked), subject);
      const called = asked.map((command) => ACTIONS[command] ?? `the action of ${command}`);
      expect([...new Set(called)].sort()).toEqual([...check.allow].sort());
    },
  );

  test("prints a policy of all that it calls", () => {
    const allowed = new Set(["cloudformation:DescribeStacks", ...checks.flatMap(({ allow }) => allow)]);
    expect(JSON.parse(policyText()).Statement[0].Action).toEqual([...allowed].sort());
  });

  test("says in each line what is wrong, where, and what to do, the worst first", async () => {
    const lines: Line[] = [
      { check: "a", severity: "note", what: "Noted.", where: "there", next: "Read." },
      { check: "b", severity: "blocks", what: "Broken.", where: "here", next: "Mend." },
    ];
    expect(reportText(lines)).toBe(
      "Blocks: something fails for it (1)\n\n  Broken.\n    where  here\n    next   Mend.\n\n" +
        "Notes (1)\n\n  Noted.\n    where  there\n    next   Read.",
    );
    expect(reportText([])).toBe("Nothing is wrong.");
  });
});

/** The IAM action that each command needs. */
const ACTIONS: Readonly<Record<string, string>> = {
  GetCallerIdentity: "sts:GetCallerIdentity",
  DescribeStacks: "cloudformation:DescribeStacks",
  GetRole: "iam:GetRole",
  SimulatePrincipalPolicy: "iam:SimulatePrincipalPolicy",
  GetAccountSettings: "lambda:GetAccountSettings",
  DescribeResourcePolicies: "logs:DescribeResourcePolicies",
  GetMetricData: "cloudwatch:GetMetricData",
  DescribeAlarms: "cloudwatch:DescribeAlarms",
  ListSecrets: "secretsmanager:ListSecrets",
  GetSecretValue: "secretsmanager:GetSecretValue",
  ListTables: "dynamodb:ListTables",
  DescribeTable: "dynamodb:DescribeTable",
  DescribeLimits: "dynamodb:DescribeLimits",
  Query: "dynamodb:Query",
  GetAccount: "ses:GetAccount",
  GetEmailIdentity: "ses:GetEmailIdentity",
  DescribeAccountAttributes: "sms-voice:DescribeAccountAttributes",
  DescribeSpendLimits: "sms-voice:DescribeSpendLimits",
  DescribePhoneNumbers: "sms-voice:DescribePhoneNumbers",
  DescribeSenderIds: "sms-voice:DescribeSenderIds",
  ListSubscriptionsByTopic: "sns:ListSubscriptionsByTopic",
  GetQueueAttributes: "sqs:GetQueueAttributes",
  ListObjectsV2: "s3:ListBucket",
};
