import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { CliError } from "../cli/cli-error.ts";
import {
  type EngineAddress,
  engineOf,
  homeOf,
  localRegion,
  productRoot,
  projectRoot,
} from "../cli/settings.ts";
import { askEngine } from "./engine/ask-engine.ts";
import { type CommandOptions, lastLines, run } from "./run-program.ts";
import { awsEnvironment, binDir, localAccount } from "./settings.ts";
import { filesBelow, hashOf, sourcesHash } from "./sources-hash.ts";

/** Stacks deployed at once: more only queue for the two cores. */
const DEPLOY_CONCURRENCY = 4;

/** Output values by output key, by stack name. */
const Outputs = z.record(z.string(), z.record(z.string(), z.string()));
export type Outputs = z.infer<typeof Outputs>;

/** Kept in the engine beside the stacks, so that it is lost exactly when they are. */
const Deployed = z.object({ assembly: z.string(), outputs: Outputs });
type Deployed = z.infer<typeof Deployed>;

const bootstrapStack = "CDKToolkit";
const marker = {
  Bucket: `cdk-hnb659fds-assets-${localAccount}-${localRegion}`,
  Key: "wellspring/deployed.json",
};

export interface Deployment {
  readonly outputs: Outputs;
  /** False if the engine had these very stacks. */
  readonly changed: boolean;
}

export interface Assembly {
  readonly directory: string;
  readonly hash: string;
}

/** Kept beside an assembly: digests of what it was made of, and of itself, to which a deploy adds files. */
const Made = z.object({ sources: z.string(), assembly: z.string() });
const MADE = "cdk.out.json";
const DESCRIBES_ONLY: ReadonlySet<string> = new Set(["tree.json", "cdk.out"]);

/**
 * The stacks of stage `local` as templates and bundles, made again when a file has changed that they are made of. Needs no
 * engine, so it may run while one starts.
 */
export async function synthesise(where: EngineAddress): Promise<Assembly> {
  const home = homeOf(where);
  const directory = join(home, "cdk.out");
  const sources = await sourcesHash([...new Set([productRoot, projectRoot])]);
  const made = await madeBefore(home);
  if (made?.sources === sources && existsSync(join(directory, "manifest.json"))) {
    return { directory, hash: made.assembly };
  }
  await rm(join(home, MADE), { force: true });
  await rm(directory, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await cdk(where.endpoint, "synth", ["--quiet", "--output", directory, "--context", "stage=local"]);
  const hash = await hashOf(directory, await filesBelow(directory, (name) => !DESCRIBES_ONLY.has(name)));
  await writeFile(join(home, MADE), JSON.stringify({ sources, assembly: hash }));
  return { directory, hash };
}

async function madeBefore(home: string): Promise<z.infer<typeof Made> | undefined> {
  try {
    return Made.parse(JSON.parse(await readFile(join(home, MADE), "utf8")));
  } catch {
    // There is none, or it was not written to its end: making it again is right in either case.
    return undefined;
  }
}

/**
 * Deploys an assembly to an engine by the real CDK. Skipped when the engine has the same assembly already. A failed
 * deploy throws with the CDK's last lines.
 */
export async function deploy(
  where: EngineAddress,
  synthesised: Promise<Assembly>,
  note: (text: string) => void = () => {},
): Promise<Deployment> {
  const { endpoint } = where;
  const outputsFile = join(homeOf(where), "outputs.json");
  // Beside the synth, which needs no engine.
  const [assembly] = await Promise.all([synthesised, bootstrap(where)]);
  const before = await lastDeployed(endpoint);
  if (before?.assembly === assembly.hash) {
    await writeFile(outputsFile, JSON.stringify(before.outputs, null, 2));
    return { outputs: before.outputs, changed: false };
  }

  note("deploying");
  await rm(outputsFile, { force: true });
  await cdk(
    endpoint,
    "deploy",
    [
      ...["--all", "--app", assembly.directory, "--outputs-file", outputsFile],
      ...["--require-approval", "never", "--method", "direct", "--concurrency", String(DEPLOY_CONCURRENCY)],
    ],
    {
      onOutput: (text) => {
        const stack = /^(\S+): (?:deploying|creating|updating)/m.exec(text)?.[1];
        if (stack !== undefined) note(`deploying ${stack}`);
      },
    },
  );
  const outputs = await readOutputs(where);
  // Objects outlive a kill, stacks only once they are saved.
  if (where.kind === "own") await saveNow(endpoint);
  await remember(endpoint, { assembly: assembly.hash, outputs });
  return { outputs, changed: true };
}

async function bootstrap(where: EngineAddress): Promise<void> {
  if (await stackExists(where.endpoint, bootstrapStack)) return;
  // In a folder without cdk.json: the CDK would synthesise the app there, only to look at it.
  await cdk(where.endpoint, "bootstrap", [`aws://${localAccount}/${localRegion}`], { cwd: homeOf(where) });
}

/** What the last deploy to that engine gave out. */
export async function readOutputs(where: EngineAddress): Promise<Outputs> {
  let written: string;
  try {
    written = await readFile(join(homeOf(where), "outputs.json"), "utf8");
  } catch (cause) {
    throw new CliError("Nothing is deployed to the local engine yet.", "Run npm start first.", { cause });
  }
  return Outputs.parse(JSON.parse(written));
}

async function cdk(
  endpoint: string,
  command: string,
  args: readonly string[],
  options: Pick<CommandOptions, "cwd" | "onOutput"> = {},
): Promise<void> {
  const quiet = [
    "--ci",
    "--no-color",
    "--no-notices",
    "--no-version-reporting",
    "--no-asset-metadata",
    "--no-path-metadata",
  ];
  const result = await run(join(binDir, "cdk"), [command, ...args, ...quiet], {
    cwd: projectRoot,
    env: awsEnvironment(endpoint),
    ...options,
  });
  if (result.code === 0) return;
  throw new CliError(
    `cdk ${command} failed:\n\n${lastLines(result.output, 20)}\n\n`,
    command === "synth"
      ? "Put that right in bin/ or lib/, then start again."
      : "If it worked before and the stacks did not change, delete .local and start again.",
  );
}

async function stackExists(endpoint: string, name: string): Promise<boolean> {
  const cloudFormation = new CloudFormationClient(engineOf({ endpoint }));
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.some((stack) => /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? "")) ?? false;
  } catch {
    // CloudFormation answers a plain validation error for a stack that it does not have.
    return false;
  } finally {
    cloudFormation.destroy();
  }
}

async function saveNow(endpoint: string): Promise<void> {
  const { status } = await askEngine(endpoint, "/_wellspring/save", { method: "POST" });
  if (status !== 204) throw new Error(`The engine could not save its state (${status}): see its log`);
}

async function lastDeployed(endpoint: string): Promise<Deployed | undefined> {
  const s3 = new S3Client({ ...engineOf({ endpoint }), forcePathStyle: true });
  try {
    const { Body } = await s3.send(new GetObjectCommand(marker));
    return Deployed.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  } catch {
    // Nothing was deployed, or not to its end: deploying again is right in either case.
    return undefined;
  } finally {
    s3.destroy();
  }
}

async function remember(endpoint: string, deployed: Deployed): Promise<void> {
  const s3 = new S3Client({ ...engineOf({ endpoint }), forcePathStyle: true });
  try {
    await s3.send(new PutObjectCommand({ ...marker, Body: JSON.stringify(deployed) }));
  } finally {
    s3.destroy();
  }
}
