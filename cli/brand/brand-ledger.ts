import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { brandWordsStore } from "../../core/giving/config/brand-words.store.ts";
import { listeningStore } from "../../core/giving/config/listening.store.ts";
import { storyStore } from "../../core/impact/stories/story.store.ts";
import { applyBrand, type Reviewed, type ReviewOptions } from "../../core/operations/brand/apply-brand.ts";
import { brandStore } from "../../core/operations/brand/brand.store.ts";
import {
  BRAND_EXTRAS,
  BRAND_PARTS,
  type BrandExtra,
  type BrandPart,
  type BrandTexts,
} from "../../core/operations/brand/brand-draft.ts";
import type { Change, StatedBrand } from "../../core/operations/brand/compare-brand.ts";
import type { WordsText } from "../../core/operations/brand/document.ts";
import { type BrandText, describeProblem } from "../../core/operations/brand/document.ts";
import {
  drawLogo,
  encodePicture,
  readPicture,
  wrongInBytes,
  wrongInLogo,
} from "../../core/operations/brand/encode-picture.ts";
import { readLogo } from "../../core/operations/brand/logo.ts";
import type { PictureRead } from "../../core/operations/brand/picture.ts";
import { now } from "../../core/platform/clock.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../settings.ts";
import type { DeployedStage } from "../stage.ts";

/** The ledger that a brand is applied to. */
export interface BrandLedger {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}

export function ledgerOf(stage: Pick<DeployedStage, "config" | "output">): BrandLedger {
  return { dynamo: new DynamoDBClient(stage.config), table: stage.output("LedgerTable") };
}

/** The folder of the one brand that is here. A second would have to be named: one stage is one brand's. */
export async function brandHere(): Promise<string> {
  const entries = await readdir(join(projectRoot, "brands"), { withFileTypes: true }).catch(() => []);
  const [name, ...others] = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (name !== undefined && others.length === 0) return name;
  throw new CliError(
    name === undefined
      ? `There is no brand in ${projectRoot}/brands.`
      : `There are several brands here: ${[name, ...others].join(", ")}.`,
    name === undefined ? "Make one: npx wellspring init <folder>." : "Name one with --brand.",
  );
}

/** The files of `brands/<name>`, and its stories; rates, stores and feedback only if there are any. */
export async function readBrand(name: string): Promise<BrandTexts> {
  const folder = join(projectRoot, "brands", name);
  const read = async (part: BrandPart): Promise<[BrandPart, BrandText]> => {
    const path = join(folder, `${part}.yaml`);
    const file = relative(projectRoot, path);
    try {
      return [part, { file, text: await readFile(path, "utf8") }];
    } catch (cause) {
      throw new CliError(
        `There is no ${file}.`,
        `A brand is ${BRAND_PARTS.join(", ")}.yaml; see brands/demo.`,
        { cause },
      );
    }
  };
  const [brand, causes, terms, pools] = await Promise.all([
    read("brand"),
    read("causes"),
    read("terms"),
    read("pools"),
  ]);
  return {
    brand: { ...brand[1], ...(await readPictures(folder)) },
    words: await readWordsFiles(join(folder, "words")),
    causes: causes[1],
    terms: terms[1],
    pools: pools[1],
    stories: await readStories(join(folder, "stories")),
    pictures: await readPictureFiles(join(folder, "pictures")),
    ...(await readExtras(folder)),
  };
}

/** Where a brand's exchange rates are, with or without the file. */
export function ratesPath(name: string): string {
  return join(projectRoot, "brands", name, fileOf("rates"));
}

function fileOf(extra: BrandExtra): string {
  return `${extra}.yaml`;
}

async function readExtras(folder: string): Promise<Pick<BrandTexts, BrandExtra>> {
  const found: Partial<Record<BrandExtra, BrandText>> = {};
  for (const extra of BRAND_EXTRAS) {
    const path = join(folder, fileOf(extra));
    if (!existsSync(path)) continue;
    found[extra] = { file: relative(projectRoot, path), text: await readFile(path, "utf8") };
  }
  return found;
}

/** What came of the causes, a file each, in the order of their names. A brand need not have any. */
async function readStories(folder: string): Promise<readonly BrandText[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .map((name) => join(folder, name));
  return await Promise.all(
    paths.map(async (path) => ({ file: relative(projectRoot, path), text: await readFile(path, "utf8") })),
  );
}

/** The words of pages that the brand wrote, a file for each language; a brand that wrote none has no such folder. */
async function readWordsFiles(folder: string): Promise<readonly WordsText[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith(".yaml"))
      .toSorted()
      .map(async (name) => ({
        file: relative(projectRoot, join(folder, name)),
        language: name.slice(0, -".yaml".length),
        text: await readFile(join(folder, name), "utf8"),
      })),
  );
}

/** What of `pictures/` causes and stories may show, one after another: each is large while it is read. */
async function readPictureFiles(folder: string): Promise<ReadonlyMap<string, PictureRead>> {
  const names = await readdir(folder).catch(() => []);
  const pictures = new Map<string, PictureRead>();
  for (const name of names.filter((one) => /\.(?:jpe?g|png|webp)$/i.test(one)).toSorted()) {
    const read = () => readFile(join(folder, name));
    const { size } = await stat(join(folder, name));
    const because = wrongInBytes(size);
    pictures.set(
      name,
      because === undefined ? await readPicture(await read(), read) : { outcome: "refused", because },
    );
  }
  return pictures;
}

/** The logo's pictures and the fonts beside the brand's files. */
async function readPictures(folder: string): Promise<Pick<BrandText, "pictures" | "undrawable">> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && /\.(?:svg|png|woff2)$/.test(entry.name))
    .map(({ name }) => name);
  const pictures = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
  return { pictures, undrawable: await undrawableLogos(pictures) };
}

/** Of the files that pages could hold as a logo, those that cannot be drawn for letters. No other is shown to a decoder. */
async function undrawableLogos(
  pictures: ReadonlyMap<string, Uint8Array>,
): Promise<ReadonlyMap<string, string>> {
  const undrawable = new Map<string, string>();
  for (const [name, file] of pictures) {
    const because = readLogo(name, file).outcome === "read" ? await wrongInLogo(file) : undefined;
    if (because !== undefined) undrawable.set(name, because);
  }
  return undrawable;
}

export function apply(
  { dynamo, table }: BrandLedger,
  texts: BrandTexts,
  options: ReviewOptions = {},
): Promise<Reviewed> {
  const readStated = () => readStatedBrand({ dynamo, table });
  const brands = brandStore(dynamo, table);
  return applyBrand({ readStated, brands, encodePicture, drawLogo, now })(texts, options);
}

/** What is deployed. A story, or words, that cannot be read are not there: applying writes them anew. */
export async function readStatedBrand({ dynamo, table }: BrandLedger): Promise<StatedBrand> {
  const [config, stories, words, listening] = await Promise.all([
    brandConfigStore(dynamo, table).read(),
    storyStore(dynamo, table, () => undefined).all(),
    brandWordsStore(dynamo, table, () => undefined).read(),
    listeningStore(dynamo, table).read(),
  ]);
  return { ...config, stories, words, listening };
}

type Accepted = Extract<Reviewed, { outcome: "accepted" }>;

/** A brand without problems. Throws one error that names file, line and column of each problem. */
export function accepted(reviewed: Reviewed): Accepted {
  if (reviewed.outcome === "accepted") return reviewed;
  const { length } = reviewed.problems;
  const list = reviewed.problems.map(describeProblem).join("\n");
  const count = length === 1 ? "One problem" : `${length} problems`;
  throw new CliError(`${list}\n${count}; nothing was written.`, "Correct the files and try again.");
}

/** One line for each row that is new, different or gone, and below it each value that changes, old → new. */
export function describeChanges(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => {
    if (change.how === "same") return [];
    if (change.how === "gone") return [`- ${change.row.name}`];
    return change.how === "new"
      ? [`+ ${change.row.name}`]
      : [
          `~ ${change.row.name}`,
          ...valuesOf(change.before, change.row.value)
            .filter(([path]) => change.fields.some((field) => path === field || path.startsWith(`${field}.`)))
            .map(([path, before, after]) => `    ${path}: ${shown(before)} → ${shown(after)}`),
        ];
  });
}

const VALUE_SHOWN_MAX = 60;

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > VALUE_SHOWN_MAX ? `${text.slice(0, VALUE_SHOWN_MAX - 1)}…` : text;
}

/** Each value that differs, by its path: `summary.de`. */
function valuesOf(before: unknown, after: unknown, path = ""): [string, unknown, unknown][] {
  if (isDeepStrictEqual(before, after)) return [];
  const isInner = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!isInner(before) || !isInner(after)) return [[path, before, after]];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) =>
    valuesOf(Reflect.get(before, key), Reflect.get(after, key), path === "" ? key : `${path}.${key}`),
  );
}
