import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { homeOf, type OwnEngine } from "../../cli/settings.ts";
import type { Chance } from "../../demo/chance.ts";
import { run } from "../../local/run-program.ts";
import { environment } from "../../local/settings.ts";

/** The processes in which our engine runs the deployed functions, and no other engine's. */

const Record = z.object({ runner: z.object({ temporary: z.string().min(1) }) });
/** A process needs a second or more to begin: killed oftener, none would ever get to work. */
const PAUSE_MS_MIN = 500;
const PAUSE_MS_MAX = 3_000;
const KILLS_MAX = 80;

async function workersOf(own: OwnEngine): Promise<number[]> {
  const { runner } = Record.parse(JSON.parse(await readFile(join(homeOf(own), "engine.json"), "utf8")));
  const { output } = await run("ps", ["-eo", "pid=,args="], { env: environment() });
  return output
    .split("\n")
    .filter((line) => line.includes(`${runner.temporary}/ministack-lambda-`))
    .map((line) => Number.parseInt(line, 10));
}

/** Kills one of them after the other, −9, until `stop` is called, which gives the number of those that were killed. */
export function killWorkers(own: OwnEngine, chance: Chance): { stop(): Promise<number> } {
  let goesOn = true;
  let killed = 0;
  const done = (async () => {
    while (goesOn && killed < KILLS_MAX) {
      await sleep(chance.between(PAUSE_MS_MIN, PAUSE_MS_MAX));
      const [worker] = chance.shuffled(await workersOf(own));
      if (!goesOn || worker === undefined) continue;
      try {
        process.kill(worker, "SIGKILL");
        killed += 1;
      } catch {
        // It has ended by itself.
      }
    }
  })();
  return {
    async stop() {
      goesOn = false;
      await done;
      return killed;
    },
  };
}
