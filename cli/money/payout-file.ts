import { readFile, writeFile } from "node:fs/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { formatMinor } from "../../core/model/money.ts";
import { describeProblem, readDocument } from "../../core/operations/brand/document.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { BankFileError } from "../../core/settlement/bank/transfer.ts";
import { holdLost } from "../../core/settlement/hold-lost.ts";
import { movePayout } from "../../core/settlement/move-payout.ts";
import { readPayee } from "../../core/settlement/payees/change-payee.ts";
import { payeeStore } from "../../core/settlement/payees/payee.store.ts";
import { payeeSeal } from "../../core/settlement/payees/seal-payee.ts";
import {
  mayBeFiled,
  type PayeePayout,
  type PayoutFile,
  PayoutFormat,
  payoutFile,
} from "../../core/settlement/payout-file.ts";
import { isLost } from "../../core/settlement/registers/register-record.ts";
import { CliError } from "../cli-error.ts";
import { printable } from "../printable.ts";
import { dayNamed } from "./journal.ts";
import { callerOf, idNamed, notFound, openPayouts, type PayoutsOptions } from "./payouts.ts";

export interface FileOptions extends PayoutsOptions {
  readonly format: string;
  readonly account?: string;
  readonly on: string;
  readonly out: string;
}

/**
 * Writes approved payouts as a file for the bank, then writes of each that the file holds it. Begun again after it died, it makes the
 * same file and goes on. A file that is there and says something else is left as it is.
 */
export async function writeFileForBank(names: readonly string[], options: FileOptions): Promise<void> {
  const ids = names.map(idNamed);
  const format = await formatNamed(options);
  const executeOn = dayNamed(options.on);
  const { stage, tables, store } = await openPayouts(options);
  const { brand } = await brandConfigStore(tables.dynamo, tables.ledger).read();
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply demo` does it.");
  const secrets = secretsClient(new SecretsManagerClient(stage.config));
  const payeeOf = readPayee({
    ...{ store: payeeStore(tables.dynamo, tables.ledger), now },
    seal: payeeSeal({ key: contactSecret(secrets, stage.output("ContactSecretArn")), random: randomBytes }),
  });
  const payouts: PayeePayout[] = [];
  for (const id of ids) {
    const payout = await store.find(id);
    if (payout === undefined) throw notFound(id);
    const payee = await payeeOf(payout.charity);
    if (payee === undefined)
      throw new CliError(
        `Nobody knows how ${payout.name} is paid yet.`,
        `\`money payee list\` says what is missing for ${payout.charity}.`,
      );
    payouts.push({ payout, payee });
  }
  const file = fileOf(format, { executeOn, brand: brand.name }, payouts);
  const waiting = payouts.find(({ payout }) => !mayBeFiled(payout, file.hash));
  if (waiting !== undefined)
    throw new CliError(
      `${waiting.payout.id} is not approved, or stands in another file.`,
      "`money payouts show` says which.",
    );
  const signed = { at: now(), by: await callerOf(stage) };
  const { registers } = await store.read();
  if (payouts.some(({ payout }) => isLost(registers.get(payout.charity)))) {
    const held = await holdLost({ store })(signed);
    throw new CliError(
      `${held.map(({ id }) => id).join(", ") || "A payout"}: the charity is not in its register, or no longer. No file was made, and its payouts are held.`,
      "Leave them out. Where that is over, run `money charities check` with new files and `money payouts release`.",
    );
  }
  await writeOnce(options.out, file.text);
  for (const id of ids) {
    const moved = await movePayout({ store })(id, { kind: "filed", file: file.hash }, signed);
    if (moved.kind === "refused" || moved.kind === "unknown")
      throw new CliError(`${id} changed meanwhile: do not use ${options.out}.`, "Make the file anew.");
  }
  const count = ids.length === 1 ? "1 payout" : `${ids.length} payouts`;
  const sum = `${file.currency} ${formatMinor(file.minor, file.currency)}`;
  console.log(
    printable(
      `${options.out}: ${count}, ${sum}, SHA-256 ${file.hash}. It holds the charities' accounts: delete it once the bank has it, and then run \`money payouts sent ${ids.join(" ")}\`.`,
    ),
  );
}

function fileOf(...args: Parameters<typeof payoutFile>): PayoutFile {
  try {
    return payoutFile(...args);
  } catch (error) {
    if (!(error instanceof BankFileError)) throw error;
    throw new CliError(`${error.message}.`, "No file was made.", { cause: error });
  }
}

/** Readable to its owner alone. */
async function writeOnce(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const there = await readFile(path, "utf8").catch(() => undefined);
    if (there === text) return;
    const problem = there === undefined ? "cannot be written" : "is there already, and says something else";
    throw new CliError(`${path} ${problem}.`, "Name another file with --out.", { cause });
  }
}

async function formatNamed({ format, account }: FileOptions): Promise<PayoutFormat> {
  const read = PayoutFormat.safeParse({
    format,
    ...(account !== undefined && { account: await accountIn(account) }),
  });
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new CliError(
    `The account that pays is not stated as the file needs it: ${problems.join("; ")}.`,
    "Give it with --account (docs/guides/payouts.md).",
  );
}

async function accountIn(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CliError(`${path} cannot be read.`, "Name a YAML file.", { cause });
  });
  const document = readDocument({ file: path, text });
  if ("length" in document) throw new CliError(document.map(describeProblem).join("\n"), "Correct the file.");
  return document.value;
}
