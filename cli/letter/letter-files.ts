import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import * as z from "zod";
import { Locale } from "../../core/model/cause.ts";
import { LetterName } from "../../core/model/letter.ts";
import type { LetterTopic } from "../../core/model/topic.ts";
import type { BrandDraft } from "../../core/operations/brand/brand-draft.ts";
import { promisedBy } from "../../core/operations/brand/check-promises.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { type BrandText, describeProblem, readDocument } from "../../core/operations/brand/document.ts";
import { problemsOf } from "../../core/operations/brand/problems-of.ts";
import {
  type LetterDraft,
  type LetterTexts,
  readLetter,
} from "../../core/operations/letters/letter-draft.ts";
import { now } from "../../core/platform/clock.ts";
import { brandHere, readBrand } from "../brand/brand-ledger.ts";
import { CliError } from "../cli-error.ts";
import { type OfferIn, offerOfFiles } from "../messages/offers-in.ts";
import { SITE } from "../messages/preview.ts";
import { projectRoot } from "../settings.ts";
import { startingFiles } from "./starting-files.ts";

const STAFF = "staff.yaml";

/** A letter's files, read and checked, with the brand that they are of. */
export interface LetterHere {
  readonly brand: BrandDraft["brand"];
  readonly logos: BrandDraft["logos"];
  /** What stands beside what its words promise, by the brand's own files. */
  readonly offer: OfferIn;
  readonly folder: string;
  readonly name: LetterName;
  readonly draft: LetterDraft;
}

export function letterNamed(name: string): LetterName {
  const letter = LetterName.safeParse(name);
  if (letter.success) return letter.data;
  throw new CliError(
    `${JSON.stringify(name)} cannot be the name of a letter.`,
    "Give small letters, digits and hyphens, at most 40: winter-repair.",
  );
}

async function lettersFolder(brand: string | undefined): Promise<{ brand: string; folder: string }> {
  const name = brand ?? (await brandHere());
  return { brand: name, folder: join(projectRoot, "brands", name, "letters") };
}

/** Writes the files of a new letter, with words that say what belongs where. Throws when there is one of that name. */
export async function writeLetter(
  name: LetterName,
  { brand: given, topic }: { readonly brand?: string; readonly topic: LetterTopic },
): Promise<readonly string[]> {
  const { folder } = await lettersFolder(given);
  const own = join(folder, name);
  if (existsSync(own))
    throw new CliError(
      `There is a letter ${name} already: ${relative(projectRoot, own)}.`,
      "Change its files, or give the new one another name.",
    );
  await mkdir(own, { recursive: true });
  const files = Object.entries(startingFiles(topic)).map(([file, text]) => [join(own, file), text] as const);
  for (const [path, text] of files) await writeFile(path, text);
  return files.map(([path]) => relative(projectRoot, path));
}

/** Reads a letter and checks it against its brand. Throws one error that names file and line of each problem. */
export async function readLetterHere(name: LetterName, given: string | undefined): Promise<LetterHere> {
  const { brand, folder } = await lettersFolder(given);
  const compiled = compileBrand(await readBrand(brand));
  if (compiled.outcome === "refused")
    throw new CliError(
      `brands/${brand} has ${compiled.problems.length} problems.`,
      `See \`npx wellspring brand check ${brand}\`.`,
    );
  const own = join(folder, name);
  if (!existsSync(own)) throw await noSuchLetter(name, folder);
  const { draft } = compiled;
  const read = readLetter(await textsOf(own), { ...draft, promised: promisedBy(draft, now()) });
  if (read.outcome === "read")
    return {
      ...{ brand: draft.brand, logos: draft.logos, folder, name, draft: read.draft },
      offer: offerOfFiles({ ...draft, site: SITE }, now()),
    };
  throw new CliError(
    read.problems.map(describeProblem).join("\n"),
    "\nCorrect the files and try again: nothing was sent or written.",
  );
}

async function noSuchLetter(name: LetterName, folder: string): Promise<CliError> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return new CliError(
    `There is no letter ${name} in ${relative(projectRoot, folder)}.`,
    names.length === 0
      ? `Begin it: npx wellspring letter new ${name} --topic offers.`
      : `Name one of ${names.join(", ")}, or begin it: npx wellspring letter new ${name} --topic offers.`,
  );
}

async function textsOf(folder: string): Promise<LetterTexts> {
  const read = async (file: string): Promise<BrandText> => {
    const path = join(folder, file);
    const shown = relative(projectRoot, path);
    const text = await readFile(path, "utf8").catch((cause: unknown) => {
      throw new CliError(
        `There is no ${shown}.`,
        `A letter is letter.yaml and its words in each language: ${Locale.options.map((locale) => `${locale}.yaml`).join(", ")}.`,
        { cause },
      );
    });
    return { file: shown, text };
  };
  const [letter, en, de] = [await read("letter.yaml"), await read("en.yaml"), await read("de.yaml")];
  return { letter, en, de };
}

const Staff = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "a short name: small letters, digits and hyphens"),
  z.email("write an email address"),
);

/** The address to which tests go, by the short name that the brand gave it. No other address gets any. */
export async function staffAddress(folder: string, person: string): Promise<string> {
  const path = join(folder, STAFF);
  const file = relative(projectRoot, path);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CliError(
      `There is no ${file}, which lists to whom tests go.`,
      "Write it, a line for each: ada: ada@tarnfell.example",
      { cause },
    );
  });
  const document = readDocument({ file, text });
  if ("length" in document)
    throw new CliError(document.map(describeProblem).join("\n"), "Correct the file and try again.");
  const staff = Staff.safeParse(document.value);
  if (!staff.success)
    throw new CliError(
      staff.error.issues
        .flatMap((issue) => problemsOf(issue, document))
        .map(describeProblem)
        .join("\n"),
      "Correct the file and try again.",
    );
  const address = staff.data[person];
  if (address !== undefined) return address;
  throw new CliError(
    `${file} lists nobody by the name ${JSON.stringify(person)}.`,
    `Name one of ${Object.keys(staff.data).join(", ")}, or add a line there.`,
  );
}
