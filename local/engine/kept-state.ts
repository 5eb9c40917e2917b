import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { OwnEngine } from "../../cli/settings.ts";
import { stateDir, type UncleanStop, uncleanStops, uncleanStopsFile } from "../../cli/unclean-stops.ts";
import { rewindStreams } from "./rewind-streams.ts";

const Saved = z.object({ at: z.string() });

/**
 * Makes what an engine of ours kept ready to be loaded, and returns its folder. Only while it does not run. A save that
 * was whole when the engine was killed takes its place, half of one is dropped, and a stop without a save is noted:
 * `local/engine/saving.py` leaves `running.json` behind then.
 */
export async function prepareState(own: OwnEngine): Promise<string> {
  const state = stateDir(own);
  await mkdir(join(state, "s3"), { recursive: true });
  await rm(join(state, "save.part"), { recursive: true, force: true });
  const whole = join(state, "save");
  for (const name of await readdir(whole).catch(() => [])) await rename(join(whole, name), join(state, name));
  await rm(whole, { recursive: true, force: true });
  await noteUncleanStop(own, state);
  await rewindStreams(state);
  return state;
}

async function noteUncleanStop(own: OwnEngine, state: string): Promise<void> {
  const running = join(state, "running.json");
  if (!existsSync(running)) return;
  const saved = join(state, "saved.json");
  const stop: UncleanStop = {
    foundAt: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    ...(existsSync(saved) && { savedAt: Saved.parse(JSON.parse(await readFile(saved, "utf8"))).at }),
  };
  // First noted, then no longer found: a start that dies in between notes it twice rather than never.
  await writeFile(uncleanStopsFile(state), JSON.stringify([...uncleanStops(own), stop]));
  await rm(running);
}
