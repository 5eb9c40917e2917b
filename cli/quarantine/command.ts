import type { Command } from "commander";
import { discardedClient } from "../../core/intake/quarantine/discarded.client.ts";
import {
  type Quarantine,
  quarantineClient,
  readAnyhow,
} from "../../core/intake/quarantine/quarantine.client.ts";
import {
  discard,
  quarantineConnection,
  quarantinedAs,
  quarantineName,
} from "../../core/operations/quarantine/discard.ts";
import { now } from "../../core/platform/clock.ts";
import { CliError } from "../cli-error.ts";
import { printable } from "../printable.ts";
import { openStage, outputOption, type StageOptions, s3Client } from "../stage.ts";
import { table } from "../table.ts";

interface Options extends StageOptions {
  readonly discarded?: boolean;
  readonly because?: string;
}

async function desk(options: StageOptions) {
  const stage = await openStage(options);
  const [s3, bucket] = [s3Client(stage), stage.output("QuarantineBucket")];
  return { quarantine: quarantineClient(s3, bucket), discarded: discardedClient(s3, bucket), now };
}
type Desk = Awaited<ReturnType<typeof desk>>;

async function list({ quarantine, discarded }: Desk, options: Options): Promise<void> {
  const rows: string[][] = [];
  if (options.discarded) {
    for await (const { key, record } of discarded.list()) {
      const { discardedAt, reason, because } = record;
      rows.push([quarantineName(key), quarantineConnection(key), discardedAt, printable(because), reason]);
    }
    const head = ["name", "connection", "discarded", "because", "it could not be used, as"];
    console.log(rows.length === 0 ? "Nothing was discarded." : table(head, rows, new Set()));
    return;
  }
  for await (const key of quarantine.keys()) {
    const { receivedAt, reason } = await quarantine.get(key);
    rows.push([quarantineName(key), quarantineConnection(key), receivedAt, reason]);
  }
  if (rows.length === 0) console.log("Nothing waits in quarantine.");
  else console.log(table(["name", "connection", "since", "it cannot be used, as"], rows, new Set()));
}

async function named(quarantine: Quarantine, name: string): Promise<string> {
  const [key, ...others] = await quarantinedAs(quarantine, name);
  if (key === undefined)
    throw new CliError(
      `Nothing in quarantine is named ${name}.`,
      "`npx wellspring quarantine list` lists the names.",
    );
  if (others.length > 0)
    throw new CliError(
      `${others.length + 1} webhooks have names that begin with ${name}.`,
      "Give more of it.",
    );
  return key;
}

async function show({ quarantine }: Desk, name: string): Promise<void> {
  const key = await named(quarantine, name);
  const { webhook, receivedAt, reason } = await quarantine.get(key);
  console.log(`${quarantineConnection(key)}, ${receivedAt}: ${reason}\n`);
  console.log(printable(readAnyhow(webhook.body)));
}

async function give(all: Desk, name: string, because = ""): Promise<void> {
  const key = await named(all.quarantine, name);
  if ((await discard(all, key, because)) === "namesSomebody")
    throw new CliError("The reason names an address or a number.", "Say it without: the record is kept.");
  console.log(
    `${quarantineName(key)} is discarded: what it said counts for nothing. Its record is kept 30 days.`,
  );
}

export function addQuarantine(program: Command): void {
  const group = program
    .command("quarantine")
    .description(
      "list, show and give up genuine webhooks that cannot be used; `pos replay-quarantine` reads them again",
    );
  group
    .command("list")
    .description("list the webhooks that wait, and why each cannot be used")
    .option("--discarded", "list those that were given up, and why", false)
    .addOption(outputOption("quarantineBucket"))
    .action(async (_: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await list(await desk(options), options);
    });
  group
    .command("show")
    .description("print what a webhook said: it may name its customer")
    .argument("<name>", "its name in the list")
    .addOption(outputOption("quarantineBucket"))
    .action(async (name: string, _: object, command: Command) =>
      show(await desk(command.optsWithGlobals<Options>()), name),
    );
  group
    .command("discard")
    .description(
      "give up a webhook that will never be of use; which and why is kept for 30 days, not what it said",
    )
    .argument("<name>", "its name in the list")
    .requiredOption("--because <reason>", "why it is given up; without anything personal")
    .addOption(outputOption("quarantineBucket"))
    .action(async (name: string, _: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await give(await desk(options), name, options.because);
    });
}
