import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { local, production } from "../../stages.ts";
import { atEveryLimit } from "../support/at-every-limit.ts";
import { type StackTemplate, stacksOf } from "../support/synthesis.ts";

/** CloudFormation's own schemas of every resource type, as its linter carries them: docs/decisions/87-second-opinion.md */

/** From tools/test.ts; without it these tests are skipped. */
const LINTER = process.env["CFN_LINT"] ?? "";
const REGION = "eu-central-1";
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** What the linter says and we do not do, of findings that say `about`. Each is needed, or a test fails. */
const EXCEPTIONS = [
  {
    rule: "E1022",
    about: /^\d+-wellspring-local-desk\.json .*Fn::GetStackOutput/,
    because:
      "On the engine alone the desk cuts an output of another stack; the linter takes that for no text.",
  },
  {
    rule: "W3005",
    about: /DependsOn/,
    because:
      "CDK makes a function wait for its role and for the role's policy; the first it would do anyway.",
  },
];

const stages = [production, local, atEveryLimit];
const folder = mkdtempSync(join(tmpdir(), "wellspring-templates-"));
afterAll(() => rmSync(folder, { recursive: true }));

const Findings = z.array(
  z.object({
    Filename: z.string(),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
  }),
);

interface Finding {
  readonly stack: string;
  readonly rule: string;
  readonly text: string;
}

/** What it finds in templates, also what it only remarks. */
async function lint(templates: readonly StackTemplate[]): Promise<readonly Finding[]> {
  const files = templates.map(({ stack, template }, at) => {
    const file = join(folder, `${at}-${stack}.json`);
    writeFileSync(file, JSON.stringify(template));
    return file;
  });
  const args = ["--format", "json", "--include-checks", "I", "--non-zero-exit-code", "none"];
  const { stdout } = await promisify(execFile)(LINTER, [...args, "--regions", REGION, "--", ...files], {
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  return Findings.parse(JSON.parse(stdout)).map(({ Filename, Message, Rule, Location }) => ({
    stack: basename(Filename, ".json").replace(/^\d+-/, ""),
    rule: Rule.Id,
    text: `${basename(Filename)} ${Location.Path?.join("/") ?? ""}: ${Rule.Id} ${Message}`,
  }));
}

const resource = (Type: string, Properties: object) => ({ Resources: { Planted: { Type, Properties } } });

/** What CloudFormation refuses, and the rule that says so. */
const planted = [
  ["a property that there is not", resource("AWS::SQS::Queue", { VisibilityTimeOut: 30 }), "E3002"],
  ["a number beyond its range", resource("AWS::SQS::Queue", { VisibilityTimeout: 50_000 }), "E3034"],
  ["a value of no list", resource("AWS::DynamoDB::Table", { BillingMode: "FREE" }), "E3030"],
  ["a type that there is not", resource("AWS::SQS::Line", {}), "E3006"],
  ["a reference to nothing", resource("AWS::SQS::Queue", { QueueName: { Ref: "Nothing" } }), "E1020"],
] as const;

const LINT_MS_MAX = 400_000;

describe.skipIf(LINTER === "")("before the schemas of CloudFormation", () => {
  let findings: readonly Finding[] = [];
  beforeAll(async () => {
    const made = planted.map(([what, template]) => ({ stack: what.replaceAll(" ", "-"), template }));
    findings = await lint([...stages.flatMap((stage) => stacksOf(stage).templates), ...made]);
  }, LINT_MS_MAX);
  const ofStages = () => findings.filter(({ stack }) => stack.startsWith("wellspring-"));
  const isExcepted = ({ rule, text }: Finding, except: (typeof EXCEPTIONS)[number]) =>
    rule === except.rule && except.about.test(text);

  test("the templates of all stages pass", () => {
    const open = ofStages().filter((found) => !EXCEPTIONS.some((except) => isExcepted(found, except)));
    expect(open.map(({ text }) => text)).toEqual([]);
  });
  test.each(EXCEPTIONS)(
    "$rule would still find something, so that its exception is no leftover",
    (except) => {
      expect(ofStages().some((found) => isExcepted(found, except))).toBe(true);
    },
  );
  test.each(planted)("%s is found", (what, _, rule) => {
    const found = findings.filter(({ stack }) => stack === what.replaceAll(" ", "-"));
    expect(found.map((each) => each.rule)).toContain(rule);
  });
});
