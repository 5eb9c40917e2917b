import { writeFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Command, Option } from "commander";
import type { FeedbackAnswer } from "../../core/feedback/answer.ts";
import { feedbackStore } from "../../core/feedback/feedback.store.ts";
import { feedbackFigures } from "../../core/feedback/figures.ts";
import { feedbackReport } from "../../core/feedback/report.ts";
import { themeReader } from "../../core/feedback/themes.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { listeningStore } from "../../core/giving/config/listening.store.ts";
import { Locale } from "../../core/model/cause.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../core/operations/brand/document.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { brandHere, readBrand } from "../brand/brand-ledger.ts";
import { posterSvg } from "../claim/poster.ts";
import { posterPdf } from "../claim/poster-pdf.ts";
import { CliError } from "../cli-error.ts";
import { printable } from "../printable.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { table } from "../table.ts";
import { feedbackLink, storePoster } from "./store-poster.ts";

interface PlaceOptions extends StageOptions {
  readonly shelf?: string;
}

interface PosterOptions extends PlaceOptions {
  readonly language: Locale;
  readonly out: string;
}

interface ListOptions extends StageOptions {
  readonly month?: string;
}

async function openFeedback(options: StageOptions) {
  const { config, output } = await openStage(options);
  const dynamo = new DynamoDBClient(config);
  const contactKey = contactSecret(
    secretsClient(new SecretsManagerClient(config)),
    output("ContactSecretArn"),
  );
  return {
    contactKey,
    siteUrl: () => output("SiteUrl"),
    feedback: feedbackStore(dynamo, output("PeopleTable"), { key: contactKey, random: randomBytes }),
    listening: () => listeningStore(dynamo, output("LedgerTable")).read(),
    brand: async () => (await brandConfigStore(dynamo, output("LedgerTable")).read()).brand,
  };
}

async function linkOf(store: string, options: PlaceOptions) {
  const stage = await openFeedback(options);
  const place = { store, ...(options.shelf !== undefined && { shelf: options.shelf }) };
  const listening = await stage.listening();
  const link = feedbackLink(await stage.contactKey(), stage.siteUrl(), listening, place);
  return { stage, place, listening, link };
}

async function printLink(store: string, options: PlaceOptions): Promise<void> {
  console.log((await linkOf(store, options)).link);
}

async function writePoster(store: string, options: PosterOptions): Promise<void> {
  const { stage, place, listening, link } = await linkOf(store, options);
  const brand = await stage.brand();
  if (brand === undefined) throw new CliError("No brand is applied.", "npx wellspring brand apply <name>");
  const sheet = storePoster(brand, listening, { place, link, locale: options.language });
  const isPdf = options.out.toLowerCase().endsWith(".pdf");
  writeFileSync(options.out, isPdf ? await posterPdf(sheet) : posterSvg(sheet));
  console.log(`${options.out}: DIN A4, in the brand's colours. Its code leads to ${link}`);
}

/** The answers of the month that is asked for, oldest first. */
async function ofMonth(
  { feedback }: Awaited<ReturnType<typeof openFeedback>>,
  { month = now().slice(0, 7) }: ListOptions,
): Promise<{ readonly month: string; readonly answers: readonly FeedbackAnswer[] }> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new CliError(`${month} is no month.`, "Write it as 2026-11.");
  const answers: FeedbackAnswer[] = [];
  for await (const page of feedback.ofMonth(month)) answers.push(...page);
  return { month, answers };
}

/** What the answers of a month add up to, in words. */
async function report(options: ListOptions): Promise<void> {
  const stage = await openFeedback(options);
  const { answers } = await ofMonth(stage, options);
  const { stores } = await stage.listening();
  console.log(feedbackReport(feedbackFigures(answers, stores, now())).join("\n"));
}

/** What was said in a month, without the words: those who want an answer first, and newest first. */
async function list(options: ListOptions): Promise<void> {
  const { month, answers } = await ofMonth(await openFeedback(options), options);
  if (answers.length === 0) {
    console.log(`Nothing was said in ${month}.`);
    return;
  }
  const order = answers
    .toReversed()
    .toSorted((one, other) => Number(other.wants === "answer") - Number(one.wants === "answer"));
  const rows = order.map(({ id, at, store = "", score, themes, trouble, wants }) => [
    `${at}/${id}`,
    store,
    score === undefined ? "" : `${score.value} of ${score.scale === "recommend" ? 10 : 3}`,
    themes.join(", "),
    trouble ? "trouble" : "",
    wants === "answer" ? "wants an answer" : "",
  ]);
  console.log(table(["answer", "store", "score", "themes", "", ""], rows, new Set()));
}

async function show(name: string, options: StageOptions): Promise<void> {
  const [at = "", id = ""] = name.split("/");
  const { feedback } = await openFeedback(options);
  const [answer, said] = await Promise.all([feedback.read({ at, id }), feedback.open({ at, id })]);
  if (answer === undefined)
    throw new CliError(`There is no answer ${name}.`, "`npx wellspring feedback list` lists the names.");
  if (said === undefined)
    throw new CliError("The words can no longer be decrypted.", "Their customer was forgotten.");
  const who = answer.customer ?? said.contact ?? "unnamed";
  const words = said.words === "" ? "(no words)" : said.words;
  const wish = answer.wants === "answer" ? "wants an answer" : "wants no answer";
  console.log(printable(`From ${who}, ${at}, ${wish}:\n\n${words}`));
}

/** Says which themes of the brand's files these words speak of, as the page would read them. Reads no stage. */
async function showThemes(words: string, { brand }: { readonly brand?: string }): Promise<void> {
  const name = brand ?? (await brandHere());
  const compiled = compileBrand(await readBrand(name));
  if (compiled.outcome === "refused") {
    const problems = compiled.problems.map(describeProblem).join("\n");
    throw new CliError(problems, "Correct the files and try again.");
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
    .description("What customers say in private, and the codes by which they do (docs/guides/feedback.md).");
  const shelf = () => new Option("--shelf <shelf>", "a shelf of the store, which has a code of its own");
  feedback
    .command("link")
    .description("Prints the address behind the code of a store or a shelf.")
    .argument("<store>", "a store of stores.yaml")
    .addOption(shelf())
    .action((store: string, _: object, command: Command) =>
      printLink(store, command.optsWithGlobals<PlaceOptions>()),
    );
  feedback
    .command("poster")
    .description(
      "Writes a poster for a store or a shelf in the brand's colours, of DIN A4: a PDF, or an SVG.",
    )
    .argument("<store>", "a store of stores.yaml")
    .addOption(shelf())
    .addOption(
      new Option("--language <language>", "in which it speaks").choices(Locale.options).default("en"),
    )
    .requiredOption("--out <file>", "where to; as a PDF where it ends in .pdf, else as an SVG")
    .action((store: string, _: object, command: Command) =>
      writePoster(store, command.optsWithGlobals<PosterOptions>()),
    );
  feedback
    .command("list")
    .description("Lists what was said in a month, without the words; who wants an answer stands first.")
    .option("--month <month>", "such as 2026-11, in UTC; default: this month")
    .action((_: object, command: Command) => list(command.optsWithGlobals<ListOptions>()));
  feedback
    .command("report")
    .description(
      "Says what the answers of a month add up to, a score with its interval and how they came about.",
    )
    .option("--month <month>", "such as 2026-11, in UTC; default: this month")
    .action((_: object, command: Command) => report(command.optsWithGlobals<ListOptions>()));
  feedback
    .command("show")
    .description("Shows what one customer said, and where they may be answered.")
    .argument("<answer>", "its name in the list")
    .action((name: string, _: object, command: Command) =>
      show(name, command.optsWithGlobals<StageOptions>()),
    );
  feedback
    .command("themes")
    .description("Says which themes of feedback.yaml some words speak of, and by which phrase.")
    .argument("<words>", "what a customer might write")
    .option("--brand <name>", "a folder of brands/; default: the only one")
    .action((words: string, options: { readonly brand?: string }) => showThemes(words, options));
}
