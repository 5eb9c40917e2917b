import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
const functionsDir = join(projectRoot, "functions");

/** Some packages in a bundle still call `require`, which modules do not have. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * What the SDK's clients load when they need it, and no function of ours does: ways to credentials other than the
 * environment, where Lambda puts them, and names of browsers. A test sees that nothing needs them to start.
 */
const NEVER_LOADED = [
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
  "bowser",
] as const;

/**
 * The code of `functions/<name>/`: minified modules with all that it imports, the SDK clients included. What is
 * imported by `import()` is a module beside the others, and costs nothing before it is called for. The same sources
 * give the same bytes, and so the same asset. Needs neither Docker nor a network.
 */
export function bundled(name: string): AssetCode {
  return Code.fromAsset(directoryOf(name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry("never-pulled"),
      local: {
        tryBundle(outputDirectory) {
          writeFunction(name, outputDirectory);
          return true;
        },
      },
    },
  });
}

/** The modules of a function, by their file names: `handler.mjs`, and what it imports. */
type Modules = ReadonlyMap<string, Uint8Array>;

const compiled = new Map<string, Modules>();

/** Compiles a function once, whatever is synthesised how often. */
export function modulesOf(name: string): Modules {
  const modules = compiled.get(name) ?? compileFunction(name);
  compiled.set(name, modules);
  return modules;
}

/** Writes the modules of a function into a directory, as they ship. */
export function writeFunction(name: string, outputDirectory: string): void {
  mkdirSync(outputDirectory, { recursive: true });
  for (const [file, contents] of modulesOf(name)) writeFileSync(join(outputDirectory, file), contents);
}

/** Throws when the function does not compile. */
export function compileFunction(name: string): Modules {
  const entry = ["handler.ts", "handler.tsx"].map((file) => join(directoryOf(name), file)).find(existsSync);
  if (entry === undefined) throw new Error(`${directoryOf(name)} has no handler.ts`);
  const { outputFiles } = buildSync({
    entryPoints: { handler: entry },
    outdir: directoryOf(name),
    outExtension: { ".js": ".mjs" },
    write: false,
    absWorkingDir: projectRoot,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Prefers the modules that can be cut down to what is called.
    mainFields: ["module", "main"],
    external: [...NEVER_LOADED],
    banner: { js: REQUIRE },
    legalComments: "none",
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}

function directoryOf(name: string): string {
  return join(functionsDir, name);
}
