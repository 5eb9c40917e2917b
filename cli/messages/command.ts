import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import type { BrandDraft } from "../../core/operations/brand/brand-draft.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { now } from "../../core/platform/clock.ts";
import { messageFolders, messagesOfFiles } from "../../lib/messages/brand-messages.ts";
import { refusalPlace } from "../../lib/messages/refusal-place.ts";
import { brandHere, readBrand } from "../brand/brand-ledger.ts";
import { CliError } from "../cli-error.ts";
import { localDir, projectRoot } from "../settings.ts";
import { offerOfFiles } from "./offers-in.ts";
import { allRenditions, previewOf, SITE } from "./preview.ts";
import { samplePicture, writePictures } from "./preview-pictures.ts";

interface Options {
  readonly brand?: string;
  readonly to: string;
}

async function brandNamed(name: string): Promise<BrandDraft> {
  const compiled = compileBrand(await readBrand(name));
  if (compiled.outcome === "refused")
    throw new CliError(
      `brands/${name} has ${compiled.problems.length} problems.`,
      `See \`npx wellspring brand check ${name}\`.`,
    );
  return compiled.draft;
}

async function preview({ brand, to }: Options): Promise<void> {
  const draft = await brandNamed(brand ?? (await brandHere()));
  const offer = offerOfFiles({ ...draft, site: SITE }, now());
  const own = { brand: draft.brand, picture: samplePicture(draft), offer };
  const folders = messageFolders();
  // From the files as they are now: what is built in is older by what was edited since.
  const { written, missing } = await messagesOfFiles(folders);
  const renditions = await allRenditions(own, written, (brief) => refusalPlace(folders, brief));
  const folder = resolve(projectRoot, to);
  await mkdir(folder, { recursive: true });
  const files = previewOf(renditions);
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  await writePictures(folder, draft);
  for (const one of missing) console.log(one);
  console.log(`${renditions.length} renditions: ${relative(process.cwd(), join(folder, "index.html"))}`);
}

export function addMessages(program: Command): void {
  program
    .command("messages")
    .description("show the emails and texts that customers get")
    .command("preview")
    .description("render every message with sample facts, in every language and channel, into a folder")
    .option("--brand <name>", "the brand with its look and name: a folder of brands/; default: the only one")
    .option("--to <folder>", "the folder to write to", relative(projectRoot, join(localDir, "messages")))
    .action(preview);
}
