import { type Command, InvalidArgumentError } from "commander";
import type { CauseSlug } from "../../core/model/purchase.ts";
import { type Connection, connectionName } from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import { EXIT_LEFT } from "../run.ts";
import { openStage, type StageOptions, stageSettings } from "../stage.ts";
import { refundOf, sampleWebhook, type TestWebhook, testWebhook, webhookFromFile } from "./test-webhook.ts";

const WAIT_SECONDS_DEFAULT = 30;
const WAIT_SECONDS_MAX = 900;

interface Options extends StageOptions {
  readonly file?: string;
  readonly topic?: string;
  readonly currency: string;
  readonly cause?: CauseSlug;
  readonly store?: string;
  readonly sku?: string;
  readonly wait: number;
  readonly yes: boolean;
  readonly keep: boolean;
}

/** The connection of a stage that is named `<source>/<name>`. */
export function connectionNamed(connections: readonly Connection[], named: string): Connection {
  const found = connections.find((one) => connectionName(one) === named);
  if (found !== undefined) return found;
  const names = connections.map(connectionName).join(", ");
  throw new CliError(`The stage has no connection ${named}.`, `It has ${names}.`);
}

async function webhookOf(connection: Connection, options: Options): Promise<TestWebhook> {
  const { file, topic, currency, cause, store, sku } = options;
  if (file !== undefined) return webhookFromFile(file, topic);
  return sampleWebhook(connection, { currency, cause, store, sku }, Date.now());
}

/** In AWS a purchase is money that the brand owes: it is asked for, and a sample is taken back. */
function assertMeant(connection: Connection, { file, yes }: Options): void {
  if (!yes) {
    throw new CliError(
      "Nothing was sent: in AWS a purchase counts, and what it gives is owed.",
      "Give --yes to send it; `npx wellspring smoke` sends one that nothing counts.",
    );
  }
  if (file === undefined && connection.source !== "standard") {
    throw new CliError(
      `A sample order of ${connection.source} would be none of the shop's, and nothing takes it back.`,
      "Place a test order in the shop system, or give the body of a webhook with --file.",
    );
  }
}

async function test(named: string, options: Options): Promise<void> {
  const settings = await stageSettings(options.stage ?? "local");
  const connection = connectionNamed(settings.connections, named);
  if (settings.kind === "aws") assertMeant(connection, options);
  const stage = await openStage(options);
  const webhook = await webhookOf(connection, options);
  const waitMs = options.wait * 1000;
  const report = await testWebhook(stage, settings, connection, webhook, waitMs);
  console.log(report.lines.join("\n"));
  if (settings.kind === "aws" && webhook.sample !== undefined && !options.keep) {
    const back = await testWebhook(stage, settings, connection, refundOf(webhook.sample), waitMs);
    console.log(`\nThe sample's refund: ${back.lines.slice(1).join("\n")}`);
  }
  if (!report.isDone) process.exitCode = EXIT_LEFT;
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= WAIT_SECONDS_MAX) return value;
  throw new InvalidArgumentError(`a whole number from 1 to ${WAIT_SECONDS_MAX}`);
}

export function addTest(pos: Command): void {
  pos
    .command("test")
    .description(
      "sign a webhook as the shop would, post it, and say what was answered and what became of it; exit 1 if it is not in the ledger",
    )
    .argument("<source/name>", "such as standard/pos")
    .option(
      "--file <path>",
      "the body to send, byte for byte; without it: a sample purchase of 20.00 of nobody",
    )
    .option("--topic <topic>", "with --file: the topic's header (Shopify, WooCommerce), such as orders/paid")
    .option("--currency <code>", "of the sample", "EUR")
    .option("--cause <name>", "the cause that the sample names")
    .option("--store <name>", "the store that the sample names")
    .option("--sku <sku>", "the product of the sample's one line")
    .option("--wait <seconds>", "how long it may take into the ledger", seconds, WAIT_SECONDS_DEFAULT)
    .option("--yes", "in AWS: send it, though it counts", false)
    .option("--keep", "in AWS: do not take the sample back by a refund", false)
    .action((named: string, _: object, command: Command) => test(named, command.optsWithGlobals()));
}
