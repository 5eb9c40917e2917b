import { type Command, Option } from "commander";
import type { PayoutMove } from "../../core/settlement/payout.ts";
import { PayoutFormat } from "../../core/settlement/payout-file.ts";
import { outputOption } from "../stage.ts";
import { type LetterOptions, writeLetter } from "./payment-letter.ts";
import { type FileOptions, writeFileForBank } from "./payout-file.ts";
import { type FilesOptions, showFiles } from "./payout-files.ts";
import { purchases } from "./payout-purchases.ts";
import {
  type ListOptions,
  list,
  type MoveOptions,
  move,
  type PayoutsOptions,
  type ProposeOptions,
  propose,
  show,
} from "./payouts.ts";
import { CC_BY, type ExportOptions, exportPayouts } from "./payouts-export.ts";
import { runProposal } from "./run-proposal.ts";
import { readBank, type StatementOptions } from "./statement.ts";

const STATES = ["batched", "filed", "sent", "booked", "received", "returned", "held", "cancelled"];

const FORMATS = PayoutFormat.options.map(({ shape }) => shape.format.value);

/** Commands that move payouts on, by what they are then. `needs`: what must be said with it. */
const MOVES: readonly {
  readonly name: string;
  readonly kind: PayoutMove["kind"];
  readonly does: string;
  readonly needs?: "because" | "evidence";
  readonly evidence?: "may";
}[] = [
  { name: "approve", kind: "approved", does: "approves payouts, as the person whom AWS takes you for" },
  { name: "sent", kind: "sent", does: "says that you gave approved payouts to the bank" },
  { name: "booked", kind: "booked", does: "says that the bank's statement has a payout", needs: "evidence" },
  { name: "received", kind: "received", does: "says that the charity has the money" },
  {
    ...{
      name: "returned",
      kind: "returned",
      does: "says that the bank gave a payout back: it is owed again",
    },
    ...{ needs: "because", evidence: "may" },
  },
  { name: "hold", kind: "held", does: "lets payouts wait that are not sent", needs: "because" },
  { name: "release", kind: "released", does: "lets held payouts go on" },
  {
    name: "cancel",
    kind: "cancelled",
    does: "cancels payouts that are in no file: they are owed again",
    needs: "because",
  },
];

/** `wellspring money payouts`: what charities are owed, and each payment from its proposal to the bank's reference. */
export function addPayouts(money: Command): void {
  const payouts = money
    .command("payouts")
    .description("pays charities what is settled, and follows each payment");
  const command = (line: string, does: string) =>
    payouts
      .command(line)
      .description(does)
      .option("--json", "print it as JSON, in minor units", false)
      .addOption(outputOption("ledgerTable"))
      .addOption(outputOption("impactTable"));
  command("propose", "batches what each charity is owed by the end of a day, once")
    .option("--through <day>", "the last day, in the brand's time zone; default: the end of last month")
    .option("--dry-run", "say what would be paid, and change nothing", false)
    .addOption(
      new Option(
        "--run",
        "let the stage's own monthly run do it, now: for a ledger too large to read from here",
      )
        .default(false)
        .conflicts("dryRun"),
    )
    .action((_, self: Command) => {
      const options = self.optsWithGlobals<ProposeOptions & { readonly run: boolean }>();
      return options.run ? runProposal(options) : propose(options);
    });
  command("list", "lists payouts, and what each account was paid of what was payable")
    .addOption(new Option("--state <state>", "those in one state").choices(STATES))
    .action((_, self: Command) => list(self.optsWithGlobals<ListOptions>()));
  command("show <payout>", "prints one payout with all that became of it").action(
    (named: string, _, self: Command) => show(named, self.optsWithGlobals<PayoutsOptions>()),
  );
  command("purchases <payout>", "lists what one payout counted, purchase by purchase").action(
    (named: string, _, self: Command) => purchases(named, self.optsWithGlobals<PayoutsOptions>()),
  );
  command("statement <file>", "reads a statement of the bank, and says which payouts it books or returns")
    .option("--table <file>", "how the bank's table is read, where it is neither camt nor MT940")
    .action((file: string, _, self: Command) => readBank(file, self.optsWithGlobals<StatementOptions>()));
  command("file <payouts...>", "writes approved payouts as a file for the bank, and says so of each")
    .addOption(new Option("--format <format>", "what the bank takes").choices(FORMATS).makeOptionMandatory())
    .requiredOption("--on <day>", "when the bank is to pay")
    .requiredOption("--out <file>", "where to")
    .option("--account <file>", "the account that pays, for pain001 and nacha (docs/guides/payouts.md)")
    .addOption(outputOption("contactSecret"))
    .action((names: string[], _, self: Command) =>
      writeFileForBank(names, self.optsWithGlobals<FileOptions>()),
    );
  command("letter <payout>", "writes the letter to a charity, with the link by which it confirms the payment")
    .addOption(new Option("--language <language>", "of the letter").choices(["en", "de"]).default("en"))
    .requiredOption("--to <folder>", "where to")
    .addOption(outputOption("siteUrl"))
    .action((named: string, _, self: Command) => writeLetter(named, self.optsWithGlobals<LetterOptions>()));
  command("files <payout>", "lists the receipts and stories that a charity sent about one payout")
    .option(
      "--to <folder>",
      "write them below it: receipts as they are, stories as drafts for brands/<brand> that a person completes",
    )
    .addOption(outputOption("charityFilesBucket"))
    .action((named: string, _, self: Command) => showFiles(named, self.optsWithGlobals<FilesOptions>()));
  payouts
    .command("export")
    .description("writes the payouts that the bank booked as open data, without people and accounts of banks")
    .addOption(
      new Option("--format <format>", "the standard of the data").choices(["360giving"]).default("360giving"),
    )
    .requiredOption("--prefix <prefix>", "what 360Giving handed out to you: ids begin with it")
    .requiredOption("--funder <org-id>", "the brand's own register and number, such as GB-COH-01234567")
    .option("--licence <address>", "of the licence under which you publish", CC_BY)
    .requiredOption("--out <file>", "where to")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((_, self: Command) => exportPayouts(self.optsWithGlobals<ExportOptions>()));
  for (const { name, kind, does, needs, evidence } of MOVES) {
    const moving = command(`${name} <payouts...>`, does);
    if (needs === "because") moving.requiredOption("--because <reason>", "why, in a line that auditors read");
    if (needs === "evidence") {
      moving
        .requiredOption("--reference <text>", "the bank's own reference")
        .requiredOption("--on <day>", "the day of the booking");
    }
    if (evidence === "may") {
      moving
        .option("--reference <text>", "the bank's own reference, where the money had left the account")
        .option("--on <day>", "the day of the booking");
    }
    moving.action((names: string[], _, self: Command) =>
      move(names, kind, self.optsWithGlobals<MoveOptions>()),
    );
  }
}
