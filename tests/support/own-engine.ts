import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homeOf, type OwnEngine, ownEngine } from "../../cli/settings.ts";
import { stopRunning } from "../../local/engine/engine.ts";

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A port is a number");
  return address.port;
}

/** Where a test may start an engine of its own, with nothing in it. */
export async function engineOfOneTest(): Promise<OwnEngine> {
  return ownEngine(await freePort());
}

/** Leaves neither the engine nor anything that it kept. */
export async function forgetEngine(own: OwnEngine): Promise<void> {
  await stopRunning(own);
  await rm(homeOf(own), { recursive: true, force: true });
}
