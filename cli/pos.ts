import { Command } from "commander";
import { eventBus } from "../core/events/event-bus.client.ts";
import { quarantineClient } from "../core/intake/quarantine/quarantine.client.ts";
import { ShopAccess } from "../core/intake/shop-system/shop-access.ts";
import { Instant, OrderRef } from "../core/model/purchase.ts";
import { storeAccess } from "../core/operations/connections/store-access.client.ts";
import { storeKey } from "../core/operations/connections/store-secret.client.ts";
import { replayQuarantine } from "../core/operations/replay/replay-quarantine.ts";
import { secretsClient } from "../core/platform/aws/secrets.client.ts";
import { now } from "../core/platform/clock.ts";
import { identitySecret } from "../core/platform/crypto/identity.ts";
import { outputName } from "../lib/stages.ts";
import { CliError, formatError } from "./cli-error.ts";
import { placeOf } from "./pos/place.ts";
import { startReplay, untilReplayed } from "./pos/replay-archive.ts";
import { tally } from "./pos/tally.ts";

/** The rule that starts give-share. */
const RULE_DEFAULT = "PurchasesAndRefunds";
const PERCENT = 100;

interface ReplayOptions {
  readonly connection?: string;
  readonly dryRun: boolean;
  readonly eventBus?: string;
  readonly quarantineBucket?: string;
  readonly identitySecret?: string;
}

/** Exit code 1 says that something is left. */
async function replay(options: ReplayOptions): Promise<void> {
  const { eventBus: bus, quarantineBucket, identitySecret: keyArn, dryRun } = options;
  const place = await placeOf([bus, quarantineBucket, keyArn]);
  const { eventBridge, s3, secretsManager } = place.clients();
  const deps = {
    bus: eventBus(eventBridge, place.value("EventBus", bus)),
    quarantine: quarantineClient(s3, place.value("QuarantineBucket", quarantineBucket)),
    key: identitySecret(secretsClient(secretsManager), place.value("IdentitySecretArn", keyArn)),
    now,
  };
  const counts = tally();
  const left: string[] = [];
  for await (const one of replayQuarantine(deps, { connection: options.connection, dryRun })) {
    counts.add(one.outcome);
    if (one.outcome === "unusable") left.push(`${one.key} (${one.receivedAt}) ${one.reason}`);
  }
  console.log(`${dryRun ? "Would replay" : "Replayed"} the quarantine: ${counts.end()}.`);
  if (left.length === 0) return;
  console.log(`These still cannot be used:\n${left.join("\n")}`);
  process.exitCode = 1;
}

interface ArchiveOptions {
  readonly from: string;
  readonly to: string;
  readonly rule: readonly string[];
  readonly archive?: string;
  readonly eventBus?: string;
}

function instant(option: string, given: string): Date {
  if (Instant.safeParse(given).success) return new Date(given);
  throw new CliError(`${option} is no instant: ${given}.`, "Write it as 2026-11-22T13:35:00Z.");
}

async function replayArchive({
  eventBus: bus,
  rule: rules,
  archive,
  ...span
}: ArchiveOptions): Promise<void> {
  const [from, to] = [instant("--from", span.from), instant("--to", span.to)];
  if (from >= to) throw new CliError("The span is empty.", "--from comes before --to.");
  const place = await placeOf([bus]);
  const { eventBridge } = place.clients();
  const wanted = { bus: place.value("EventBus", bus), from, to, rules, archive };
  const replay = await startReplay(eventBridge, wanted);
  console.log(
    `Replay ${replay.name} goes to ${replay.rules.join(", ")}. It goes on if this command is ended.`,
  );
  let said = -1;
  await untilReplayed(eventBridge, replay.name, (share) => {
    const percent = Math.floor(PERCENT * share);
    if (percent !== said) console.error(`${percent} % of the span is replayed`);
    said = percent;
  });
  console.log(`Replayed. The archive ${replay.archive} holds about ${replay.archived} events of all times.`);
  console.log("EventBridge does not say how many were of this span. What counted already counts once.");
}

interface SecretOptions {
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
  throw new CliError(`${address} is no connection.`, "It is <source>/<name>, such as shopify/web.");
}

async function secret(address: string, options: SecretOptions): Promise<void> {
  const { source, connection } = connectionOf(address);
  const place = await placeOf([options.secretArn]);
  if (process.stdin.isTTY) console.error("Paste the key, then press Enter and Ctrl-D:");
  const key = await readStandardInput();
  const output = outputName("ConnectionSecret", { source, name: connection });
  const arn = place.value(output, options.secretArn);
  const { notificationUrl, only } = options;
  const kept = await storeKey(place.clients().secretsManager, arn, {
    source,
    key,
    notificationUrl,
    only,
  });
  if ("fault" in kept)
    throw new CliError(`The key was not stored: ${kept.fault}.`, "See docs/guides/standard-webhook.md.");
  console.log(
    `Stored. ${kept.keys === 1 ? "This key alone verifies" : "This key and the one before it verify"}.`,
  );
  console.log("A warm function notices within a minute of the first webhook that is signed with it.");
}

interface AccessOptions {
  readonly origin: string;
  readonly secretArn?: string;
}

async function access(address: string, { origin, secretArn }: AccessOptions): Promise<void> {
  const { source, connection } = connectionOf(address);
  const place = await placeOf([secretArn]);
  const arn = place.value(outputName("ShopAccess", { source, name: connection }), secretArn);
  if (process.stdin.isTTY) console.error("Paste the token, then press Enter and Ctrl-D:");
  const read = ShopAccess.safeParse({ origin, accessToken: await readStandardInput() });
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new CliError(
      `Nothing was stored: ${faults.join("; ")}.`,
      "docs/operating/shops.md says what it takes.",
    );
  }
  await storeAccess(place.clients().secretsManager, arn, read.data);
  console.log("Stored. The next comparison uses it.");
}

const program = new Command("npm run pos --").description(
  "Shop systems and what they sent. Works on this machine's stage, or in AWS when its outputs are given as options.",
);
program
  .command("replay-quarantine")
  .description("read webhooks in quarantine again, after a fix; exit 1 if some still cannot be used")
  .option("--connection <source/name>", "only this connection's")
  .option("--dry-run", "say what would become of them, and change nothing", false)
  .option("--event-bus <name>", "the EventBus output of a stage in AWS")
  .option("--quarantine-bucket <name>", "its QuarantineBucket output")
  .option("--identity-secret <arn>", "its IdentitySecretArn output")
  .action(replay);
program
  .command("replay-archive")
  .description(
    "feed the rules of the bus again with what its archive holds of a span; exit 2 if it did not end well",
  )
  .requiredOption("--from <instant>", "such as 2026-11-22T13:35:00Z")
  .requiredOption("--to <instant>", "the end of the span; the archive may be ten minutes late")
  .option("--rule <name...>", "to which rules, by their names in the stack", [RULE_DEFAULT])
  .option("--archive <name>", "which archive, if the bus has several")
  .option("--event-bus <name>", "the EventBus output of a stage in AWS")
  .action(replayArchive);
program
  .command("secret")
  .description("store a connection's key, read from standard input; the one before it goes on to verify")
  .argument("<source/name>", "such as shopify/web")
  .option("--only", "end a rotation: only this key verifies from now on", false)
  .option("--notification-url <url>", "Square: the address exactly as entered there")
  .option("--secret-arn <arn>", "the ConnectionSecret… output of a stage in AWS")
  .action(secret);
program
  .command("access")
  .description("store the token that opens a shop's own list of orders, read from standard input")
  .argument("<source/name>", "such as shopify/web; the stage must say `reconcile` of it")
  .requiredOption("--origin <url>", "such as https://<shop>.myshopify.com or https://connect.squareup.com")
  .option("--secret-arn <arn>", "the ShopAccess… output of a stage in AWS")
  .action(access);

try {
  await program.parseAsync();
} catch (error) {
  console.error(formatError(error));
  process.exitCode = error instanceof CliError ? 2 : 3;
}
