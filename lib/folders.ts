import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The file of a brand's repository that holds its stages. */
export const STAGES_FILE = "stages.ts";

/** Where the product is: a checkout, or below a brand's `node_modules`. Code, messages, workflows, the sample brand. */
export const productRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** Whether a brand's repository has the product as a package. */
export const isInstalled = productRoot.split(sep).includes("node_modules");

/**
 * Where the brand is: its stages, its `brands/`, its `messages/`, and `.local/` with what this machine keeps of it. A checkout of
 * the product is the repository of the sample brand. See docs/decisions/83-installed-not-forked.md.
 */
export const projectRoot = projectAbove(process.cwd()) ?? (isInstalled ? process.cwd() : productRoot);

/** The nearest folder, from this one up, that is a brand's repository. */
function projectAbove(folder: string): string | undefined {
  if (existsSync(join(folder, STAGES_FILE)) && existsSync(join(folder, "brands"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : projectAbove(above);
}
