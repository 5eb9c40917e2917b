import { delimiter, join } from "node:path";
import {
  localCredentials,
  localDir,
  localRegion,
  type OwnEngine,
  ownEngine,
  PORT_MAX,
  projectRoot,
} from "../cli/settings.ts";

/** The only file under local/ that reads the environment, and the one that names files below `.local/`. */

const TEST_PORT_DEFAULT = 4577;

export const binDir = join(projectRoot, "node_modules", ".bin");

/** Where Node keeps what it has compiled, by file and content: the CDK and the operator's program start in half the time. */
export const compileCache = join(localDir, "compiled");

/** What the engine takes for an account; no real one has this number. */
export const localAccount = "000000000000";

/** The tests have an engine apart, so that they neither see nor disturb what `npm start` keeps. */
export const testEngine: OwnEngine = ownEngine(Number(process.env.WELLSPRING_TEST_PORT ?? TEST_PORT_DEFAULT));
/** For tests that run beside those. */
export const secondTestEngine: OwnEngine = ownEngine(testEngine.port + 1);

/** What runs beside an engine of ours is as far from its port, so that several engines do not meet. */
const SMTP_PORT_AWAY = 3_000;
const INBOX_PORT_AWAY = 3_500;
const SHOP_PORT_AWAY = 3_600;
const REAL_SHOP_PORT_AWAY = 3_900;
const REAL_SHOP_API_PORT_AWAY = 4_000;

/** Where emails are handed over, on 127.0.0.1. */
export function smtpPortOf(own: OwnEngine): number {
  return portAway(own, SMTP_PORT_AWAY);
}

/** Where the page is that shows them. */
export function inboxPortOf(own: OwnEngine): number {
  return portAway(own, INBOX_PORT_AWAY);
}

/** Where the demo shop is. */
export function shopPortOf(own: OwnEngine): number {
  return portAway(own, SHOP_PORT_AWAY);
}

/** Where the shop of `npm run demo:shop` is, and the APIs of the server behind it. */
export function realShopPortsOf(own: OwnEngine): { readonly storefront: number; readonly api: number } {
  return { storefront: portAway(own, REAL_SHOP_PORT_AWAY), api: portAway(own, REAL_SHOP_API_PORT_AWAY) };
}

function portAway({ port }: OwnEngine, away: number): number {
  return port + away > PORT_MAX ? port - away : port + away;
}

/** A copy of the environment for a child process, with Node 24 of this project first on its path. */
export function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  return { NODE_COMPILE_CACHE: compileCache, ...env, PATH: searchPath(), ...extra };
}

/** For the CDK: everything goes to the engine, whatever profile or credentials the person has set up. */
export function awsEnvironment(endpoint: string): Record<string, string> {
  const env = environment({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    AWS_CONFIG_FILE: join(localDir, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(localDir, "no-aws-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    CDK_DEFAULT_ACCOUNT: localAccount,
    CDK_DEFAULT_REGION: localRegion,
    CDK_DISABLE_VERSION_CHECK: "true",
    CDK_DISABLE_CLI_TELEMETRY: "true",
  });
  delete env.AWS_PROFILE;
  delete env.AWS_SESSION_TOKEN;
  return env;
}

/** What an engine is started with: nothing of the person's own environment reaches the local Lambdas. */
export function bareEnvironment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const env: Record<string, string> = { PATH: searchPath(), ...extra };
  for (const name of ["HOME", "LANG", "LC_ALL", "SystemRoot"]) {
    const value = process.env[name];
    if (value !== undefined) env[name] ??= value;
  }
  return env;
}

/** A Chromium that the person points at for the page tests. */
export function chosenBrowser(): string | undefined {
  return process.env.CHROME_PATH || undefined;
}

/** Where programs are looked for, in that order. */
export function programDirectories(): readonly string[] {
  return searchPath().split(delimiter);
}

function searchPath(): string {
  return [binDir, process.env.PATH ?? "/usr/bin:/bin"].join(delimiter);
}
