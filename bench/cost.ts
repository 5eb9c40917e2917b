/**
 * What a million purchases cost on AWS by list price: counts of billed things a purchase × the dated price book.
 * The counts are those of the design (docs/access-patterns.md); the milliseconds are stated assumptions, marked so.
 * Run: `npm run cost` (add `-- --markdown` for the table in README.md).
 */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { z } from "zod";

const Prices = z.object({
  region: z.string(),
  checked: z.string(),
  usd: z.record(z.string(), z.object({ price: z.number(), per: z.number() })),
});

const PURCHASES = 1_000_000;

/** Assumed, not measured: billed time and memory of the two functions on a purchase's way, and of the workflow. */
const RECEIVE_MS = 8;
const RECORD_MS = 12;
const FUNCTION_GB = 0.25;
/** Express bills in steps of 100 ms and 64 MB. */
const EXPRESS_SECONDS = 0.1;
const EXPRESS_GB = 64 / 1024;
/** Assumed: a line of each of the two functions that a purchase calls, and one of the API's access log. */
const LOG_BYTES = 2 * 350 + 200;
/** Assumed load: Impact rows written per stream batch (leaf shards, quarter, day, month, all time), and purchases in it. */
const FOLD_WRITES_PER_BATCH = 10;
const PURCHASES_PER_BATCH = 250;
/** A bucket is read again in each window of the fold while its minute lasts, half full on average: 512 bytes of 4 KB a unit. */
const FOLD_WINDOW_SECONDS = 5;
const ENTRY_BYTES = 512;
const FOLD_READS_PER_PURCHASE = ((60 / FOLD_WINDOW_SECONDS / 2) * ENTRY_BYTES) / 4096;

interface Way {
  readonly name: string;
  readonly ledgerWrites: number;
  readonly reads: number;
}

const WAYS: readonly Way[] = [
  { name: "anonymous, standard source", ledgerWrites: 1, reads: 0 },
  { name: "anonymous, Shopify and the like", ledgerWrites: 2, reads: 0 },
  { name: "known customer, standard source", ledgerWrites: 2, reads: 3 },
];

const NAMES: Readonly<Record<string, string>> = {
  httpApiRequest: "HTTP API",
  lambdaRequest: "Lambda, calls",
  lambdaGbSecondArm: "Lambda, time",
  eventBridgeEvent: "EventBridge",
  expressRun: "Step Functions Express, runs",
  expressGbSecond: "Step Functions Express, time",
  writeUnit: "DynamoDB, writes",
  readUnit: "DynamoDB, reads",
  logGigabyte: "Logs",
};

function itemise(way: Way): ReadonlyMap<string, number> {
  return new Map([
    ["httpApiRequest", 1],
    ["lambdaRequest", 2 + 1 / PURCHASES_PER_BATCH],
    ["lambdaGbSecondArm", ((RECEIVE_MS + RECORD_MS) / 1000) * FUNCTION_GB],
    ["eventBridgeEvent", way.reads > 0 ? 2 : 1],
    ["expressRun", 1],
    ["expressGbSecond", EXPRESS_SECONDS * EXPRESS_GB],
    ["writeUnit", way.ledgerWrites + FOLD_WRITES_PER_BATCH / PURCHASES_PER_BATCH],
    ["readUnit", way.reads + FOLD_READS_PER_PURCHASE],
    ["logGigabyte", LOG_BYTES / 1e9],
  ]);
}

function main(markdown: boolean): void {
  const book = Prices.parse(JSON.parse(readFileSync(new URL("prices.json", import.meta.url), "utf8")));
  const columns = WAYS.map(itemise);
  const cost = (item: string, count: number): number => {
    const price = book.usd[item];
    if (price === undefined) throw new Error(`bench/prices.json has no price of ${item}`);
    return (count * PURCHASES * price.price) / price.per;
  };
  const rows = Object.keys(book.usd).map((item) => [
    NAMES[item] ?? item,
    ...columns.map((column) => cost(item, column.get(item) ?? 0).toFixed(2)),
  ]);
  const totals = columns.map((column) =>
    [...column].reduce((sum, [item, count]) => sum + cost(item, count), 0),
  );
  const table = [
    ["US$ per million purchases", ...WAYS.map((way) => way.name)],
    ...rows,
    ["all", ...totals.map((total) => total.toFixed(2))],
  ];
  const line = (cells: readonly string[]): string =>
    markdown ? `| ${cells.join(" | ")} |` : cells.join("\t");
  for (const [index, cells] of table.entries()) {
    console.log(line(cells));
    if (markdown && index === 0) console.log(line(cells.map((_, at) => (at === 0 ? "---" : "---:"))));
  }
  console.log(`\nComputed from list prices of ${book.region}, ${book.checked}; not a bill.`);
}

const program = new Command("cost")
  .description("What a million purchases cost on AWS, computed from a dated price book.")
  .option("--markdown", "print as a Markdown table", false)
  .parse();
main(program.opts<{ markdown: boolean }>().markdown);
