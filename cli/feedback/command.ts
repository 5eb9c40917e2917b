import type { Command } from "commander";
import { themeReader } from "../../core/feedback/themes.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../core/operations/brand/document.ts";
import { brandHere, readBrand } from "../brand/brand-ledger.ts";
import { CliError } from "../cli-error.ts";
import { table } from "../table.ts";

/** Says which themes of the brand's files these words speak of, as the page would read them. Reads no stage. */
async function showThemes(words: string, { brand }: { readonly brand?: string }): Promise<void> {
  const name = brand ?? (await brandHere());
  const compiled = compileBrand(await readBrand(name));
  if (compiled.outcome === "refused") {
    const list = compiled.problems.map(describeProblem).join("\n");
    throw new CliError(list, "Correct the files and try again.");
  }
  const { feedback } = compiled.draft;
  if (feedback === undefined)
    throw new CliError(
      `There is no brands/${name}/feedback.yaml.`,
      "docs/guides/feedback.md says what is in it.",
    );
  const found = themeReader(feedback)(words);
  if (found.length === 0) {
    console.log("No theme: no phrase of feedback.yaml stands in it, or each behind a negation.");
    return;
  }
  const rows = found.map(({ theme, phrase }) => [
    theme,
    phrase,
    feedback.themes.some(({ id, trouble }) => id === theme && trouble) ? "trouble" : "",
  ]);
  console.log(table(["theme", "seen by", ""], rows, new Set()));
}

/** `wellspring feedback …`: what customers say in private (docs/guides/feedback.md). */
export function addFeedback(program: Command): void {
  const feedback = program
    .command("feedback")
    .description("What customers say in private: themes (docs/guides/feedback.md).");
  feedback
    .command("themes")
    .description("Says which themes of feedback.yaml some words speak of, and by which phrase.")
    .argument("<words>", "what a customer might write")
    .option("--brand <name>", "a folder of brands/; default: the only one")
    .action((words: string, options: { readonly brand?: string }) => showThemes(words, options));
}
