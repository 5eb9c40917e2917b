import type { Command } from "commander";
import { disclosedStore } from "../../core/disclosures/disclosed.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { poolAllowance } from "../../core/giving/pricing/allowance.ts";
import { formatMinor } from "../../core/model/money.ts";
import { newestFirst } from "../../core/model/story.ts";
import { type Terms, termsName } from "../../core/model/terms.ts";
import { type ReviewOptions, reviewBrand } from "../../core/operations/brand/apply-brand.ts";
import { type TextSize, textSizes } from "../../core/operations/brand/check-texts.ts";
import type { StatedBrand } from "../../core/operations/brand/compare-brand.ts";
import { describeProblem } from "../../core/operations/brand/document.ts";
import { recordDisclosures } from "../../core/operations/brand/record-disclosures.ts";
import { now } from "../../core/platform/clock.ts";
import { readLanguages } from "../../lib/messages/added-languages.ts";
import { messageFolders } from "../../lib/messages/brand-messages.ts";
import { CliError, formatError } from "../cli-error.ts";
import { asCliError } from "../run.ts";
import { openStage, outputOption, type StageOptions, stageSettings } from "../stage.ts";
import { counted, table } from "../table.ts";
import {
  accepted,
  apply,
  type BrandLedger,
  describeChanges,
  ledgerOf,
  readBrand,
  readStatedBrand,
} from "./brand-ledger.ts";

const NOTHING_STATED: StatedBrand = { causes: [], terms: [], pools: [] };

interface BrandOptions extends StageOptions {
  readonly rename?: true;
}

/** How the files are reviewed for a stage: customers read what is in AWS, and on this machine the sample may be tried. */
async function reviewOptions({ rename, stage }: BrandOptions): Promise<ReviewOptions> {
  const forCustomers = stage !== undefined && (await stageSettings(stage)).kind === "aws";
  return { mayRename: rename, forCustomers };
}

/** Checks the files, and compares them with what is deployed if that can be read. Writes nothing. */
async function check(name: string, options: BrandOptions): Promise<void> {
  const texts = await readBrand(name);
  const deployed = await readDeployed(options);
  const { changes, draft, notices } = accepted(
    reviewBrand(texts, deployed.stated, now(), await reviewOptions(options)),
  );
  console.log(`brands/${name} is valid: ${changes.length} rows.`);
  console.log(`\nTexts, at their longest:\n${textsTable(textSizes(draft))}\n`);
  for (const notice of notices) console.log(`${describeProblem(notice)}\n`);
  for (const missing of (await readLanguages(messageFolders())).missing) console.log(`${missing}\n`);
  if (deployed.because !== undefined) {
    console.log(`Not compared with what is deployed: ${deployed.because}`);
    return;
  }
  print(describeChanges(changes), "Nothing to apply.");
}

async function applyFiles(name: string, options: BrandOptions): Promise<void> {
  const texts = await readBrand(name);
  const stage = await openStage(options);
  const ledger = ledgerOf(stage);
  const { changes, draft } = accepted(await apply(ledger, texts, await reviewOptions(options)));
  const disclosed = disclosedStore(ledger.dynamo, ledger.table);
  const recorded = await recordDisclosures({ disclosed, now })(draft, stage.output("SiteUrl"));
  const written = describeChanges(changes);
  print(written, "Nothing to do: all of it is applied.");
  if (written.length > 0) console.log(`Applied. ${changes.length - written.length} rows were there already.`);
  if (recorded > 0) console.log(`Recorded what stands beside offers: ${counted(recorded, "text")}.`);
}

async function show(name: string, options: StageOptions): Promise<void> {
  const texts = await readBrand(name);
  const ledger = ledgerOf(await openStage(options));
  const stated = await readStatedBrand(ledger);
  const reviewed = reviewBrand(texts, stated, now(), { mayRename: true });
  console.log(
    stated.brand === undefined
      ? "Nothing is applied yet."
      : `${stated.brand.name} (days in ${stated.brand.timeZone})`,
  );
  if (stated.brand !== undefined) await showStated(stated, ledger);
  console.log("");
  print(describeChanges(accepted(reviewed).changes), `brands/${name} says the same.`);
}

async function showStated(
  { causes, terms, pools, stories = [], listening }: StatedBrand,
  { dynamo, table: name }: BrandLedger,
): Promise<void> {
  const causeRows = causes.map(({ slug, status, charity, goal }) => [
    slug,
    status,
    charity.name,
    goal === undefined ? "no goal" : `${formatMinor(goal.amount, goal.currency)} ${goal.currency}`,
  ]);
  console.log(`\n${table(["cause", "status", "charity", "goal"], causeRows, new Set([3]))}`);
  const termsRows = terms.map((one) => [
    termsName(one),
    one.share.kind,
    one.from,
    one.until ?? "",
    scope(one),
  ]);
  console.log(`\n${table(["terms", "share", "from", "until", "for"], termsRows, new Set())}`);
  const lefts = await allowanceStore(dynamo, name).left(pools.map((pool) => poolAllowance(pool).allowance));
  const poolRows = pools.map((pool) => [
    pool.id,
    `${formatMinor(pool.amount, pool.currency)} ${pool.currency}`,
    formatMinor(lefts.get(poolAllowance(pool).allowance) ?? 0, pool.currency),
    pool.causes.join(", "),
  ]);
  console.log(`\n${table(["pool", "amount", "left", "matches gifts to"], poolRows, new Set([1, 2]))}`);
  const storeRows = (listening?.stores ?? []).map(({ id, name: named, zone, languages, shelves = [] }) => [
    id,
    named.en,
    zone,
    languages.join(", "),
    shelves.map((shelf) => shelf.id).join(", "),
  ]);
  if (storeRows.length > 0)
    console.log(`\n${table(["store", "name", "clock", "languages", "shelves"], storeRows, new Set())}`);
  const storyRows = newestFirst(stories).map(({ slug, cause, day, title }) => [slug, cause, day, title.en]);
  if (storyRows.length > 0)
    console.log(`\n${table(["story", "cause", "day", "title"], storyRows, new Set())}`);
}

const OMITTED: Readonly<Record<NonNullable<TextSize["omits"]>, string>> = {
  causes: "names fewer causes, and counts the rest",
  letters: "cuts long names",
  link: "leaves its link out",
};

/** What each text takes when names, figures and link are as long as this brand makes them. Cost is about that of the US. */
function textsTable(sizes: readonly TextSize[]): string {
  const rows = sizes.map(({ message, locale, parts, encoding, omits, usd }) => [
    message,
    locale,
    encoding,
    String(parts),
    `$${usd.toFixed(2)}`,
    omits === undefined ? "" : OMITTED[omits],
  ]);
  return table(["text", "language", "encoding", "parts", "about", "to fit, it"], rows, new Set([3, 4]));
}

function scope(terms: Terms): string {
  const connections = terms.connections?.map((c) => `${c.source}/${c.connection}`).join(", ");
  const stores = terms.stores === undefined ? "" : ` in ${terms.stores.join(", ")}`;
  return `${connections ?? "all connections"}${stores}`;
}

/** Files can be checked without a ledger; a ledger that an option names, and that cannot be read, is an error. */
async function readDeployed(options: StageOptions): Promise<{ stated: StatedBrand; because?: string }> {
  try {
    return { stated: await readStatedBrand(ledgerOf(await openStage(options))) };
  } catch (thrown) {
    const error = asCliError(thrown);
    const isNamed = options.stage !== undefined || options.ledgerTable !== undefined;
    if (isNamed || !(error instanceof CliError)) throw thrown;
    return { stated: NOTHING_STATED, because: formatError(error) };
  }
}

function print(lines: readonly string[], none: string): void {
  console.log(lines.length === 0 ? none : lines.join("\n"));
}

export function addBrand(program: Command): void {
  const brand = program
    .command("brand")
    .description("check, apply and show a brand: the files of brands/<name>/");
  for (const [verb, does, action] of [
    ["check", "check the files, and say what they would change; writes nothing", check],
    ["apply", "check the files, then write what is new or different", applyFiles],
    ["show", "show what is deployed, and how the files differ", show],
  ] as const) {
    const command = brand
      .command(verb)
      .description(does)
      .argument("<name>", "a folder of brands/")
      .addOption(outputOption("ledgerTable"))
      .action((name: string, _: object, command: Command) => action(name, command.optsWithGlobals()));
    if (verb !== "show") command.option("--rename", "the brand has a new name: not that of what is applied");
  }
}
