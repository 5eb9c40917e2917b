import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { Day } from "../../core/model/purchase.ts";
import type { LogHead, LogHeads, PublicLog } from "../../core/proof/publish-log.ts";
import type { LogFile } from "../../core/proof/tiles.ts";

const Head = z.object({ day: Day, before: z.int(), size: z.int(), root: z.string() });

/**
 * A log in a folder: `log/` is what the public reads, to be served as it is; `decided/` has a file for each day, and stays at home.
 * A file appears whole or not at all, and once it is there it stays: a day is decided by whoever makes its file.
 */
export function logFolder(folder: string): LogHeads & PublicLog {
  const decided = join(folder, "decided");
  const served = join(folder, "log");
  const checkpointFile = join(served, "checkpoint");
  const numberOf = (head: LogHead | undefined) => head?.day ?? "";
  const lastHead = async (): Promise<LogHead | undefined> => {
    const last = (await readdir(decided).catch(absent))
      ?.filter((name) => name.endsWith(".json"))
      .toSorted()
      .at(-1);
    return last === undefined
      ? undefined
      : Head.parse(JSON.parse(await readFile(join(decided, last), "utf8")));
  };

  return {
    decided: lastHead,

    read: (path) => readFile(join(served, path)),

    async advance(from, to) {
      if (numberOf(await lastHead()) !== numberOf(from)) return "lost";
      return (await addOnce(join(decided, `${to.day}.json`), JSON.stringify(to))) ? "advanced" : "lost";
    },

    async add({ path, bytes }: LogFile) {
      await addOnce(join(served, path), bytes);
    },

    async checkpoint() {
      const note = await readFile(checkpointFile, "utf8").catch(absent);
      return note === undefined ? undefined : { note, tag: note };
    },

    async replaceCheckpoint(note, tag) {
      if ((await readFile(checkpointFile, "utf8").catch(absent)) !== tag) return "lost";
      await rename(await beside(checkpointFile, note), checkpointFile);
      return "replaced";
    },
  };
}

/** Makes a file with all of its bytes, unless there is one. */
async function addOnce(path: string, bytes: Buffer | string): Promise<boolean> {
  const whole = await beside(path, bytes);
  try {
    await link(whole, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(whole);
  }
}

async function beside(path: string, bytes: Buffer | string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const whole = `${path}.${randomUUID()}.part`;
  await writeFile(whole, bytes);
  return whole;
}

function absent(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
