import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
const functionsDir = join(projectRoot, "functions");

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

/** Writes `handler.mjs`. Throws when a function does not compile. */
function bundle(name: string, outputDirectory: string): void {
  bundles ??= compileFunctions();
  const code = bundles.get(name);
  if (code === undefined) throw new Error(`${directoryOf(name)} has no handler.ts`);
  mkdirSync(outputDirectory, { recursive: true });
  writeFileSync(join(outputDirectory, "handler.mjs"), code);
}

let bundles: ReadonlyMap<string, Uint8Array> | undefined;

/** The module of each function, by its name: all at once, as what they share is then read and parsed one time. */
export function compileFunctions(): ReadonlyMap<string, Uint8Array> {
  const { outputFiles } = buildSync({
    entryPoints: readdirSync(functionsDir).flatMap(
      (name) =>
        ["handler.ts", "handler.tsx"].map((file) => join(directoryOf(name), file)).find(existsSync) ?? [],
    ),
    outdir: functionsDir,
    outbase: functionsDir,
    outExtension: { ".js": ".mjs" },
    write: false,
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
  return new Map(outputFiles.map(({ path, contents }) => [basename(dirname(path)), contents]));
}

function directoryOf(name: string): string {
  return join(functionsDir, name);
}
