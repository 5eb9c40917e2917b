import { CloudFormationClient, paginateDescribeStacks, type Stack } from "@aws-sdk/client-cloudformation";
import { S3Client } from "@aws-sdk/client-s3";
import { Option } from "commander";
import { projectStage } from "../lib/project-stages.ts";
import { type Connection, outputName } from "../lib/stages.ts";
import { CliError } from "./cli-error.ts";
import { type ClientConfig, engineAddress, engineOf } from "./settings.ts";

/** A deployed stage: how AWS clients reach it, and the outputs of its stacks. */
export interface DeployedStage {
  readonly config: ClientConfig;
  /** The value of an output; undefined where the stage has no such part. */
  readonly find: (name: string) => string | undefined;
  /** The value of an output that every stage has. Throws a {@link CliError} for a stage that lacks it. */
  readonly output: (name: string) => string;
}

/** Options that give one output by hand, for tables that belong to no stage. `--help` leaves them out. */
const OUTPUT_OPTIONS = {
  ledgerTable: "LedgerTable",
  impactTable: "ImpactTable",
  peopleTable: "PeopleTable",
  identitySecret: "IdentitySecretArn",
  contactSecret: "ContactSecretArn",
  quarantineBucket: "QuarantineBucket",
  mailBucket: "MailBucket",
  charityFilesBucket: "CharityFilesBucket",
  eventBus: "EventBus",
  lookUps: "LookUps",
  roundUps: "RoundUps",
  textCountries: "TextCountries",
  siteUrl: "SiteUrl",
} as const;
type OutputOption = keyof typeof OUTPUT_OPTIONS;

/** The options that name the stage of a command. */
export type StageOptions = { readonly stage?: string } & { readonly [option in OutputOption]?: string };

/** `ledgerTable` → the hidden option `--ledger-table <value>`. */
export function outputOption(name: OutputOption): Option {
  const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return new Option(`--${flag} <value>`, `the ${OUTPUT_OPTIONS[name]} output, given by hand`).hideHelp();
}

/** A stage's stacks are `wellspring-<stage>-<part>`; a part has no hyphen, so `shop` is not taken for `shop-eu`. */
const STACK = /^wellspring-(.+)-[a-z]+$/;

/** The stage that a stack is of; undefined for one of another application, and for one that is gone. */
export function stackStage({ StackName = "", StackStatus }: Stack): string | undefined {
  return StackStatus === "DELETE_COMPLETE" ? undefined : STACK.exec(StackName)?.[1];
}

/**
 * The stage that a command works on, with its outputs as CloudFormation has them: the one that `--stage` names, in AWS
 * with the operator's own credentials, or else the one on this machine. An output that an option gives replaces the
 * stage's own; options alone, without `--stage`, name resources in AWS, and CloudFormation is not called. `more` holds
 * options of one command, by the name of their output. Throws a {@link CliError} for a stage that does not exist.
 */
export async function openStage(
  options: StageOptions,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<DeployedStage> {
  const given = new Map<string, string>();
  for (const [option, output] of Object.entries(OUTPUT_OPTIONS)) {
    const value = options[option as OutputOption];
    if (value !== undefined) given.set(output, value);
  }
  for (const [output, value] of Object.entries(more)) if (value !== undefined) given.set(output, value);
  if (options.stage === undefined && given.size > 0) return stageByHand(given);
  const stage = await readStage(options.stage);
  return { ...stage, ...lookUp((name) => given.get(name) ?? stage.find(name), stage.output) };
}

function stageByHand(given: ReadonlyMap<string, string>): DeployedStage {
  return {
    config: {},
    ...lookUp(
      (name) => given.get(name),
      (name) => {
        throw new CliError(
          `The ${name} of the stage in AWS is missing.`,
          "Name the stage with --stage: its outputs are then read from CloudFormation.",
        );
      },
    ),
  };
}

function lookUp(
  find: DeployedStage["find"],
  otherwise: (name: string) => string,
): Pick<DeployedStage, "find" | "output"> {
  return { find, output: (name) => find(name) ?? otherwise(name) };
}

/** The stage with these outputs. The error about a missing output quotes `name`. */
export function stageWith(
  name: string,
  config: ClientConfig,
  outputs: ReadonlyMap<string, string>,
): DeployedStage {
  const find = (output: string) => outputs.get(output);
  const missing = (output: string) => {
    throw new CliError(
      `The stage ${name} has no output ${output}.`,
      "It may be older than this program: deploy it again.",
    );
  };
  return { config, ...lookUp(find, missing) };
}

async function readStage(request: string | undefined): Promise<DeployedStage> {
  const { name, kind } = await stageSettings(request ?? "local");
  if (kind === "aws") {
    const outputs = await readOutputs({}, name);
    if (outputs.size > 0) return stageWith(name, {}, outputs);
    throw new CliError(
      `This account has no stack of ${name} in this region.`,
      "Set AWS_PROFILE and AWS_REGION to where it is.",
    );
  }
  const { endpoint } = engineAddress();
  const config = engineOf({ endpoint });
  const outputs = await readOutputs(config, name);
  if (outputs.size > 0) return stageWith(name, config, outputs);
  throw new CliError(
    `Nothing is deployed to the engine at ${endpoint}.`,
    "Deploy this machine's stage with `npm start`, or name a stage in AWS with --stage.",
  );
}

/** The settings of a stage. Throws a {@link CliError} with the names that there are. */
export async function stageSettings(name: string): ReturnType<typeof projectStage> {
  try {
    return await projectStage(name);
  } catch (cause) {
    throw new CliError(cause instanceof Error ? cause.message : String(cause), "Name one of those.", {
      cause,
    });
  }
}

/** Every output of every stack of the stage; empty for a stage that is not deployed there. */
async function readOutputs(config: ClientConfig, stage: string): Promise<ReadonlyMap<string, string>> {
  const client = new CloudFormationClient(config);
  const found = new Map<string, string>();
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      for (const { Outputs = [] } of Stacks.filter((one) => stackStage(one) === stage)) {
        for (const { OutputKey = "", OutputValue = "" } of Outputs) found.set(OutputKey, OutputValue);
      }
    }
    return found;
  } finally {
    client.destroy();
  }
}

/** The engine gives a function the address that AWS would, and answers for it below a path of its own. */
export function addressAtEngine(endpoint: string, address: string): string {
  const { host, pathname } = new URL(address);
  return `${endpoint}/_aws/lambda-url/${host.split(".")[0]}${pathname}`;
}

/** The engine has no host name for each bucket. */
export function s3Client({ config }: Pick<DeployedStage, "config">): S3Client {
  return new S3Client({ ...config, forcePathStyle: "endpoint" in config });
}

/**
 * What `/webhooks/<source>/<connection>` follows: the function's own address, or where shops post to, of whose connections
 * `beside` is one: that may be under a domain of the brand's own.
 */
export function webhookAddress(
  { config, find, output }: Pick<DeployedStage, "config" | "find" | "output">,
  beside?: Connection,
): string {
  const named = beside && find(outputName("WebhookAddress", beside));
  const url = named === undefined ? output("WebhookUrl") : `${new URL(named).origin}/`;
  return ("endpoint" in config ? addressAtEngine(config.endpoint, url) : url).replace(/\/+$/, "");
}
