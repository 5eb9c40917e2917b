import { Command } from "commander";

/** What `npm start` is told. */
export interface StartOptions {
  readonly once: boolean;
  readonly empty: boolean;
  readonly quarter: boolean;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly brand?: string;
}

export function readOptions(): StartOptions {
  return new Command("npm start --")
    .description(
      "Runs Wellspring on this machine: engine, stacks, sample brand and a sample day of purchases.",
    )
    .option(
      "--once",
      "end when all is shown; exit 0 only if every figure equals the oracle's and every message was allowed",
      false,
    )
    .option("--empty", "leave out the sample day", false)
    .option("--no-quarter", "let no quarter pass after the sample day: no payout is dated ahead")
    .option("--fresh", "forget first what earlier starts kept: stacks, gifts, customers, letters", false)
    .option("--brand <name>", "a folder of brands/; default: the only one")
    .option("--json", "print a summary as one line of JSON at the end", false)
    .addHelpText(
      "after",
      "\nWELLSPRING_PORT chooses the engine's port (4566).\nAWS_ENDPOINT_URL names an engine that runs already.",
    )
    .parse()
    .opts<StartOptions>();
}
