import { join } from "node:path";
import { build } from "esbuild";
import { localDir, projectRoot } from "../../cli/settings.ts";

/** As lib/constructs/bundle.ts does it for Lambda: some packages in a bundle still call `require`. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** A program of the bench as one minified module, as functions ship; what is edited meanwhile does not touch a run. */
export async function bundled(
  entry: string,
  platform: "node" | "browser" = "node",
): Promise<{ readonly file: string; readonly bytes: number }> {
  const file = join(localDir, "bench", `${entry.replaceAll(/[/.]/g, "-")}.mjs`);
  const { metafile } = await build({
    entryPoints: [join(projectRoot, "bench", entry)],
    outfile: file,
    absWorkingDir: projectRoot,
    bundle: true,
    minify: true,
    mainFields: ["module", "main"],
    ...(platform === "node"
      ? { platform, format: "esm" as const, target: "node24", banner: { js: REQUIRE } }
      : { platform, format: "iife" as const }),
    legalComments: "none",
    logLevel: "error",
    metafile: true,
  });
  return { file, bytes: Object.values(metafile.outputs)[0]?.bytes ?? 0 };
}
