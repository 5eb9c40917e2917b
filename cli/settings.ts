import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../lib/folders.ts";
import { CliError } from "./cli-error.ts";

/** The only file under cli/ that reads the environment. */

export const PORT_MAX = 65_535;
export const PORT_DEFAULT = 4566;

export { productRoot, projectRoot } from "../lib/folders.ts";
/** Files of this machine that git ignores. */
export const localDir = join(projectRoot, ".local");
/** The region that the engine answers for. */
export const localRegion = "us-east-1";

const Credentials = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });
type Credentials = z.infer<typeof Credentials>;

let made: Credentials | undefined;

/**
 * The engine's root user. The engine answers nobody who does not name this key, which this checkout makes up when it is
 * first asked for, and keeps in `.local/`: a web page cannot know it (decision 69). It opens nothing anywhere else.
 */
export const localCredentials: Credentials = {
  get accessKeyId() {
    made ??= readCredentials();
    return made.accessKeyId;
  },
  get secretAccessKey() {
    made ??= readCredentials();
    return made.secretAccessKey;
  },
};

/** How AWS clients reach an engine on this machine. */
export function engineOf({ endpoint }: { readonly endpoint: string }) {
  return { endpoint, region: localRegion, credentials: localCredentials };
}
/** A client without a configuration calls AWS, with the operator's own credentials. */
export type ClientConfig = ReturnType<typeof engineOf> | Record<never, never>;

export interface OwnEngine {
  readonly kind: "own";
  readonly port: number;
  readonly endpoint: string;
}

export type EngineAddress = OwnEngine | { readonly kind: "given"; readonly endpoint: string };

/** The engine that `AWS_ENDPOINT_URL` points to, or else Wellspring's own on `WELLSPRING_PORT`. */
export function engineAddress(): EngineAddress {
  const given = process.env.AWS_ENDPOINT_URL;
  if (given) {
    if (!URL.canParse(given)) {
      throw new CliError(
        `AWS_ENDPOINT_URL is not a URL: ${given}.`,
        "Correct it, or unset it to use an engine of Wellspring's own.",
      );
    }
    return { kind: "given", endpoint: new URL(given).origin };
  }
  const port = Number(process.env.WELLSPRING_PORT ?? PORT_DEFAULT);
  if (!Number.isInteger(port) || port < 1 || port > PORT_MAX) {
    throw new CliError(
      "WELLSPRING_PORT is not a port number.",
      "Give a number from 1 to 65535, such as 4567.",
    );
  }
  return ownEngine(port);
}

/** What is kept of one engine: its state, its log, the outputs of its stacks. */
export function homeOf(where: EngineAddress): string {
  if (where.kind === "given") return join(localDir, "given");
  return where.port === PORT_DEFAULT ? localDir : join(localDir, `port-${where.port}`);
}

/** Of several programs that make it up at once, all read that of the first. */
function readCredentials(): Credentials {
  const file = join(localDir, "credentials.json");
  try {
    return Credentials.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      throw new CliError(`${file} holds no credentials.`, "Delete it, and start again.", { cause: error });
    }
  }
  const random = (bytes: number) => randomBytes(bytes).toString("hex").toUpperCase();
  const written: Credentials = { accessKeyId: `WELLSPRING${random(16)}`, secretAccessKey: random(32) };
  const own = `${file}.${process.pid}`;
  mkdirSync(localDir, { recursive: true });
  writeFileSync(own, JSON.stringify(written), { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(own);
  }
  return readCredentials();
}

export function ownEngine(port: number): OwnEngine {
  return { kind: "own", port, endpoint: `http://127.0.0.1:${port}` };
}
