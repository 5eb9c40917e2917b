import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { ACTIONS } from "../pipeline/workflow.ts";
import { productRoot } from "../settings.ts";

/** What a brand's repository is made for. */
export interface NewBrand {
  /** The folder below `brands/`, and the name of the repository's own package: `tarn-fell`. */
  readonly brand: string;
  /** As customers read it: `Tarn Fell`. */
  readonly name: string;
}

const TEMPLATE = join(productRoot, "cli", "init", "template");
const SAMPLE = join(productRoot, "brands", "demo");

/** Files of the template by their place: npm leaves files with a dot out of a package. */
const FILES = {
  "stages.ts": "stages.ts",
  "cdk.json": "cdk.json",
  "tsconfig.json": "tsconfig.json",
  "README.md": "README.md",
  ".gitignore": "gitignore",
  ".npmrc": "npmrc",
  ".github/workflows/ci.yml": "ci.yml",
};

const SLUG = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const BRAND_NAME_MAX = 60;

/** Brand and name as they are given, or by the folder's name: `acme-coffee` → Acme Coffee. Throws for what cannot be one. */
export function newBrand(folder: string, given: Partial<NewBrand>): NewBrand {
  const brand = given.brand ?? slugOf(basename(folder));
  if (!SLUG.test(brand) || brand === "wellspring")
    throw new CliError(
      `${JSON.stringify(brand)} cannot be the name of a brand's folder.`,
      "Give one of small letters, digits and hyphens with --brand.",
    );
  const name =
    given.name ??
    brand.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim();
  // It stands between quotes in code, in YAML and in a letter's From.
  if (name.trim() === "" || name.length > BRAND_NAME_MAX || /["\\<>\p{Cc}`$%]/u.test(name))
    throw new CliError(
      `${JSON.stringify(name)} cannot be a brand's name.`,
      `Give one of up to ${BRAND_NAME_MAX} characters, without quotes and brackets, with --name.`,
    );
  return { brand, name };
}

function slugOf(folder: string): string {
  return folder
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

/** Throws unless a repository can be begun in the folder: it does not exist, is empty, or has a git repository alone. */
export function assertEmpty(folder: string): void {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name !== ".git") : [];
  if (found.length === 0) return;
  throw new CliError(
    `${folder} is not empty: it has ${found.slice(0, 3).join(", ")}${found.length > 3 ? ", …" : ""}.`,
    "Nothing was written. Name a folder that is empty or does not exist.",
  );
}

/** Writes a brand's repository. Its data are the sample brand's, under its own name. */
export function writeRepository(folder: string, { brand, name }: NewBrand, tarball: string): void {
  const blanks = {
    NAME: name,
    BRAND: brand,
    CHECKOUT: ACTIONS.checkout,
    NODE: ACTIONS.node,
    CREDENTIALS: ACTIONS.credentials,
  };
  const fill = (text: string) =>
    Object.entries(blanks).reduce((filled, [blank, value]) => filled.replaceAll(`%${blank}%`, value), text);
  const write = (path: string, text: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const [path, source] of Object.entries(FILES))
    write(path, fill(readFileSync(join(TEMPLATE, source), "utf8")));
  // The sample's letters and stories are its own words to its own customers, and its rates are invented: a brand begins with none.
  // Of pictures it gets those that are shown, not the drawings that they are made of.
  const filter = (source: string) =>
    !["letters", "stories", "rates.yaml"].includes(basename(source)) && !source.endsWith(".svg");
  cpSync(SAMPLE, join(folder, "brands", brand), { recursive: true, filter });
  const said = readFileSync(join(SAMPLE, "brand.yaml"), "utf8");
  write(
    `brands/${brand}/brand.yaml`,
    said
      .replace(
        /^# .*$/m,
        "# The causes, charities and words here are the sample's, and invented: write your own.",
      )
      .replace(/^name: .*$/m, `name: ${JSON.stringify(name)}`)
      .replaceAll("tarnfell.example", `${brand}.example`)
      .replace(
        /^( *postalAddress: )[^,\n]*(.*)$/m,
        (_, key: string, rest: string) => `${key}${JSON.stringify(`${name}${rest}`)}`,
      ),
  );
  write("package.json", `${JSON.stringify(manifest(brand, tarball), undefined, 2)}\n`);
}

const Pins = z.object({
  devDependencies: z.record(z.string(), z.string()).default({}),
  wellspring: z.object({ typescript: z.string() }).optional(),
});

function manifest(brand: string, tarball: string): object {
  return {
    name: brand,
    version: "0.1.0",
    private: true,
    type: "module",
    scripts: {
      start: "wellspring-start",
      test: `tsc && wellspring brand check ${brand} && cdk synth --quiet -c dryRun=true`,
      deploy: "wellspring deploy",
    },
    dependencies: { wellspring: `file:${tarball}` },
    devDependencies: { typescript: typescriptVersion() },
    // They put a program for this machine in its place.
    allowScripts: { esbuild: true, node: true },
  };
}

/** The compiler that the product is made with: a checkout pins it, and a package says which it was. */
function typescriptVersion(): string {
  const own = Pins.parse(JSON.parse(readFileSync(join(productRoot, "package.json"), "utf8")));
  const version = own.wellspring?.typescript ?? own.devDependencies["typescript"];
  if (version === undefined) throw new Error("The product's package.json names no typescript.");
  return version;
}
