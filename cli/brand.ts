import { Command } from "commander";
import { brandConfigStore } from "../core/giving/config/brand-config.store.ts";
import type { BrandConfig } from "../core/giving/config/brand-config.ts";
import { allowanceStore } from "../core/giving/ledger/allowance.store.ts";
import { poolAllowance } from "../core/giving/pricing/allowance.ts";
import { formatMinor } from "../core/model/money.ts";
import { type Terms, termsName } from "../core/model/terms.ts";
import { reviewBrand } from "../core/operations/brand/apply-brand.ts";
import { now } from "../core/platform/clock.ts";
import { table } from "../demo/start-report.ts";
import {
  accepted,
  apply,
  type BrandLedger,
  chosenLedger,
  describeChanges,
  readBrand,
} from "./brand/brand-ledger.ts";
import { CliError, formatError } from "./cli-error.ts";

const NOTHING_STATED: BrandConfig = { causes: [], terms: [], pools: [] };

interface Options {
  readonly ledgerTable?: string;
}

/** Everything is checked, also beside what is deployed if that can be read. Writes nothing. */
async function check(name: string, { ledgerTable }: Options): Promise<void> {
  const texts = await readBrand(name);
  const deployed = await readDeployed(ledgerTable);
  const changes = accepted(reviewBrand(texts, deployed.stated, now()));
  console.log(`brands/${name} is right: ${changes.length} rows.`);
  if (deployed.because !== undefined) {
    console.log(`Not compared with what is deployed: ${deployed.because}`);
    return;
  }
  print(describeChanges(changes), "Nothing to apply.");
}

async function applyFiles(name: string, { ledgerTable }: Options): Promise<void> {
  const texts = await readBrand(name);
  const changes = accepted(await apply(await chosenLedger(ledgerTable), texts));
  const written = describeChanges(changes);
  print(written, "Nothing to do: all of it is applied.");
  if (written.length > 0) console.log(`Applied. ${changes.length - written.length} rows were there already.`);
}

async function show(name: string, { ledgerTable }: Options): Promise<void> {
  const texts = await readBrand(name);
  const ledger = await chosenLedger(ledgerTable);
  const stated = await brandConfigStore(ledger.dynamo, ledger.table).read();
  const reviewed = reviewBrand(texts, stated, now());
  console.log(
    stated.brand === undefined
      ? "Nothing is applied yet."
      : `${stated.brand.name} (days in ${stated.brand.timeZone})`,
  );
  if (stated.brand !== undefined) await showStated(stated, ledger);
  console.log("");
  print(describeChanges(accepted(reviewed)), `brands/${name} says the same.`);
}

async function showStated(
  { causes, terms, pools }: BrandConfig,
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
}

function scope(terms: Terms): string {
  const connections = terms.connections?.map((c) => `${c.source}/${c.connection}`).join(", ");
  const stores = terms.stores === undefined ? "" : ` in ${terms.stores.join(", ")}`;
  return `${connections ?? "all connections"}${stores}`;
}

/** A check is worth having without a ledger; a ledger that was named, and cannot be read, is trouble. */
async function readDeployed(
  ledgerTable: string | undefined,
): Promise<{ stated: BrandConfig; because?: string }> {
  try {
    const { dynamo, table: name } = await chosenLedger(ledgerTable);
    return { stated: await brandConfigStore(dynamo, name).read() };
  } catch (error) {
    if (ledgerTable !== undefined) throw error;
    const because = error instanceof CliError ? formatError(error) : "the local engine does not answer.";
    return { stated: NOTHING_STATED, because };
  }
}

function print(lines: readonly string[], none: string): void {
  console.log(lines.length === 0 ? none : lines.join("\n"));
}

const program = new Command("npm run brand --").description("A brand is data: brands/<name>/*.yaml.");
for (const [verb, does, action] of [
  ["check", "check the files, and what they would change; writes nothing", check],
  ["apply", "check, then write what is new or different", applyFiles],
  ["show", "show what is deployed, beside the files", show],
] as const) {
  program
    .command(verb)
    .description(does)
    .argument("<name>", "a folder below brands/")
    .option("--ledger-table <name>", "the LedgerTable output of a stage in AWS; default: this machine's")
    .action(action);
}
try {
  await program.parseAsync();
} catch (error) {
  console.error(formatError(error));
  process.exitCode = error instanceof CliError ? 2 : 1;
}
