import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../../cli/cli-error.ts";
import { homeOf, type OwnEngine } from "../../cli/settings.ts";
import { ELEMENTS } from "../../core/site/elements-module/elements-file.ts";
import { environment, realShopPortsOf } from "../../local/settings.ts";
import { shopFolder } from "./install.ts";

const START_MS_MAX = 180_000;
const PASSWORD_BYTES = 16;
const OUTPUT_CHARS_MAX = 4_000;

/** How the shop is connected to the stage. */
export interface ShopConnection {
  readonly site: string;
  /** The name of a connection of our own format. */
  readonly connection: string;
  /** Where the shop posts its webhooks. */
  readonly address: string;
  readonly key: string;
}

export interface RunningShop {
  readonly url: string;
  /** Ends it as somebody does who presses Ctrl-C. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** Starts Vendure's server. Its database is kept beside the engine's state, so that the next start finds its orders. */
export async function startShop(
  own: OwnEngine,
  connected: ShopConnection,
  name: string,
): Promise<RunningShop> {
  const folder = join(homeOf(own), name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { storefront, api } = realShopPortsOf(own);
  const child = spawn(
    join(process.execPath),
    ["--disable-warning=ExperimentalWarning", join(shopFolder, "dist", "shop", "server.js")],
    {
      cwd: shopFolder,
      env: environment({
        // Vendure would report the install to its makers.
        VENDURE_DISABLE_TELEMETRY: "true",
        SHOP_FOLDER: folder,
        SHOP_PORT: String(storefront),
        SHOP_API_PORT: String(api),
        SHOP_PASSWORD: await passwordIn(folder),
        WELLSPRING_SITE: connected.site,
        WELLSPRING_CONNECTION: connected.connection,
        WELLSPRING_ADDRESS: connected.address,
        WELLSPRING_KEY: connected.key,
        WELLSPRING_MODULE: `${connected.site}${ELEMENTS.path}`,
        WELLSPRING_INTEGRITY: ELEMENTS.integrity,
      }),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  await untilReady(child);
  return {
    url: `http://127.0.0.1:${storefront}/`,
    stop: () => end(child, "SIGTERM"),
    kill: () => end(child, "SIGKILL"),
  };
}

/** Of the shop's administrator, made at its first start. */
async function passwordIn(folder: string): Promise<string> {
  const file = join(folder, "password");
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = randomBytes(PASSWORD_BYTES).toString("hex");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(notStarted(output)), START_MS_MAX);
    const take = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-OUTPUT_CHARS_MAX);
      if (!/^READY /m.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("exit", () => {
      clearTimeout(timer);
      reject(notStarted(output));
    });
  });
  try {
    await ready;
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

function notStarted(output: string): CliError {
  return new CliError(`The shop did not start:\n${output.trim()}`, "Is another one running on its ports?");
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
