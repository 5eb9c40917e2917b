import { join } from "node:path";
import { Command } from "commander";
import { CliError, formatError } from "../cli/cli-error.ts";
import { engineAddress, type OwnEngine } from "../cli/settings.ts";
import { formatMinor } from "../core/model/money.ts";
import { connectShop } from "../demo/connect.ts";
import { installShop, shopFolder } from "../demo/real-shop/install.ts";
import { type ShopConnection, startShop } from "../demo/real-shop/shop-process.ts";
import { demoConnections } from "../demo/sample-stage.ts";
import { closeConnections } from "../local/http.ts";
import { endCommands } from "../local/run-program.ts";
import { currentStage } from "../local/stage.ts";
import { checkShop } from "./demo-shop/check.ts";

interface Options {
  readonly check: boolean;
  readonly pictures: boolean;
}

const EXIT_INTERRUPTED = 130;

/** Beside a stage that `npm start` runs: the shop's own connection to it. */
async function connect(): Promise<ShopConnection> {
  const stage = await currentStage();
  const connection = demoConnections.find(({ source }) => source === "standard");
  if (connection === undefined) throw new Error("The sample has no connection of our own format.");
  const [key] = (await connectShop(stage, "standard")).secrets;
  if (key === undefined) throw new Error("The connection has no key.");
  return {
    site: stage.siteUrl,
    connection: connection.name,
    address: stage.webhookAddress(connection),
    key,
  };
}

function ownEngineHere(): OwnEngine {
  const where = engineAddress();
  if (where.kind === "own") return where;
  throw new CliError("The shop runs beside an engine of ours.", "Unset AWS_ENDPOINT_URL, and run npm start.");
}

async function main({ check, pictures }: Options): Promise<number> {
  const own = ownEngineHere();
  const note = (text: string) => console.log(text);
  await installShop(note);
  const connected = await connect();
  if (check) {
    note("Buying in the shop …");
    const { orders, webhooks, given, seconds } = await checkShop(
      own,
      connected,
      note,
      pictures ? join(shopFolder, "pictures") : undefined,
    );
    const { posted, refused, taken } = webhooks;
    note(
      `${orders} orders in Vendure, ${posted} webhooks posted, ${refused} of them refused, ${taken} taken, 1 power cut: ${formatMinor(given, "EUR")} EUR given and taken back, in ${Math.round(seconds)} s.`,
    );
    return 0;
  }
  note("Starting Vendure …");
  const shop = await startShop(own, connected, "real-shop");
  note(
    `\nThe shop         ${shop.url}\nThe giving site  ${connected.site}/\n\nWhat you buy counts: the comparison of a later npm start differs by it. Ctrl-C ends it.`,
  );
  await interruption;
  await shop.stop();
  return 0;
}

const options = new Command("npm run demo:shop --")
  .description(
    "Runs a shop on Vendure's own server, with our plugin, beside a stage that npm start runs; installs it first.",
  )
  .option(
    "--check",
    "buy there in a browser, across a power cut, and compare; exit 1 if a figure differs",
    false,
  )
  .option("--pictures", "with --check: take the pictures of the guide anew", false)
  .allowExcessArguments(false)
  .parse()
  .opts<Options>();

const interruption = new Promise<void>((resolve) => {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => resolve());
});
const interrupted = interruption.then(() => EXIT_INTERRUPTED);
try {
  const work = main(options);
  process.exitCode = await (options.check ? Promise.race([work, interrupted]) : work);
} catch (error) {
  console.error(`\n${formatError(error)}`);
  process.exitCode = error instanceof CliError ? 2 : 1;
} finally {
  endCommands();
  closeConnections();
}
