import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, openSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CliError } from "../../cli/cli-error.ts";
import {
  type EngineAddress,
  homeOf,
  localCredentials,
  localDir,
  type OwnEngine,
  productRoot,
} from "../../cli/settings.ts";
import { stateDir } from "../../cli/unclean-stops.ts";
import { lastLines, run } from "../run-program.ts";
import { bareEnvironment } from "../settings.ts";
import { askEngine } from "./ask-engine.ts";
import { installEngine } from "./install.ts";
import { prepareState } from "./kept-state.ts";
import { isAlive, isTaken, stopGroup } from "./processes.ts";

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 50;
const PROBE_TIMEOUT_MS = 5_000;

/**
 * How many Lambda calls may run at once. Each is a process of about 100 MB, and all of Wellspring is to fit into 2 GiB;
 * past the limit the engine throttles, which Step Functions retries and the webhook's caller sees as a 429.
 */
const LAMBDA_CONCURRENCY = 8;
/** Surplus warm processes of a burst go after this long; the first of each function stays. */
const LAMBDA_WARM_SECONDS = 12;
/** The engine hands this on to its Lambdas: room for short-lived objects that fits a small function. */
const LAMBDA_NODE_OPTIONS = "--max-semi-space-size=2";

const programs = join(productRoot, "local", "engine");

/** More than all tests make together. */
const CALLS_RECORDED_MAX = 500_000;

export interface EngineOptions {
  /** Enforce IAM with each function's own role. `cdk deploy` does not get through under it. */
  readonly enforceIam?: boolean;
  /** Each Wait of a state machine lasts this share of its time. */
  readonly waitScale?: number;
  /** How many Lambda calls may run at once; {@link LAMBDA_CONCURRENCY} by default. */
  readonly lambdaConcurrency?: number;
  /** Where SES hands over each raw email, as host:port on this machine. */
  readonly smtpHost?: string;
  /** Keep what every call of AWS was, and whose, as CloudTrail would. Costs memory for each call. */
  readonly recordCalls?: boolean;
  /** Forget first what an engine on that port kept. */
  readonly fresh?: boolean;
  readonly note?: (text: string) => void;
}

export interface Engine {
  readonly endpoint: string;
  readonly enforcesIam: boolean;
  /** True if it ran before. */
  readonly reused: boolean;
  /** Whether the engine passes emails on to the `smtpHost` of the options. */
  readonly relays: boolean;
  /** Leaves no process behind; state is kept for the next start. Does nothing to an engine that is not ours. */
  stop(): Promise<void>;
}

const Running = z.object({
  /** The engine's process, leader of a group that its Lambdas are in. */
  runner: z.object({ pid: z.number().int(), temporary: z.string() }),
  /** The command that started it and will stop it. */
  ownerPid: z.number().int(),
  /** The settings that a reuse must share. */
  settings: z.string(),
});
type Running = z.infer<typeof Running>;

/**
 * The engine, healthy: the given one, ours that runs already, or a new one. An engine of ours whose command has
 * died is taken over; one with other settings is restarted, which keeps its state.
 */
export async function startEngine(where: EngineAddress, options: EngineOptions = {}): Promise<Engine> {
  if (where.kind === "given") return await useGiven(where.endpoint);

  const settings = JSON.stringify([
    options.enforceIam ?? false,
    options.waitScale ?? 1,
    options.smtpHost ?? "",
    options.recordCalls ?? false,
    // An engine that an older copy of us started has another guard before it, or none.
    await whatGuards(),
  ]);
  const what = {
    endpoint: where.endpoint,
    enforcesIam: options.enforceIam ?? false,
    relays: options.smtpHost !== undefined,
  };
  const running = await findRunning(where);
  if (running !== undefined) {
    const owned = running.ownerPid !== process.pid && isAlive(running.ownerPid);
    if (!options.fresh && running.settings === settings && (await health(where.endpoint))) {
      if (owned) return { ...what, reused: true, stop: async () => {} };
      await remember(where, { ...running, ownerPid: process.pid });
      return { ...what, reused: true, stop: () => stopRunning(where) };
    }
    if (owned) {
      throw new CliError(
        `The engine on port ${where.port} is in use by another command (process ${running.ownerPid}).`,
        "End that one first, or choose another port with WELLSPRING_PORT.",
      );
    }
    await stopRunning(where);
  }
  if (options.fresh) await forgetState(where);

  if (await isTaken(where.port)) {
    throw new CliError(
      `Port ${where.port} on 127.0.0.1 is taken by another program.`,
      `End that program, or choose another port: WELLSPRING_PORT=${where.port + 1} npm start.`,
    );
  }
  const python = await installEngine(options.note);
  options.note?.("starting");
  const runner = await launch(python, where, options);
  await remember(where, { runner, ownerPid: process.pid, settings });
  await untilHealthy(where, runner);
  return { ...what, reused: false, stop: () => stopRunning(where) };
}

/** Ends an engine of ours on that port, if there is one, with all its processes. */
export async function stopRunning(own: OwnEngine): Promise<void> {
  const running = await findRunning(own);
  if (running === undefined) return;
  await stopGroup(running.runner.pid);
  await rm(running.runner.temporary, { recursive: true, force: true });
  await rm(recordFile(own), { force: true });
}

/** Forgets everything that an engine on that port stored. Only while it does not run. */
export async function forgetState(own: OwnEngine): Promise<void> {
  await rm(stateDir(own), { recursive: true, force: true });
}

async function useGiven(endpoint: string): Promise<Engine> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
  } catch (cause) {
    throw new CliError(
      `Nothing answers at AWS_ENDPOINT_URL (${endpoint}).`,
      "Start that engine, or unset AWS_ENDPOINT_URL to use our own.",
      { cause },
    );
  }
  return { endpoint, enforcesIam: false, reused: true, relays: false, stop: async () => {} };
}

async function launch(python: string, own: OwnEngine, options: EngineOptions): Promise<Running["runner"]> {
  const settings: Record<string, string> = {
    GATEWAY_PORT: String(own.port),
    PERSIST_STATE: "1",
    S3_PERSIST: "1",
    AUTH: String(options.enforceIam ?? false),
    LAMBDA_EXECUTOR: "local",
    LAMBDA_ACCOUNT_CONCURRENCY: String(options.lambdaConcurrency ?? LAMBDA_CONCURRENCY),
    NODE_OPTIONS: LAMBDA_NODE_OPTIONS,
    LAMBDA_WARM_TTL_SECONDS: String(LAMBDA_WARM_SECONDS),
    SFN_WAIT_SCALE: String(options.waitScale ?? 1),
    LOG_LEVEL: "WARNING",
    // Listeners on ports of their own that nothing here needs.
    IOT_MTLS_ENABLED: "0",
    SFTP_ENABLED: "0",
    ...(options.smtpHost === undefined ? {} : { SMTP_HOST: options.smtpHost }),
    ...(options.recordCalls === true && {
      CLOUDTRAIL_RECORDING: "1",
      CLOUDTRAIL_MAX_EVENTS: String(CALLS_RECORDED_MAX),
    }),
  };
  return await launchProcess(python, own, await prepareState(own), settings);
}

async function launchProcess(
  python: string,
  own: OwnEngine,
  state: string,
  settings: Record<string, string>,
): Promise<Running["runner"]> {
  // Outside the project: a Lambda unpacked inside it would take this package.json and these node_modules for its own.
  const temporary = await mkdtemp(join(tmpdir(), "wellspring-"));
  const log = openSync(logFile(own), "w");
  // Detached: a Ctrl-C at the terminal reaches only us, and we stop it when we are done with it.
  const child = spawn(python, ["-B", join(programs, "serve.py")], {
    cwd: localDir,
    detached: true,
    stdio: ["ignore", log, log],
    env: bareEnvironment({
      ...settings,
      // The root user: what the guard and, with IAM, every signature is checked against.
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      BIND_HOST: "127.0.0.1",
      STATE_DIR: state,
      S3_DATA_DIR: join(state, "s3"),
      TMPDIR: temporary,
    }),
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => resolve(child.pid ?? 0));
  });
  child.unref();
  return { pid, temporary };
}

/** A digest of our programs around the engine, and of who may call it. */
async function whatGuards(): Promise<string> {
  const hash = createHash("sha256").update(localCredentials.accessKeyId);
  for (const file of (await readdir(programs)).filter((name) => name.endsWith(".py")).sort()) {
    hash.update(await readFile(join(programs, file)));
  }
  return hash.digest("hex");
}

async function untilHealthy(own: OwnEngine, runner: Running["runner"]): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await health(own.endpoint)) return;
    if (!isAlive(runner.pid)) break;
    await sleep(POLL_MS);
  }
  const log = existsSync(logFile(own)) ? lastLines(await readFile(logFile(own), "utf8"), 1) : "";
  await stopRunning(own);
  throw new CliError(
    `The local engine did not start${log === "" ? "" : `: ${log}`}`,
    `Its log is ${logFile(own)}; if it seems damaged, delete .local and start again.`,
  );
}

async function health(endpoint: string): Promise<boolean> {
  try {
    return (await askEngine(endpoint, "/_ministack/health", { timeoutMs: PROBE_TIMEOUT_MS })).status === 200;
  } catch {
    return false;
  }
}

async function findRunning(own: OwnEngine): Promise<Running | undefined> {
  let written: string;
  try {
    written = await readFile(recordFile(own), "utf8");
  } catch {
    return undefined;
  }
  const running = Running.safeParse(JSON.parse(written));
  if (!running.success) return undefined;
  return (await isEngine(running.data.runner.pid)) ? running.data : undefined;
}

/** Process numbers are used again: only one that runs our engine's Python is ours to stop. */
async function isEngine(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const commandLine = existsSync(`/proc/${pid}/cmdline`)
    ? (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ")
    : (await run("ps", ["-o", "command=", "-p", String(pid)])).output;
  return commandLine.includes(join(localDir, "engine")) && /ministack|serve\.py/.test(commandLine);
}

async function remember(own: OwnEngine, running: Running): Promise<void> {
  await mkdir(homeOf(own), { recursive: true });
  await writeFile(recordFile(own), JSON.stringify(running));
}

const recordFile = (own: OwnEngine): string => join(homeOf(own), "engine.json");
const logFile = (own: OwnEngine): string => join(homeOf(own), "engine.log");
