import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { disclose } from "../../core/disclosures/disclose.ts";
import { ANYWHERE } from "../../core/disclosures/places.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import type { BrandConfig } from "../../core/giving/config/brand-config.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { termsView } from "../../core/impact/read-offers.ts";
import type { Brand } from "../../core/model/cause.ts";
import { formatMinor } from "../../core/model/money.ts";
import type { Day } from "../../core/model/purchase.ts";
import { type Terms, termsName } from "../../core/model/terms.ts";
import { Closing, closingTable } from "../../core/operations/books/closing.ts";
import { Guarantees } from "../../core/operations/books/guarantees.ts";
import { campaignsOf } from "../../core/operations/duties/dated-duties.ts";
import {
  charitiesFile,
  Evidence,
  type EvidenceScope,
  type EvidenceSum,
  registersFile,
  sumsTable,
  termsFile,
  termsWithin,
} from "../../core/operations/evidence/evidence.ts";
import { now } from "../../core/platform/clock.ts";
import { dayOfWrites, lastMonthsEnd } from "../../core/settlement/days-over.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { headOf, type Payout } from "../../core/settlement/payout.ts";
import { CliError } from "../cli-error.ts";
import { tablesOf } from "../ledger/tables.ts";
import { openStage, outputOption, type StageOptions } from "../stage.ts";
import { counted } from "../table.ts";
import { type SummaryLine, summaryPdf } from "./evidence-pdf.ts";
import { dayNamed } from "./journal.ts";
import { stateText } from "./payout-lines.ts";
import { readEntries } from "./read-entries.ts";

interface Options extends StageOptions {
  readonly through?: string;
  readonly checkpoint?: string;
  readonly to: string;
}

/** Writes what a campaign or a year came to, as files with their hashes and one summary to print. */
async function evidence(named: string, options: Options): Promise<void> {
  const stage = await openStage(options);
  const tables = tablesOf(stage);
  const config = await brandConfigStore(tables.dynamo, tables.ledger).read();
  const { brand } = config;
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply <name>` does it.");
  const { timeZone } = brand;
  const scope = scopeOf(named, config, brand, options.through);
  const { dayOf } = calendar(timeZone);
  const pack = new Evidence(scope, timeZone);
  const terms = termsWithin(config.terms, scope, timeZone);
  const closings = [...new Set(terms.map(({ id }) => id))].map((id) => ({
    id,
    name: `closing-${id}.csv`,
    closing: new Closing({ terms: id, from: scope.from, to: scope.to }, calendar(timeZone)),
  }));
  const guarantees = new Guarantees(config.terms);
  await readEntries(tables, "the evidence", (entry) => {
    pack.add(entry);
    if (dayOf(entry.recordedAt) > scope.to) return;
    guarantees.add(entry);
    for (const { closing } of closings) closing.add(entry);
  });
  const { payouts, registers } = await payoutStore(tables.dynamo, tables.ledger).read();
  const sums = pack.sums(payouts);
  const site = stage.output("SiteUrl");
  const files = [
    termsFile(terms, (one) => disclosuresOf(one, { brand, causes: config.causes, site })),
    charitiesFile(config),
    registersFile(config, registers),
    sumsTable(sums),
    pack.journal(payouts),
    pack.payouts(payouts),
    ...closings.map(({ id, name, closing }) => ({
      name,
      text: closingTable(closing.lines(), guarantees.topUps(id)),
    })),
    ...(options.checkpoint === undefined
      ? []
      : [{ name: "proof-checkpoint.txt", text: await textOf(options.checkpoint) }]),
  ];
  const bytes = new Map<string, Uint8Array>(files.map(({ name, text }) => [name, Buffer.from(text)]));
  const summary = summaryOf(brand.name, scope, { terms, sums, payouts: pack.payoutsThen(payouts) });
  const lines = [...summary, ...hashesIn(bytes).map((line) => ({ cells: [line] }))];
  bytes.set("summary.pdf", await summaryPdf(`${brand.name}: ${scope.name}`, lines));
  await mkdir(options.to, { recursive: true });
  for (const [name, content] of bytes) await writeFile(join(options.to, name), content);
  await writeFile(join(options.to, "manifest.sha256"), `${hashesIn(bytes).join("\n")}\n`);
  console.log(
    `${options.to}: ${counted(bytes.size, "file")} of ${scope.name}, ${scope.from} to ${scope.to}. Check them there with \`sha256sum -c manifest.sha256\`.`,
  );
}

function scopeOf(
  named: string,
  { terms }: BrandConfig,
  { timeZone }: Brand,
  through: string | undefined,
): EvidenceScope {
  const today = dayOfWrites(timeZone, now());
  const isYear = /^20\d\d$/.test(named);
  const campaign = campaignsOf(terms, timeZone).find(({ id }) => id === named);
  if (campaign === undefined && !isYear)
    throw new CliError(
      `${named} is neither a year nor the id of terms.`,
      `There are ${campaignsOf(terms, timeZone)
        .map(({ id }) => id)
        .join(", ")}.`,
    );
  const from = campaign?.from ?? `${named}-01-01`;
  const last = campaign === undefined ? `${named}-12-31` : lastMonthsEnd(today);
  const to = through === undefined ? earlier(last, lastMonthsEnd(today)) : dayNamed(through);
  if (to >= today) throw new CliError(`${to} is not over.`, `Name a day before ${today} with --through.`);
  if (to < from) throw new CliError(`${named} begins on ${from}, after ${to}.`, "Name a day with --through.");
  return { name: named, from, to, ...(campaign && { terms: campaign.id }) };
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

function disclosuresOf(terms: Terms, shared: { brand: Brand; causes: BrandConfig["causes"]; site: string }) {
  const inLanguage = (locale: "en" | "de") =>
    disclose({ ...shared, terms: termsView(terms), currency: "EUR", locale }, ANYWHERE).map(
      ({ label, text }) => `${label}: ${text}`,
    );
  return { en: inLanguage("en"), de: inLanguage("de") };
}

/** What stands on paper: the terms, what each cause has, and each payment with the bank's own reference. */
function summaryOf(
  brand: string,
  { name, from, to }: EvidenceScope,
  {
    terms,
    sums,
    payouts,
  }: {
    readonly terms: readonly Terms[];
    readonly sums: readonly EvidenceSum[];
    readonly payouts: readonly Payout[];
  },
): SummaryLine[] {
  const money = (minor: number | undefined, currency: string) =>
    minor === undefined ? "" : `${formatMinor(minor, currency)} ${currency}`;
  return [
    { heading: `${brand}: ${name}, ${from} to ${to}` },
    {
      cells: [
        "Made from the ledger; the files beside it have all of it. A hash of each file stands at the end.",
      ],
    },
    { heading: "Terms in force" },
    ...terms.map((one) => ({ cells: [termsName(one), one.from, one.until ?? "no end"] })),
    { heading: "What causes have" },
    { cells: ["cause, money of", "given", "taken back", "settled at end", "paid at end", "owed at end"] },
    ...sums.map(({ cause, funding, currency, ...of }) => ({
      cells: [
        `${cause}, ${funding}`,
        ...[of.given + of.toppedUp, of.takenBack, of.settledAtEnd, of.paidAtEnd, of.owedAtEnd].map((minor) =>
          money(minor, currency),
        ),
      ],
    })),
    { heading: "Payments to charities" },
    ...(payouts.length === 0 ? [{ cells: ["None by the end of these days."] }] : []),
    ...payouts.flatMap((payout) => [
      { cells: [`${payout.id}, ${payout.name}`, money(payout.minor, payout.currency)] },
      { cells: [`${payout.funding}, ${stateText(payout)}`] },
      { cells: [`hash ${headOf(payout)}`] },
    ]),
    { heading: "SHA-256 of the files" },
  ];
}

function hashesIn(files: ReadonlyMap<string, Uint8Array>): string[] {
  return [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, content]) => `${createHash("sha256").update(content).digest("hex")}  ${name}`);
}

async function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw new CliError(`${path} cannot be read.`, "Name the checkpoint of the log.", { cause });
  });
}

export function addEvidence(money: Command): void {
  money
    .command("evidence")
    .description("writes what a campaign or a year came to for auditors: data, a summary, and a hash of each")
    .argument("<campaign>", "the id of the terms, or a year: 2026")
    .option("--through <day>", "the last day; default: the end of the year, at most that of last month")
    .option("--checkpoint <file>", "of the public log, to be put beside")
    .requiredOption("--to <folder>", "where to")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .addOption(outputOption("siteUrl"))
    .action((named: string, _, command: Command) => evidence(named, command.optsWithGlobals<Options>()));
}
