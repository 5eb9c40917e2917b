import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CliError } from "./cli-error.ts";

/** The only file under cli/ that reads the environment. */

export const PORT_MAX = 65_535;
export const PORT_DEFAULT = 4566;

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
/** Files of this machine that git ignores. */
export const localDir = join(projectRoot, ".local");
/** The region that the engine answers for. */
export const localRegion = "us-east-1";
/** The engine's root user. These open nothing anywhere else. */
export const localCredentials = { accessKeyId: "test", secretAccessKey: "test" };

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

export function ownEngine(port: number): OwnEngine {
  return { kind: "own", port, endpoint: `http://127.0.0.1:${port}` };
}
