import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Command, Option } from "commander";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { quarantineClient } from "../../core/intake/quarantine/quarantine.client.ts";
import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import { ShopAccess } from "../../core/intake/shop-system/shop-access.ts";
import { LookUps } from "../../core/intake/webhook/look-ups.ts";
import { Instant, OrderRef } from "../../core/model/purchase.ts";
import { storeAccess } from "../../core/operations/connections/store-access.client.ts";
import { storeKey } from "../../core/operations/connections/store-secret.client.ts";
import { replayQuarantine } from "../../core/operations/replay/replay-quarantine.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import { projectStage } from "../../lib/project-stages.ts";
import { outputName } from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import { EXIT_LEFT } from "../run.ts";
import { type DeployedStage, openStage, outputOption, type StageOptions, s3Client } from "../stage.ts";
import { tally } from "../tally.ts";
import { addressTable, webhookAddress } from "./addresses.ts";
import { startReplay, untilReplayed } from "./replay-archive.ts";
import { addTest } from "./test-command.ts";

/** The rule that starts give-share. */
const RULE_DEFAULT = "PurchasesAndRefunds";
const PERCENT = 100;

interface ReplayOptions extends StageOptions {
  readonly connection?: string;
  readonly dryRun: boolean;
}

/** The exit code is {@link EXIT_LEFT} when some webhooks still cannot be used. */
async function replay(options: ReplayOptions): Promise<void> {
  const { dryRun } = options;
  const { config, output } = await openStage(options);
  const secrets = secretsClient(new SecretsManagerClient(config));
  const deps = {
    bus: eventBus(new EventBridgeClient(config), output("EventBus")),
    quarantine: quarantineClient(s3Client({ config }), output("QuarantineBucket")),
    key: identitySecret(secrets, output("IdentitySecretArn")),
    lookUps: LookUps.parse(output("LookUps")),
    roundUps: RoundUpsText.parse(output("RoundUps")),
    now,
  };
  const counts = tally();
  const left: string[] = [];
  const ignored: string[] = [];
  for await (const one of replayQuarantine(deps, { connection: options.connection, dryRun })) {
    counts.add(one.outcome);
    if (one.outcome === "unusable") left.push(`${one.key} (${one.receivedAt}) ${one.reason}`);
    else if (one.ignored) ignored.push(`${one.key} (${one.receivedAt}) ${one.ignored.join(", ")}`);
  }
  console.log(`${dryRun ? "Would replay" : "Replayed"} the quarantine: ${counts.end()}.`);
  if (ignored.length > 0) {
    console.log(
      `Of these something about money is not counted (docs/operating/shops.md):\n${ignored.join("\n")}`,
    );
  }
  if (left.length === 0) return;
  console.log(`These still cannot be used:\n${left.join("\n")}`);
  console.log("`npx wellspring quarantine discard <name> --because <reason>` gives up one that never will.");
  process.exitCode = EXIT_LEFT;
}

interface ArchiveOptions extends StageOptions {
  readonly from: string;
  readonly to: string;
  readonly rule: readonly string[];
  readonly archive?: string;
}

function instant(option: string, given: string): Date {
  if (Instant.safeParse(given).success) return new Date(given);
  throw new CliError(`${option} is not an instant: ${given}.`, "Write it as 2026-11-22T13:35:00Z.");
}

async function replayArchive(options: ArchiveOptions): Promise<void> {
  const { rule: rules, archive } = options;
  const [from, to] = [instant("--from", options.from), instant("--to", options.to)];
  if (from >= to) throw new CliError("The span is empty.", "--from comes before --to.");
  const { config, output } = await openStage(options);
  const eventBridge = new EventBridgeClient(config);
  const wanted = { bus: output("EventBus"), from, to, rules, archive };
  const replay = await startReplay(eventBridge, wanted);
  console.log(
    `Replay ${replay.name} goes to ${replay.rules.join(", ")}. It continues if you end this command.`,
  );
  let said = -1;
  await untilReplayed(eventBridge, replay.name, (share) => {
    const percent = Math.floor(PERCENT * share);
    if (percent !== said) console.error(`${percent} % of the span is replayed`);
    said = percent;
  });
  console.log(`Replayed. The archive ${replay.archive} holds about ${replay.archived} events of all times.`);
  console.log(
    "EventBridge does not say how many are of this span. Purchases that counted already do not count again.",
  );
}

interface SecretOptions extends StageOptions {
  readonly only: boolean;
  readonly notificationUrl?: string;
  readonly secretArn?: string;
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8").trim();
}

function connectionOf(address: string): Pick<OrderRef, "source" | "connection"> {
  const [source, connection] = address.split("/");
  const named = OrderRef.pick({ source: true, connection: true }).safeParse({ source, connection });
  if (named.success) return named.data;
  throw new CliError(`${address} is not a connection.`, "It is <source>/<name>, such as shopify/web.");
}

async function secret(address: string, options: SecretOptions): Promise<void> {
  const { source, connection } = connectionOf(address);
  const output = outputName("ConnectionSecret", { source, name: connection });
  const stage = await openStage(options, { [output]: options.secretArn });
  const arn = stage.output(output);
  if (process.stdin.isTTY) console.error("Paste the key, then press Enter and Ctrl-D:");
  const key = await readStandardInput();
  const { notificationUrl, only } = options;
  const kept = await storeKey(new SecretsManagerClient(stage.config), arn, {
    source,
    key,
    notificationUrl,
    address: webhookAddress(stage, { source, name: connection }),
    only,
    elsewhere: await otherKeys(stage, options.stage, output),
  });
  if ("problem" in kept)
    throw new CliError(`The key was not stored: ${kept.problem}.`, "See docs/guides/standard-webhook.md.");
  console.log(
    `Stored. ${kept.keys === 1 ? "This key alone verifies" : "This key and the one before it verify"}.`,
  );
  console.log("Warm functions read it within a minute of the first webhook that is signed with it.");
  sayAddress(kept.signedAddress, webhookAddress(stage, { source, name: connection }));
}

/** Where the shop posts to; of one that signs its address, the one that verifies. */
function sayAddress(signed: string | undefined, own: string | undefined): void {
  if (signed !== undefined)
    console.log(`Enter exactly this address in the shop system, which signs it: ${signed}`);
  else if (own !== undefined) console.log(`The shop posts to ${own}`);
  if (signed !== undefined && own !== undefined && signed !== own)
    console.log(`The stage's own address is ${own}: --notification-url changes to it.`);
}

/** Where the keys of the stage's other connections are; none where the stage is not named. */
async function otherKeys({ find }: DeployedStage, name: string | undefined, own: string): Promise<string[]> {
  const { connections } = await projectStage(name ?? "local");
  const outputs = connections.map((one) => outputName("ConnectionSecret", one));
  return outputs.filter((output) => output !== own).flatMap((output) => find(output) ?? []);
}

interface AccessOptions extends StageOptions {
  readonly origin: string;
  readonly secretArn?: string;
}

async function access(address: string, options: AccessOptions): Promise<void> {
  const { source, connection } = connectionOf(address);
  const output = outputName("ShopAccess", { source, name: connection });
  const stage = await openStage(options, { [output]: options.secretArn });
  const arn = stage.output(output);
  if (process.stdin.isTTY) console.error("Paste the token, then press Enter and Ctrl-D:");
  const read = ShopAccess.safeParse({ origin: options.origin, accessToken: await readStandardInput() });
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new CliError(
      `Nothing was stored: ${faults.join("; ")}.`,
      "docs/operating/shops.md says what it takes.",
    );
  }
  await storeAccess(new SecretsManagerClient(stage.config), arn, read.data);
  console.log("Stored. The next comparison uses it, and look-ups within five minutes.");
}

export function addPos(program: Command): void {
  const pos = program
    .command("pos")
    .description("say where shop systems post to, store their keys, and replay what they sent");
  pos
    .command("addresses")
    .alias("list")
    .description("print the address of each connection, whole, as it is entered in the shop system")
    .action(async (_: object, command: Command) => {
      const options: StageOptions = command.optsWithGlobals();
      const { connections } = await projectStage(options.stage ?? "local");
      console.log(addressTable(await openStage(options), connections));
    });
  addTest(pos);
  pos
    .command("replay-quarantine")
    .description("read webhooks in quarantine again, after a fix; exit 1 if some still cannot be used")
    .option("--connection <source/name>", "only webhooks of this connection")
    .option("--dry-run", "say what would become of them, and change nothing", false)
    .addOption(outputOption("eventBus"))
    .addOption(outputOption("quarantineBucket"))
    .addOption(outputOption("identitySecret"))
    .addOption(outputOption("lookUps"))
    .addOption(outputOption("roundUps"))
    .action((_: object, command: Command) => replay(command.optsWithGlobals()));
  pos
    .command("replay-archive")
    .description("send the events of a span from the bus's archive to rules again; exit 2 if that fails")
    .requiredOption("--from <instant>", "such as 2026-11-22T13:35:00Z")
    .requiredOption("--to <instant>", "the end of the span; the archive may be ten minutes late")
    .option("--rule <name...>", "to which rules, by their names in the stack", [RULE_DEFAULT])
    .option("--archive <name>", "which archive, if the bus has several")
    .addOption(outputOption("eventBus"))
    .action((_: object, command: Command) => replayArchive(command.optsWithGlobals()));
  pos
    .command("secret")
    .description("store a connection's key, read from standard input; the key before it still verifies")
    .argument("<source/name>", "such as shopify/web")
    .option("--only", "end a rotation: only this key verifies from now on", false)
    .option(
      "--notification-url <url>",
      "Square: the address as entered there, if not the one that `pos addresses` prints",
    )
    .addOption(secretArn("ConnectionSecret…"))
    .action((address: string, _: object, command: Command) => secret(address, command.optsWithGlobals()));
  pos
    .command("access")
    .description("store the token that lets a shop be asked for its orders, read from standard input")
    .argument("<source/name>", "such as shopify/web; the stage must say `reconcile` or `lookUp` of it")
    .requiredOption(
      "--origin <url>",
      "such as https://<shop>.myshopify.com, https://connect.squareup.com or https://api.stripe.com",
    )
    .addOption(secretArn("ShopAccess…"))
    .action((address: string, _: object, command: Command) => access(address, command.optsWithGlobals()));
}

function secretArn(output: string): Option {
  return new Option("--secret-arn <arn>", `the ${output} output, given by hand`).hideHelp();
}
