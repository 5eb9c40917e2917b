import {
  type CloudFormationClient,
  paginateDescribeStacks,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { type Command, Option } from "commander";
import { Listr } from "listr2";
import { CliError } from "../cli-error.ts";
import { EXIT_LEFT } from "../run.ts";
import { type StageOptions, stackStage, stageSettings } from "../stage.ts";
import { type Check, SEVERITIES, type Severity, type Subject } from "./check.ts";
import { type Ports, realPorts } from "./ports.ts";
import { checks } from "./registry.ts";
import { type Line, runCheck } from "./run-checks.ts";

/** AWS throttles describing calls; more at once is no faster. */
const AT_ONCE = 4;

interface DoctorOptions extends StageOptions {
  readonly before?: boolean;
  readonly after?: boolean;
  readonly json: boolean;
  readonly policy: boolean;
}

async function stacksOf(client: CloudFormationClient, name: string): Promise<readonly Stack[]> {
  const all: Stack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    all.push(...Stacks.filter((stack) => stackStage(stack) === name));
  }
  return all;
}

/** The stage as its settings and CloudFormation describe it; `--before` and `--after` must fit what is deployed. */
async function subjectOf(ports: Ports, { stage: name, after = false }: DoctorOptions): Promise<Subject> {
  const stage = await stageSettings(name ?? "local");
  if (stage.kind === "local") {
    throw new CliError(
      "This machine's stage has no account to look at.",
      "Name a stage in AWS with --stage.",
    );
  }
  const stacks = await stacksOf(ports.cloudFormation, stage.name);
  if (after && stacks.length === 0) {
    throw new CliError(
      `This account has no stack of ${stage.name} in this region.`,
      "Set AWS_PROFILE and AWS_REGION to where it is, or look with --before.",
    );
  }
  const outputs = stacks.flatMap(({ Outputs = [] }) =>
    Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue] as const),
  );
  const region = await ports.cloudFormation.config.region();
  return { stage, region, stacks, outputs: new Map(outputs), now: new Date() };
}

/** Those that can look: all of a stage that is deployed, and before that, or with `--before`, those of account and settings. */
export function checksFor({ stacks }: Pick<Subject, "stacks">, before: boolean): readonly Check[] {
  return checks.filter(({ after }) => !after || (stacks.length > 0 && !before));
}

async function look(ports: Ports, subject: Subject, options: DoctorOptions): Promise<readonly Line[]> {
  const chosen = checksFor(subject, options.before ?? false);
  const lines = new Map<Check, readonly Line[]>();
  await new Listr(
    chosen.map((check) => ({
      title: check.about,
      task: async (_: unknown, task: { title: string }) => {
        const found = await runCheck(check, ports, subject);
        lines.set(check, found);
        if (found.length > 0) task.title = `${check.about}: ${found.length} to read below`;
      },
    })),
    {
      concurrent: AT_ONCE,
      fallbackRenderer: "simple",
      ...(options.json && { renderer: "silent" }),
    },
  ).run();
  return chosen.flatMap((check) => lines.get(check) ?? []);
}

const HEADINGS: Readonly<Record<Severity, string>> = {
  blocks: "Blocks: something fails for it",
  hurts: "Will hurt",
  note: "Notes",
};

export function reportText(lines: readonly Line[]): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const those = lines.filter((line) => line.severity === severity);
    const texts = those.map(({ what, where, next }) => `  ${what}\n    where  ${where}\n    next   ${next}`);
    return those.length === 0 ? [] : [`${HEADINGS[severity]} (${those.length})\n\n${texts.join("\n\n")}`];
  });
  return parts.length === 0 ? "Nothing is wrong." : parts.join("\n\n");
}

/** What doctor calls, as an IAM policy of an operator who may only look. */
export function policyText(): string {
  const Action = [
    ...new Set(["cloudformation:DescribeStacks", ...checks.flatMap(({ allow }) => allow)]),
  ].sort();
  const Statement = [{ Effect: "Allow", Action, Resource: "*" }];
  return JSON.stringify({ Version: "2012-10-17", Statement }, undefined, 2);
}

async function doctor(options: DoctorOptions): Promise<void> {
  if (options.policy) {
    console.log(policyText());
    return;
  }
  const ports = realPorts();
  const subject = await subjectOf(ports, options);
  const lines = await look(ports, subject, options);
  const { stage, region } = subject;
  if (options.json) console.log(JSON.stringify({ stage: stage.name, region, findings: lines }, undefined, 2));
  else console.log(`\n${reportText(lines)}`);
  if (lines.some(({ severity }) => severity === "blocks")) process.exitCode = EXIT_LEFT;
}

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "look at a stage in AWS before and after a deploy, and say what to do; exit 1 if something blocks",
    )
    .addOption(
      new Option(
        "--before",
        "only what can be known before a deploy: account, limits, settings, DNS",
      ).conflicts("after"),
    )
    .addOption(new Option("--after", "insist that the stage is deployed, and look at all of it"))
    .option("--json", "the findings as JSON, without progress", false)
    .option("--policy", "print the IAM policy that doctor needs, and look at nothing", false)
    .action((_: object, command: Command) => doctor(command.optsWithGlobals()));
}
