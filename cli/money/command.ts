import { type Command, Option } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { traceOf } from "../../core/giving/ledger/trace.ts";
import { dayIn } from "../../core/model/days.ts";
import type { BookFormat } from "../../core/operations/books/books.ts";
import { now } from "../../core/platform/clock.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { tracePayouts } from "../../core/settlement/trace-payouts.ts";
import { printable } from "../printable.ts";
import { outputOption } from "../stage.ts";
import { addCharities } from "./charities.ts";
import { addClosing } from "./closing.ts";
import { addDisclosures } from "./disclosures.ts";
import { addDuties } from "./duties.ts";
import { addEvidence } from "./evidence.ts";
import { type FindOptions, findOrder } from "./find-order.ts";
import { FORMATS, type JournalOptions, writeJournal } from "./journal.ts";
import { addMove } from "./move.ts";
import { addPayees } from "./payees-command.ts";
import { addPayouts } from "./payouts-command.ts";
import { addTopUp } from "./top-up.ts";
import { offerLines, offerOf, paidLines, traceLines } from "./trace.ts";

interface TraceOptions extends FindOptions {
  readonly json: boolean;
}

/** Prints a purchase's way through the ledger. Throws a {@link CliError} that says where it may be instead. */
async function trace(named: string, options: TraceOptions): Promise<void> {
  const { found, stage, tables, timeZone, shards } = await findOrder(named, options);
  const frame = { shards, timeZone, today: dayIn(timeZone, now()) };
  const traced = traceOf(found, frame);
  const { payouts } = await payoutStore(tables.dynamo, tables.ledger).read();
  const paid = tracePayouts(found, payouts, (instant) => dayIn(timeZone, instant));
  const stated = await brandConfigStore(tables.dynamo, tables.ledger).read();
  const offer = offerOf(found.accrual, stated, stage.output("SiteUrl"));
  const lines = () => [
    ...traceLines(traced),
    ...paidLines(paid, traced.currency, frame.today),
    ...offerLines(offer),
  ];
  const all = { ...traced, paid, ...(offer && { offer }) };
  console.log(options.json ? JSON.stringify(all, null, 2) : printable(lines().join("\n")));
}

/** `wellspring money`: where the money of one purchase is, and what all of it is in the brand's books. */
export function addMoney(program: Command): void {
  const money = program
    .command("money")
    .description("follows the money of a purchase to the charity that is paid");
  money
    .command("trace")
    .description(
      "prints each entry of a purchase with its time and its key, where all of it stands today, which payouts counted it, and what its offer says",
    )
    .argument("<order>", "connection and order id, such as standard/pos/4711")
    .option("--placed-at <instant>", "when it was placed: of a connection whose orders keep their time")
    .option("--json", "print it as JSON, in minor units", false)
    .action((named: string, _, command: Command) => trace(named, command.optsWithGlobals<TraceOptions>()));
  money
    .command("journal")
    .description(
      "writes the journal of a span of days for the brand's books: given, taken back, picked, settled",
    )
    .option("--from <day>", "the first day, in the brand's time zone; default: the first of that month")
    .option("--to <day>", "the last day; default: the end of last month")
    .option("--currency <code>", "of one currency alone")
    .addOption(
      new Option("--format <format>", "of which program")
        .choices(FORMATS)
        .default("csv" satisfies BookFormat),
    )
    .option("--accounts <file>", "the brand's own accounts (docs/guides/books.md)")
    .requiredOption("--out <file>", "where to")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((_, command: Command) => writeJournal(command.optsWithGlobals<JournalOptions>()));
  addClosing(money);
  addDisclosures(money);
  addDuties(money);
  addEvidence(money);
  addMove(money);
  addTopUp(money);
  addPayouts(money);
  addPayees(money);
  addCharities(money);
}
