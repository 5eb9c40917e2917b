import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CliError } from "../../cli/cli-error.ts";
import { type EngineAddress, localDir, type OwnEngine } from "../../cli/settings.ts";
import { lastLines, run } from "../run-program.ts";
import { bareEnvironment, environment, homeOf } from "../settings.ts";
import { type Installation, installEngine } from "./install.ts";
import { rewindStreams } from "./rewind-streams.ts";

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 30_000;
/** After a kill only a zombie may be left, as in a container without an init. */
const GROUP_TIMEOUT_MS = 2_000;
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

/** More than all tests make together. */
const CALLS_RECORDED_MAX = 500_000;

export interface EngineOptions {
  /** Enforce IAM with each function's own role. `cdk deploy` does not get through under it. */
  readonly enforceIam?: boolean;
  /** Each Wait of a state machine lasts this share of its time. */
  readonly waitScale?: number;
  /** How many Lambda calls may run at once; {@link LAMBDA_CONCURRENCY} by default. */
  readonly lambdaConcurrency?: number;
  /** Where SES hands over each raw email, as host:port on this machine. A container does not reach it. */
  readonly smtpHost?: string;
  /** Keep what every call of AWS was, and whose, as CloudTrail would. Costs memory for each call. */
  readonly recordCalls?: boolean;
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
  /** The engine's process, leader of a group that its Lambdas are in; or the name of its container. */
  runner: z.union([
    z.object({ kind: z.literal("python"), pid: z.number().int(), temporary: z.string() }),
    z.object({ kind: z.literal("docker"), container: z.string() }),
  ]),
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
  ]);
  const what = (runner: Running["runner"]) => ({
    endpoint: where.endpoint,
    enforcesIam: options.enforceIam ?? false,
    relays: options.smtpHost !== undefined && runner.kind === "python",
  });
  const running = await findRunning(where);
  if (running !== undefined) {
    const owned = running.ownerPid !== process.pid && isAlive(running.ownerPid);
    if (running.settings === settings && (await health(where.endpoint))) {
      if (owned) return { ...what(running.runner), reused: true, stop: async () => {} };
      await remember(where, { ...running, ownerPid: process.pid });
      return { ...what(running.runner), reused: true, stop: () => stopRunning(where) };
    }
    if (owned) {
      throw new CliError(
        `The engine on port ${where.port} is in use by another command (process ${running.ownerPid}).`,
        "End that one first, or choose another port with WELLSPRING_PORT.",
      );
    }
    await stopRunning(where);
  }

  if (await isTaken(where.port)) {
    throw new CliError(
      `Port ${where.port} on 127.0.0.1 is taken by another program.`,
      `End that program, or choose another port: WELLSPRING_PORT=${where.port + 1} npm start.`,
    );
  }
  const installation = await installEngine(options.note);
  options.note?.("starting");
  const runner = await launch(installation, where, options);
  await remember(where, { runner, ownerPid: process.pid, settings });
  await untilHealthy(where, runner);
  return { ...what(runner), reused: false, stop: () => stopRunning(where) };
}

/** Ends an engine of ours on that port, if there is one, with all its processes. */
export async function stopRunning(own: OwnEngine): Promise<void> {
  const running = await findRunning(own);
  if (running === undefined) return;
  if (running.runner.kind === "docker") {
    await run("docker", ["stop", "--time", "30", running.runner.container], { env: environment() });
  } else {
    await stopGroup(running.runner.pid);
    await rm(running.runner.temporary, { recursive: true, force: true });
  }
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

async function launch(
  installation: Installation,
  own: OwnEngine,
  options: EngineOptions,
): Promise<Running["runner"]> {
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
  const state = stateDir(own);
  await mkdir(join(state, "s3"), { recursive: true });
  await rewindStreams(state);
  return installation.kind === "docker"
    ? await launchContainer(installation.image, own.port, state, settings)
    : await launchProcess(installation.python, own, state, settings);
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
  const child = spawn(python, ["-m", "ministack"], {
    cwd: localDir,
    detached: true,
    stdio: ["ignore", log, log],
    env: bareEnvironment({
      ...settings,
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
  return { kind: "python", pid, temporary };
}

async function launchContainer(
  image: string,
  port: number,
  state: string,
  settings: Record<string, string>,
): Promise<Running["runner"]> {
  const container = `wellspring-${port}`;
  const inside = { ...settings, STATE_DIR: "/state", S3_DATA_DIR: "/state/s3" };
  const variables = Object.entries(inside).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const publish = ["-p", `127.0.0.1:${port}:${port}`, "-v", `${state}:/state`];
  const args = ["run", "--rm", "--detach", "--name", container, ...publish, ...variables, image];
  const result = await run("docker", args, { env: environment() });
  if (result.code !== 0) {
    throw new CliError(
      `Docker could not start the engine: ${lastLines(result.output, 1)}`,
      "See what docker says, or install Python 3.10 or later instead.",
    );
  }
  return { kind: "docker", container };
}

async function untilHealthy(own: OwnEngine, runner: Running["runner"]): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await health(own.endpoint)) return;
    if (runner.kind === "python" && !isAlive(runner.pid)) break;
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
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    return (await fetch(`${endpoint}/_ministack/health`, { signal })).ok;
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
  const { runner } = running.data;
  return (runner.kind === "docker" ? await containerRuns(runner.container) : await isEngine(runner.pid))
    ? running.data
    : undefined;
}

async function containerRuns(name: string): Promise<boolean> {
  const result = await run("docker", ["inspect", "--format", "{{.State.Running}}", name], {
    env: environment(),
  });
  return result.code === 0 && result.output.trim() === "true";
}

/** Process numbers are used again: only one that runs our engine's Python is ours to stop. */
async function isEngine(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const commandLine = existsSync(`/proc/${pid}/cmdline`)
    ? (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ")
    : (await run("ps", ["-o", "command=", "-p", String(pid)])).output;
  return commandLine.includes(join(localDir, "engine")) && commandLine.includes("ministack");
}

/** The engine saves its state on SIGTERM; its Lambdas are in its group and go with it. */
async function stopGroup(leader: number): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  signal(leader, "SIGTERM");
  while (isAlive(leader) && Date.now() < deadline) await sleep(POLL_MS);
  signal(-leader, "SIGKILL");
  const groupDeadline = Date.now() + GROUP_TIMEOUT_MS;
  while (isAlive(-leader) && Date.now() < groupDeadline) await sleep(POLL_MS);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: PROBE_TIMEOUT_MS });
    const answer = (taken: boolean) => () => {
      socket.destroy();
      resolve(taken);
    };
    socket.once("connect", answer(true)).once("error", answer(false)).once("timeout", answer(true));
  });
}

async function remember(own: OwnEngine, running: Running): Promise<void> {
  await mkdir(homeOf(own), { recursive: true });
  await writeFile(recordFile(own), JSON.stringify(running));
}

const recordFile = (own: OwnEngine): string => join(homeOf(own), "engine.json");
const logFile = (own: OwnEngine): string => join(homeOf(own), "engine.log");
const stateDir = (own: OwnEngine): string => join(homeOf(own), "state");
