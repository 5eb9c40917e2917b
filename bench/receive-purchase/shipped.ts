import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { modulesOf, writeFunction } from "../../lib/constructs/bundle.ts";

/** A function as it is deployed. */
export interface Shipped {
  readonly file: string;
  /** All of its modules. */
  readonly bytes: number;
  readonly zippedBytes: number;
  /** Of the modules that a start loads. */
  readonly startBytes: number;
  close(): Promise<void>;
}

const HANDLER = "handler.mjs";

/** A module and all that it imports at once, by name. `import("./…")` is for later. */
function startOf(
  modules: ReadonlyMap<string, Uint8Array>,
  name: string,
  found = new Set<string>(),
): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const code = Buffer.from(modules.get(name) ?? []).toString();
  for (const [, other = ""] of code.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) startOf(modules, other, found);
  return found;
}

/** Compiles a function as the stacks do, to where none of the project's packages can be found, as on Lambda. */
export async function shipped(name: string): Promise<Shipped> {
  const directory = await mkdtemp(join(tmpdir(), "wellspring-shipped-"));
  writeFunction(name, directory);
  const modules = modulesOf(name);
  const all = Buffer.concat([...modules.values()]);
  return {
    file: join(directory, HANDLER),
    bytes: all.byteLength,
    zippedBytes: gzipSync(all).byteLength,
    startBytes: [...startOf(modules, HANDLER)].reduce(
      (sum, module) => sum + (modules.get(module)?.byteLength ?? 0),
      0,
    ),
    close: () => rm(directory, { recursive: true }),
  };
}
