import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";
import { productRoot } from "../folders.ts";
import { brandDefinitions } from "../messages/brand-messages.ts";

const functionsDir = join(productRoot, "functions");

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
 * The code of `functions/<name>/`: minified, with all that it imports, the SDK clients included. The same sources give the
 * same bytes, and so the same asset. Needs neither Docker nor a network.
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

/** The modules of a function, by their file names: `handler.mjs`, and what it loads late. */
type Modules = ReadonlyMap<string, Uint8Array>;

/**
 * Shop systems wait for these to start, so what they load late is in modules of their own. The others have everything in
 * one: they are made together, which takes a third of the time, as what they share is then read one time.
 */
const LOADS_LATE: ReadonlySet<string> = new Set(["receive-purchase", "receive-native-event"]);

let compiled: ReadonlyMap<string, Modules> | undefined;

/** Compiles all functions once, whatever is synthesised how often. Throws for a name that is no function's. */
export function modulesOf(name: string): Modules {
  compiled ??= compileFunctions();
  const modules = compiled.get(name);
  if (modules === undefined) throw new Error(`${directoryOf(name)} has no handler.ts`);
  return modules;
}

/** Writes the modules of a function into a directory, as they ship. */
export function writeFunction(name: string, outputDirectory: string): void {
  mkdirSync(outputDirectory, { recursive: true });
  for (const [file, contents] of modulesOf(name)) writeFileSync(join(outputDirectory, file), contents);
}

/** Every function's modules, by its name. Throws when one does not compile. */
export function compileFunctions(): ReadonlyMap<string, Modules> {
  const names = readdirSync(functionsDir);
  const late = names.filter((name) => LOADS_LATE.has(name));
  const together = names.filter((name) => !LOADS_LATE.has(name));
  return new Map([...compile(together, false), ...late.flatMap((name) => [...compile([name], true)])]);
}

function compile(names: readonly string[], splitting: boolean): ReadonlyMap<string, Modules> {
  const { outputFiles } = buildSync({
    entryPoints: names.flatMap(
      (name) =>
        ["handler.ts", "handler.tsx", "handler.js"]
          .map((file) => join(directoryOf(name), file))
          .find(existsSync) ?? [],
    ),
    outdir: functionsDir,
    outbase: functionsDir,
    // Beside the one function that is divided.
    chunkNames: `${names[0]}/[name]-[hash]`,
    outExtension: { ".js": ".mjs" },
    write: false,
    absWorkingDir: productRoot,
    bundle: true,
    splitting,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Prefers the modules that can be cut down to what is called.
    mainFields: ["module", "main"],
    external: [...NEVER_LOADED],
    banner: { js: REQUIRE },
    define: brandDefinitions(),
    legalComments: "none",
    logLevel: "error",
  });
  const modules = new Map<string, Map<string, Uint8Array>>();
  for (const { path, contents } of outputFiles) {
    const name = basename(dirname(path));
    modules.set(name, (modules.get(name) ?? new Map()).set(basename(path), contents));
  }
  return modules;
}

function directoryOf(name: string): string {
  return join(functionsDir, name);
}
