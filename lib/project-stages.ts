import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot, STAGES_FILE } from "./folders.ts";
import { type StageSettings, stageNamed } from "./stages.ts";

/** The stage of the brand's own file that has this name. Throws with the file, and the names that there are. */
export async function projectStage(name: unknown): Promise<StageSettings> {
  return stageNamed(await projectStages(projectRoot), name);
}

/** The compiler has checked what is in a stage, where the brand runs it: here only that there are stages. */
async function projectStages(folder: string): Promise<readonly StageSettings[]> {
  const file = join(folder, STAGES_FILE);
  if (!existsSync(file)) {
    throw new Error(
      `There is no ${STAGES_FILE} in ${folder}, nor above it. Go to the folder of a brand, or make one: npx wellspring init <folder>.`,
    );
  }
  const { stages }: { readonly stages?: unknown } = await import(pathToFileURL(file).href);
  if (Array.isArray(stages) && stages.every(isStage)) return stages;
  throw new Error(`${file} exports no list of stages: export const stages: readonly StageSettings[] = […].`);
}

function isStage(value: unknown): value is StageSettings {
  return typeof value === "object" && value !== null && "name" in value && "kind" in value;
}
