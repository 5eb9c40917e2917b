import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** Some packages in a bundle still call `require`, which modules do not have. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * The code of `functions/<name>/`: one minified module with all that it imports, the SDK clients included. The same
 * sources give the same bytes, and so the same asset. Needs neither Docker nor a network.
 */
export function bundled(name: string): AssetCode {
  return Code.fromAsset(directoryOf(name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry("never-pulled"),
      local: {
        tryBundle(outputDirectory) {
          bundle(name, outputDirectory);
          return true;
        },
      },
    },
  });
}

/** Writes `handler.mjs`. Throws when the function does not compile. */
export function bundle(name: string, outputDirectory: string): void {
  const directory = directoryOf(name);
  const entry = ["handler.ts", "handler.tsx"].map((file) => join(directory, file)).find(existsSync);
  if (entry === undefined) throw new Error(`${directory} has no handler.ts`);
  buildSync({
    entryPoints: [entry],
    outfile: join(outputDirectory, "handler.mjs"),
    absWorkingDir: projectRoot,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Prefers the modules that can be cut down to what is called.
    mainFields: ["module", "main"],
    banner: { js: REQUIRE },
    legalComments: "none",
    logLevel: "error",
  });
}

function directoryOf(name: string): string {
  return join(projectRoot, "functions", name);
}
