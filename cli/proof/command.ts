import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Command } from "commander";
import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { daysAfter } from "../../core/model/days.ts";
import { formatMinor } from "../../core/model/money.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { type AuditTree, auditTrees } from "../../core/proof/audit-trees.ts";
import { GIFTS_MIN, type ProofFrame } from "../../core/proof/day-trees.ts";
import type { FoundProof } from "../../core/proof/find-proofs.ts";
import { type ProofStore, proofStore } from "../../core/proof/proof.store.ts";
import { proofBucket } from "../../core/proof/proof-bucket.client.ts";
import { dayOfWrites } from "../../core/settlement/days-over.ts";
import { CliError } from "../cli-error.ts";
import { readOrders } from "../ledger/read-orders.ts";
import { tablesOf, timeZoneOf } from "../ledger/tables.ts";
import { type FindOptions, type FoundOrder, findOrder, orderNamed } from "../money/find-order.ts";
import { printable } from "../printable.ts";
import { type DeployedStage, openStage, outputOption, type StageOptions, s3Client } from "../stage.ts";
import { counted, table } from "../table.ts";
import { makeProofKey, type ProofKey, readProofKey } from "./proof-key.ts";
import { proofsOf, publishOrders, treesOf } from "./publish-orders.ts";

interface ProofOptions extends StageOptions {
  readonly key: string;
  readonly log: string;
}

/** The orders of a stage's ledger, and how its log publishes them. */
async function readStage(
  options: StageOptions,
  { note, salts }: ProofKey,
): Promise<{ readonly orders: readonly RecordedOrder[]; readonly frame: ProofFrame }> {
  const tables = tablesOf(await openStage(options));
  const timeZone = await timeZoneOf(tables);
  const orders = await readOrders(tables);
  return { orders, frame: { origin: note.name, timeZone, key: salts, giftsMin: GIFTS_MIN } };
}

async function publish(options: ProofOptions): Promise<void> {
  const key = readProofKey(options.key);
  const { orders, frame } = await readStage(options, key);
  const last = daysAfter(dayOfWrites(frame.timeZone, now()), -1);
  const head = await publishOrders(orders, options.log, key, frame, last);
  if (head === undefined) {
    console.log(`Nothing was given up to ${last}: there is no log yet.`);
    return;
  }
  console.log(
    `${join(options.log, "log")}: ${counted(head.size, "entry", "entries")}, days up to ${head.day}.`,
  );
  console.log(`Serve that folder as https://${key.note.name}, and keep the rest of ${options.log} at home.`);
}

interface ShowOptions extends Omit<ProofOptions, "key" | "log">, FindOptions {
  readonly key?: string;
  readonly log?: string;
  readonly to: string;
}

async function show(named: string, options: ShowOptions): Promise<void> {
  const found = await findProofs(named, options);
  await mkdir(options.to, { recursive: true });
  const rows = [];
  for (const { leaf, proof } of found) {
    const file = `${leaf.day}-${leaf.kind}-${leaf.cause}-${leaf.funding}.tlog-proof`;
    if (proof !== undefined) await writeFile(join(options.to, file), proof);
    const amount = `${formatMinor(leaf.minor, leaf.currency)} ${leaf.currency}`;
    rows.push([leaf.day, leaf.kind, leaf.cause, amount, proof === undefined ? "not published yet" : file]);
  }
  console.log(printable(table(["day", "tree", "cause", "amount", "proof"], rows, new Set([3]))));
}

/** Of a log in a folder, or of the one that the stage publishes itself. */
async function findProofs(named: string, options: ShowOptions): Promise<FoundProof[]> {
  const { key: file, log } = options;
  if (file === undefined || log === undefined) return proofsOfStage(await findOrder(named, options));
  const order = orderNamed(named);
  const key = readProofKey(file);
  const { orders, frame } = await readStage(options, key);
  const isIt = ({ accrual }: RecordedOrder) =>
    (["source", "connection", "orderId"] as const).every((name) => accrual[name] === order[name]);
  const own = orders.find(isIt);
  if (own === undefined)
    throw new CliError(`${named} is not in the ledger.`, "`money trace` says where it may be.");
  return proofsOf(own, orders, log, key, frame);
}

function bucketOf(stage: DeployedStage): string {
  const bucket = stage.find("ProofBucket");
  if (bucket !== undefined) return bucket;
  throw new CliError(
    "This stage publishes no log.",
    "Set `proof` in stages.ts, or name the folder of a log with --log and its keys with --key.",
  );
}

async function proofsOfStage({ found, stage, timeZone }: FoundOrder): Promise<FoundProof[]> {
  return logOf(stage, async () => timeZone).proofsOf(found);
}

async function showVerifierKey(options: StageOptions): Promise<void> {
  const stage = await openStage(options);
  const line = await logOf(stage, () => timeZoneOf(tablesOf(stage))).verifierKey();
  if (line === undefined)
    throw new CliError(
      "The log has no key yet.",
      "Its first run makes one, once a day with purchases is over.",
    );
  console.log(line);
}

/** The log that a stage publishes itself. */
function logOf(stage: DeployedStage, timeZone: () => Promise<string>): ProofStore {
  const readSecret = secretsClient(new SecretsManagerClient(stage.config));
  return proofStore(s3Client(stage), bucketOf(stage), {
    salts: () => readSecret(stage.output("ProofSaltsArn")),
    timeZone,
  });
}

interface LeavesOptions extends StageOptions {
  readonly key?: string;
  readonly log?: string;
  readonly to: string;
}

/** A list as JSON, a tree a line: no more than one tree is in memory at once. */
async function leaves(options: LeavesOptions): Promise<void> {
  const counts = { trees: 0, leaves: 0 };
  const out = createWriteStream(options.to, { flags: "wx", mode: 0o600 });
  const lines = async function* () {
    for await (const tree of publishedTrees(options)) {
      yield `${counts.trees === 0 ? "[" : ","}\n${JSON.stringify(tree)}`;
      counts.trees += 1;
      counts.leaves += tree.leaves.length;
    }
    yield counts.trees === 0 ? "[]\n" : "\n]\n";
  };
  await pipeline(lines, out).catch((cause: unknown) => {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw isThere
      ? new CliError(`${options.to} is there already.`, "Name a file that is not.", { cause })
      : cause;
  });
  console.log(`${options.to}: ${counted(counts.trees, "tree", "trees")} of ${counts.leaves} leaves.`);
  console.log("It says what each gift was, of nobody by name: show it to your auditor and to nobody else.");
}

/** Of a log in a folder, or of the one that the stage publishes itself. */
async function* publishedTrees(options: LeavesOptions): AsyncGenerator<AuditTree> {
  const { key: file, log } = options;
  if (file === undefined || log === undefined) {
    const stage = await openStage(options);
    yield* auditTrees(proofBucket(s3Client(stage), bucketOf(stage)));
    return;
  }
  const key = readProofKey(file);
  const { orders, frame } = await readStage(options, key);
  yield* treesOf(orders, log, key, frame);
}

/** `wellspring proof`: a public log of what was given, by which anybody can check the sums. */
export function addProof(program: Command): void {
  const proof = program.command("proof").description("publishes sums of gifts that anybody can check");
  proof
    .command("key")
    .description("makes the keys of a log, and prints the line by which anybody checks it")
    .argument("<log>", "where it will be served, without https: give.example.com/proof")
    .requiredOption("--out <file>", "where to; whoever has the file can sign as the brand")
    .action((log: string, { out }: { readonly out: string }) => console.log(makeProofKey(log, out)));
  proof
    .command("publish")
    .description("adds the days that are over to a log in a folder; again changes nothing")
    .requiredOption("--key <file>", "the keys of the log")
    .requiredOption("--log <folder>", "the log's folder: log/ in it is to be served")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((_, command: Command) => publish(command.optsWithGlobals<ProofOptions>()));
  proof
    .command("verifier-key")
    .description("prints the line by which anybody checks the log that the stage publishes itself")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((_, command: Command) => showVerifierKey(command.optsWithGlobals<StageOptions>()));
  proof
    .command("show")
    .description("writes the proofs that a purchase is in the published sums")
    .argument("<order>", "connection and order id, such as standard/pos/4711")
    .option("--key <file>", "the keys of a log in a folder; default: the stage's own log")
    .option("--log <folder>", "the folder of such a log")
    .option("--placed-at <instant>", "when it was placed: of a connection whose orders keep their time")
    .requiredOption("--to <folder>", "where to")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((order: string, _, command: Command) => show(order, command.optsWithGlobals<ShowOptions>()));
  proof
    .command("leaves")
    .description("writes what each published sum is made of, for an auditor: amounts and hashes")
    .option("--key <file>", "the keys of a log in a folder; default: the stage's own log")
    .option("--log <folder>", "the folder of such a log")
    .requiredOption("--to <file>", "where to; a file that is not there yet")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((_, command: Command) => leaves(command.optsWithGlobals<LeavesOptions>()));
}
