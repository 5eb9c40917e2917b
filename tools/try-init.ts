import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { productRoot } from "../cli/settings.ts";

/**
 * What a brand's engineer does first, from an empty folder: init, npm ci, npm test, npm start. It downloads packages and takes
 * minutes, so it is no part of `npm test`. Ends with the first step that fails; the folder goes in any case.
 */
const folder = mkdtempSync(join(tmpdir(), "wellspring-try-"));
// Without this checkout's own programs: the brand must find its own.
const path = (process.env.PATH ?? "").split(delimiter).filter((part) => !part.includes("node_modules"));

const steps: readonly (readonly [string, readonly string[]])[] = [
  [process.execPath, [join(productRoot, "cli", "wellspring.ts"), "init", folder, "--brand", "acme-coffee"]],
  ["npm", ["ci"]],
  ["npm", ["test"]],
  ["npm", ["start", "--", "--once"]],
];
try {
  for (const [program, args] of steps) {
    const from = performance.now();
    const { status } = spawnSync(program, args, {
      cwd: folder,
      stdio: "inherit",
      env: { ...process.env, PATH: path.join(delimiter) },
    });
    const what = args.find((arg) => !arg.startsWith("/")) ?? program;
    console.log(`${status === 0 ? "✔" : "✘"} ${what}: ${Math.round((performance.now() - from) / 1_000)} s`);
    if (status === 0) continue;
    process.exitCode = 1;
    break;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
