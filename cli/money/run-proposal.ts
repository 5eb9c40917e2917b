import { setTimeout as sleep } from "node:timers/promises";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { jsonText } from "../../core/platform/json-text.ts";
import { PayoutsProposed } from "../../core/settlement/batch-payouts.ts";
import { CliError } from "../cli-error.ts";
import { openStage } from "../stage.ts";
import { dayNamed } from "./journal.ts";
import { runLines } from "./payout-lines.ts";
import { type ProposeOptions, print } from "./payouts.ts";

const LOOKS_EACH_MS = 2_000;

/** Why a run failed, by the name of its error: what to do. */
const CURES: Readonly<Record<string, string>> = {
  BrandNotAppliedError: "No brand is applied yet: `npx wellspring brand apply`.",
  DayNotOverError: "That day is not over: name an earlier one with --through.",
  PayableTooLargeError: "Its sums are too many for a run: leave --run out.",
  UnknownCauseError: "A cause has gifts that the applied brand does not state: apply the brand that does.",
  UnreadableEntryError: "An entry cannot be read: docs/operating/ledger.md, Something cannot be read.",
};

/** Starts the stage's own run, waits for its end and says what it proposed. Ended early, the run goes on by itself. */
export async function runProposal(options: ProposeOptions): Promise<void> {
  const input = options.through === undefined ? {} : { through: dayNamed(options.through) };
  const { config, output } = await openStage(options);
  const sfn = new SFNClient(config);
  const stateMachineArn = output("ProposePayoutsArn");
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  if (!options.json) console.log(`${executionArn} has begun.`);
  for (;;) {
    const run = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (run.status === "SUCCEEDED") {
      const said = jsonText(PayoutsProposed).parse(run.output);
      print(options, said, () => runLines(said));
      return;
    }
    if (run.status !== "RUNNING")
      throw new CliError(
        `The run ended as ${run.status}: ${run.error ?? "nobody says why"}.`,
        CURES[run.error ?? ""] ??
          "Run it again: what it wrote is not proposed twice. docs/operating/alarms.md, propose-payouts.",
      );
    await sleep(LOOKS_EACH_MS);
  }
}
