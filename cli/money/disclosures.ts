import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  DISCLOSURE_TEXT,
  type Disclosing,
  disclose,
  disclosureVersion,
} from "../../core/disclosures/disclose.ts";
import {
  ANYWHERE,
  DISCLOSURE_PLACES,
  PLACES_CHECKED_ON,
  placeCodeIn,
} from "../../core/disclosures/places.ts";
import { idOfTerms } from "../../core/disclosures/terms-in-words.ts";
import { TillLineTooLongError, tillLines } from "../../core/disclosures/till-lines.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { offersAt } from "../../core/impact/read-offers.ts";
import { Locale } from "../../core/model/cause.ts";
import { Currency } from "../../core/model/money.ts";
import { termsName } from "../../core/model/terms.ts";
import { now } from "../../core/platform/clock.ts";
import { CliError } from "../cli-error.ts";
import { openStage, outputOption, type StageOptions } from "../stage.ts";
import { table } from "../table.ts";
import { disclosedLines, readDisclosed } from "./disclosed.ts";
import { dayNamed } from "./journal.ts";

const FORMS = ["statement", "label", "till"] as const;
type Form = (typeof FORMS)[number];

interface Options extends StageOptions {
  readonly terms?: string;
  readonly place: string;
  readonly language: Locale;
  readonly currency: Currency;
  readonly form: Form;
  readonly json: boolean;
  readonly on?: string;
  readonly version?: string;
}

/** What the brand applied, and which of its terms are in force now; those of one id where it is named. */
export async function termsToDisclose(options: StageOptions & { readonly terms?: string }) {
  const { config, output } = await openStage(options);
  const [dynamo, table] = [new DynamoDBClient(config), output("LedgerTable")];
  const applied = await brandConfigStore(dynamo, table).read();
  if (applied.brand === undefined) {
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply <name>` does it.");
  }
  const inForce = await offersAt(allowanceStore(dynamo, table), applied.terms, now());
  const terms =
    options.terms === undefined ? inForce : inForce.filter((one) => idOfTerms(one) === options.terms);
  if (terms.length === 0) {
    const ids = [...new Set(inForce.map(idOfTerms))].join(", ");
    throw new CliError(
      options.terms === undefined ? "No terms are in force." : `No terms ${options.terms} are in force.`,
      ids === "" ? "New purchases give nothing, so nothing is to be said." : `In force are ${ids}.`,
    );
  }
  return { applied, brand: applied.brand, terms, site: output("SiteUrl") };
}

/** What was shown: the words as `brand apply` recorded them, in each language unless one is named. */
async function recorded(
  { on, version, json, place, ...options }: Options,
  languages: readonly Locale[],
): Promise<void> {
  const { config, output } = await openStage(options);
  const [dynamo, ledger] = [new DynamoDBClient(config), output("LedgerTable")];
  const { brand, terms } = await brandConfigStore(dynamo, ledger).read();
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply <name>` does it.");
  const asked = { version, on: on === undefined ? undefined : dayNamed(on), languages };
  const all = await readDisclosed({ dynamo, table: ledger }, { terms, timeZone: brand.timeZone }, asked);
  if (all.length === 0)
    throw new CliError(
      version === undefined
        ? `No terms were in force on ${on}.`
        : `No terms ${version} ${on === undefined ? "are applied" : `were in force on ${on}`}.`,
      `Applied are ${terms.map(termsName).join(", ")}.`,
    );
  console.log(json ? JSON.stringify(all, null, 2) : disclosedLines(all, place).join("\n").trimEnd());
}

async function disclosures(options: Options): Promise<void> {
  const { applied, brand, terms, site } = await termsToDisclose(options);
  const shared = { brand, causes: applied.causes, site, currency: options.currency };
  const disclosing = terms.map((one) => ({
    ...shared,
    terms: one,
    locale: options.language,
  }));
  if (options.json) {
    const all = disclosing.map((one) => ({
      terms: one.terms.name,
      text: DISCLOSURE_TEXT,
      place: options.place,
      lines: disclose(one, options.place),
    }));
    console.log(JSON.stringify(all, null, 2));
    return;
  }
  console.log(
    disclosing
      .map((one) => `${disclosureVersion(one.terms, one.locale)}\n\n${inForm(one, options)}`)
      .join("\n\n"),
  );
  console.log(`\n${footer(options.place, applied)}`);
}

function inForm(disclosing: Disclosing, { form, place, currency }: Options): string {
  const lines = disclose(disclosing, place);
  switch (form) {
    case "statement":
      return lines.map(({ text }) => text).join(" ");
    case "label":
      return table(
        ["", ""],
        lines.map(({ label, text }) => [label, text]),
        new Set(),
      )
        .split("\n")
        .slice(2)
        .join("\n");
    case "till":
      return receiptOf(disclosing) ?? `Nothing in ${currency}: these terms name no amount in it.`;
  }
}

function receiptOf(disclosing: Disclosing): string | undefined {
  try {
    return tillLines(disclosing)?.join("\n");
  } catch (error) {
    if (!(error instanceof TillLineTooLongError)) throw error;
    throw new CliError(`${error.message}.`, "Print the label at the counter instead: --form label.");
  }
}

function footer(place: string, { pools }: BrandConfig): string {
  const asked = place === ANYWHERE ? "All that any place asks for." : askedAt(place);
  const matched = pools.length > 0 ? " What pools add is said beside each amount on the pages." : "";
  return `${asked} A default for your lawyers, and no advice.${matched}`;
}

function askedAt(place: string): string {
  const row = DISCLOSURE_PLACES.find(({ code }) => code === place);
  if (row !== undefined) return `As asked in ${row.name} (${row.source}; checked on ${PLACES_CHECKED_ON}).`;
  return `No row for ${place}, so all that any place asks for. Rows: ${DISCLOSURE_PLACES.map(({ code }) => code).join(", ")}.`;
}

/** A code of ISO 3166: a country, or a part of one. Throws InvalidArgumentError. */
export function placeCode(text: string): string {
  const code = placeCodeIn(text);
  if (code !== undefined) return code;
  throw new InvalidArgumentError("a code of ISO 3166, such as US-NY or DE");
}

function currencyCode(text: string): Currency {
  const read = Currency.safeParse(text.toUpperCase());
  if (read.success) return read.data;
  throw new InvalidArgumentError("a code of ISO 4217, such as EUR");
}

export function addDisclosures(money: Command): void {
  money
    .command("disclosures")
    .description("prints what has to stand beside an offer that gives, made of the terms in force")
    .option("--terms <id>", "of these terms alone; default: of all in force")
    .option(
      "--place <code>",
      "what is asked there: ISO 3166, such as US-NY or DE; default: all of it",
      placeCode,
      ANYWHERE,
    )
    .addOption(
      new Option("--language <code>", "its language").choices(Locale.options).default("en" satisfies Locale),
    )
    .option("--currency <code>", "of the example and of a till", currencyCode, "EUR")
    .addOption(
      new Option("--form <form>", "sentences, a table, or three lines of a receipt")
        .choices(FORMS)
        .default("statement" satisfies Form),
    )
    .option("--on <day>", "what was recorded of the terms in force on that day, in each language")
    .option("--version <terms>", "what was recorded of this version, such as everyday@3, in each language")
    .option("--json", "print it as JSON, each item by itself", false)
    .addOption(outputOption("ledgerTable"))
    .action((_, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (options.on === undefined && options.version === undefined) return disclosures(options);
      const isNamed = command.getOptionValueSource("language") === "cli";
      return recorded(options, isNamed ? [options.language] : Locale.options);
    });
}
