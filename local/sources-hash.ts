import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/**
 * What no synth reads, by name. All else counts: a file too many costs a synth, a file too few deploys old stacks. Packages
 * count by their lock file.
 */
const NOT_READ: ReadonlySet<string> = new Set([
  ...[".git", ".github", ".local", "node_modules", "cdk.out", "vendor"],
  ...["bench", "cli", "docs", "local", "tests", "tools"],
]);

/** A digest of all files of these folders that stacks are made of, and of the program that makes them. */
export async function sourcesHash(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  for (const folder of folders) {
    hash.update(await hashOf(folder, await filesBelow(folder, (name) => !NOT_READ.has(name))));
  }
  return hash.digest("hex");
}

/** The paths of all files of a folder, in one order; of what is at its top, only what is wanted. */
export async function filesBelow(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const top = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    top
      .filter(({ name }) => wanted(name))
      .map(async (entry) => {
        if (entry.isFile()) return [entry.name];
        if (!entry.isDirectory()) return [];
        const below = await readdir(join(folder, entry.name), { recursive: true, withFileTypes: true });
        return below
          .filter((each) => each.isFile())
          .map((each) => relative(folder, join(each.parentPath, each.name)));
      }),
  );
  return found.flat().sort();
}

/** A digest of these files' paths and contents. */
export async function hashOf(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(join(folder, file)));
  return hash.digest("hex");
}
