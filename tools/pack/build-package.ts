import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { z } from "zod";
import { productRoot } from "../../cli/settings.ts";

/** Code that a brand runs. Node strips no types below `node_modules`, so it is compiled, file by file, to the same places. */
const CODE = ["bin", "lib", "functions", "core", "cli", "demo", "local"];
/** What goes along as it is. */
const DATA = [
  "LICENSE",
  "CHANGELOG.md",
  "README.md",
  "cdk.json",
  "brands/demo/*.yaml",
  "brands/demo/pictures/*.webp",
  "cli/init/template/**",
  "integrations/README.md",
  "integrations/{any,shopify,shopify-pos,square,stripe}/**",
  "integrations/{vendure,woocommerce}/pictures/*.webp",
  "integrations/vendure/{README.md,plugin/*.ts}",
  "integrations/woocommerce/{README.md,wellspring.php}",
  "local/engine/*.{py,txt}",
  "messages/**/*.{mjml,txt}",
  "state-machines/*.asl.json",
  "verify/wellspring-verify.mjs",
];
/** Started as programs, so that no import names them. */
const PROGRAMS = ["aws-cdk", "node"];
/** What a brand's own `stages.ts` imports: these have types besides. */
const EXPORTS = {
  "./stages": "lib/stages",
  "./day-bounds": "lib/day-bounds",
  "./sample": "demo/sample-stage",
};

const Pins = z.record(z.string(), z.string());
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  engines: Pins,
  bin: Pins,
  dependencies: Pins,
  devDependencies: Pins,
});

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  // Each file by itself, without a package.json that would say what it is: all are modules.
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  jsxImportSource: "preact",
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/**
 * Writes the package that a brand installs into a folder, as it is to be packed, and returns its version. What was in the folder
 * is gone. The package asks for exactly those packages that its files import, at this repository's versions.
 */
export function buildPackage(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  const imported = new Set(PROGRAMS);
  for (const file of codeFiles()) {
    const { script, packages } = compiled(file);
    write(join(folder, scriptNamed(file)), script);
    for (const name of packages) imported.add(name);
  }
  for (const file of globSync(DATA, { cwd: productRoot, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const from = join(file.parentPath, file.name);
    cpSync(from, join(folder, from.slice(productRoot.length + 1)));
  }
  writeTypes(folder);
  const { devDependencies, dependencies, ...kept } = Manifest.parse(
    JSON.parse(readFileSync(join(productRoot, "package.json"), "utf8")),
  );
  const pins = { ...devDependencies, ...dependencies };
  const manifest = {
    ...kept,
    // The registry has a package of this name that is somebody else's: docs/decisions/84-a-package-in-the-repository.md.
    private: true,
    type: "module",
    bin: Object.fromEntries(Object.entries(kept.bin).map(([name, file]) => [name, scriptNamed(file)])),
    exports: Object.fromEntries(
      Object.entries(EXPORTS).map(([name, file]) => [
        name,
        { types: `./${file}.d.ts`, default: `./${file}.js` },
      ]),
    ),
    // What `wellspring init` writes into a brand's package.json.
    wellspring: { typescript: pinOf("typescript", pins) },
    dependencies: Object.fromEntries([...imported].toSorted().map((name) => [name, pinOf(name, pins)])),
  };
  write(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return kept.version;
}

function codeFiles(): string[] {
  return globSync(
    CODE.map((name) => `${name}/**/*.{ts,tsx}`),
    { cwd: productRoot, exclude: ["cli/init/template/**"] },
  ).toSorted();
}

function compiled(file: string): { readonly script: string; readonly packages: readonly string[] } {
  const source = readFileSync(join(productRoot, file), "utf8");
  const { outputText: script } = ts.transpileModule(source, { compilerOptions: OPTIONS, fileName: file });
  const { importedFiles } = ts.preProcessFile(script, true, true);
  const packages = importedFiles.flatMap(({ fileName }) => packageNamed(fileName) ?? []);
  return { script, packages };
}

/** `@scope/name/part` → `@scope/name`; undefined for a file of ours and for a part of Node. */
function packageNamed(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  return name === undefined || builtinModules.includes(name) ? undefined : name;
}

function pinOf(name: string, pins: Readonly<Record<string, string>>): string {
  const version = pins[name];
  if (version === undefined) throw new Error(`What ships imports ${name}, which package.json does not pin.`);
  return version;
}

function scriptNamed(file: string): string {
  return file.replace(/\.tsx?$/, ".js");
}

/** The types of what `stages.ts` imports, and of all that these name. */
function writeTypes(folder: string): void {
  const roots = Object.values(EXPORTS).map((file) => join(productRoot, `${file}.ts`));
  const options = {
    ...OPTIONS,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    lib: ["lib.es2024.d.ts", "lib.esnext.array.d.ts"],
    types: ["node"],
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: productRoot,
    outDir: folder,
  };
  const program = ts.createProgram(roots, options, ts.createCompilerHost(options));
  const { diagnostics } = program.emit(undefined, (path, text) =>
    // The compiler leaves the endings of files in types as they are.
    write(path, text.replaceAll(/(["']\.{1,2}\/[^"']*)\.tsx?(?=["'])/g, "$1.js")),
  );
  const [fault] = [...program.getGlobalDiagnostics(), ...diagnostics];
  if (fault !== undefined) throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, "\n"));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
