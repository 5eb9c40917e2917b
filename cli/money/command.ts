import { type Command, Option } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import type { Found, Placed } from "../../core/giving/ledger/ledger.ts";
import { PlacedAtFixed } from "../../core/giving/ledger/order-row.ts";
import { traceOf } from "../../core/giving/ledger/trace.ts";
import { dayIn } from "../../core/model/days.ts";
import { Instant, OrderRef } from "../../core/model/purchase.ts";
import type { BookFormat } from "../../core/operations/books/books.ts";
import { now } from "../../core/platform/clock.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { tracePayouts } from "../../core/settlement/trace-payouts.ts";
import { placedAtFixedText } from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import { tablesOf, timeZoneOf } from "../ledger/tables.ts";
import { printable } from "../printable.ts";
import { openStage, outputOption, type StageOptions, stageSettings } from "../stage.ts";
import { addCharities } from "./charities.ts";
import { addClosing } from "./closing.ts";
import { addDisclosures } from "./disclosures.ts";
import { addDuties } from "./duties.ts";
import { addEvidence } from "./evidence.ts";
import { FORMATS, type JournalOptions, writeJournal } from "./journal.ts";
import { addMove } from "./move.ts";
import { addPayees } from "./payees-command.ts";
import { addPayouts } from "./payouts-command.ts";
import { addTopUp } from "./top-up.ts";
import { offerLines, offerOf, paidLines, traceLines } from "./trace.ts";

interface TraceOptions extends StageOptions {
  readonly placedAt?: string;
  readonly json: boolean;
}

/** `standard/pos/4711`: the source, the connection, and the id that the shop system gave the order. */
export function orderNamed(named: string): OrderRef {
  const [source, connection, ...id] = named.split("/");
  const order = OrderRef.safeParse({ source, connection, orderId: id.join("/") });
  if (order.success) return order.data;
  throw new CliError(
    `${named} names no order.`,
    "Write the source, the connection and the order's id: standard/pos/4711. `pos addresses` lists the connections.",
  );
}

/** Prints a purchase's way through the ledger. Throws a {@link CliError} that says where it may be instead. */
async function trace(named: string, options: TraceOptions): Promise<void> {
  const order = orderNamed(named);
  const placedAt = placedAtOf(options);
  const settings = await stageSettings(options.stage ?? "local");
  const stage = await openStage(options);
  const tables = tablesOf(stage);
  const fixed = PlacedAtFixed.parse(placedAtFixedText(settings));
  const ledger = ledgerStore(tables.dynamo, tables.ledger, settings.ledgerShards, fixed);
  const timeZone = await timeZoneOf(tables);
  if (!ledger.keepsOrderRow(order) && placedAt === undefined) {
    throw new CliError(
      `The stage promises that orders of ${order.source}/${order.connection} keep their time, so the ledger keeps no list of their ids.`,
      "Say when the order was placed, as its webhook did: --placed-at 2026-11-22T13:35:45Z.",
    );
  }
  const found = await ledger.find({ ...order, ...(placedAt !== undefined && { placedAt }) });
  if (found.kind !== "purchase") throw notRecorded(named, found);
  const frame = { shards: settings.ledgerShards, timeZone, today: dayIn(timeZone, now()) };
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

function placedAtOf({ placedAt }: TraceOptions): Placed["placedAt"] {
  if (placedAt === undefined) return undefined;
  const read = Instant.safeParse(placedAt);
  if (read.success) return read.data;
  throw new CliError(`${placedAt} is no instant.`, "Write one as 2026-11-22T13:35:45Z.");
}

function notRecorded(named: string, found: Exclude<Found, { readonly kind: "purchase" }>): CliError {
  if (found.kind === "parked") {
    return new CliError(
      `Of ${named} ${found.parked.refunds.length} refunds wait for the purchase, which has not arrived.`,
      "Have the shop send it again; docs/operating/ledger.md, Parked refunds.",
    );
  }
  return new CliError(
    `${named} is not in the ledger.`,
    "A webhook that could not be read is in `quarantine list`, one whose run failed in `redrive`. An order that is not paid sends none.",
  );
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
