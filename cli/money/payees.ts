import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { charityKey } from "../../core/model/charity-key.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { Payee } from "../../core/settlement/bank/payee.ts";
import {
  confirmEnteredPayee,
  enterPayee,
  type PayeeDeps,
} from "../../core/settlement/payees/change-payee.ts";
import { payeeStore } from "../../core/settlement/payees/payee.store.ts";
import {
  type EnteredPayee,
  PAYEE_WAIT_DAYS,
  type PayeeConfirmation,
  type PayeeRecord,
  paidFrom,
} from "../../core/settlement/payees/payee-record.ts";
import { payeeSeal } from "../../core/settlement/payees/seal-payee.ts";
import { CliError } from "../cli-error.ts";
import { printable } from "../printable.ts";
import { type DeployedStage, openStage, type StageOptions } from "../stage.ts";
import { callerOf } from "./payouts.ts";

interface Opened extends PayeeDeps {
  readonly stage: DeployedStage;
  /** The names of the brand's charities by their keys. */
  readonly charities: ReadonlyMap<string, string>;
}

async function open(options: StageOptions): Promise<Opened> {
  const stage = await openStage(options);
  const dynamo = new DynamoDBClient(stage.config);
  const ledger = stage.output("LedgerTable");
  const { causes } = await brandConfigStore(dynamo, ledger).read();
  const secrets = secretsClient(new SecretsManagerClient(stage.config));
  return {
    ...{ stage, now, store: payeeStore(dynamo, ledger) },
    seal: payeeSeal({ key: contactSecret(secrets, stage.output("ContactSecretArn")), random: randomBytes }),
    charities: new Map(causes.map(({ charity }) => [charityKey(charity), charity.name])),
  };
}

/** Enters how a charity is to be paid, as standard input says it. */
export async function set(charity: string, options: StageOptions): Promise<void> {
  const opened = await open(options);
  const name = nameOf(opened, charity);
  const payee = await payeeOfInput();
  const by = await callerOf(opened.stage);
  const { next } = await enterPayee(opened)(charity, payee, by);
  console.log(
    printable(
      `${name} is to be paid by ${next?.masked}. Nothing changes until another person enters the same: \`money payee confirm ${charity}\`.`,
    ),
  );
}

/** Enters the same again, as another person. Throws a {@link CliError} where it is not, or nothing waits. */
export async function confirm(charity: string, options: StageOptions): Promise<void> {
  const opened = await open(options);
  const name = nameOf(opened, charity);
  const payee = await payeeOfInput();
  const confirmation = await confirmEnteredPayee(opened)(charity, payee, await callerOf(opened.stage));
  if (confirmation.kind !== "confirmed") throw refused(name, confirmation.kind);
  console.log(
    printable(`${name} is paid so from ${confirmation.paidFrom} on, ${PAYEE_WAIT_DAYS} days from now.`),
  );
}

/** Prints how each charity is paid, masked. */
export async function list(options: StageOptions): Promise<void> {
  const { store, charities } = await open(options);
  const records = new Map((await store.list()).map((record) => [record.charity, record]));
  const lines = [...charities].map(([charity, name]) => lineOf(charity, name, records.get(charity)));
  console.log(printable(lines.join("\n")));
}

function lineOf(charity: string, name: string, record: PayeeRecord | undefined): string {
  const { current, next } = record ?? {};
  const parts = [
    current === undefined ? undefined : current.masked,
    next === undefined ? undefined : waiting(next),
  ];
  const said = parts.filter((part) => part !== undefined).join("; ");
  return `${charity}  ${name}: ${said === "" ? "nobody entered how it is paid" : said}`;
}

function waiting(next: EnteredPayee): string {
  const from = paidFrom(next);
  if (from === undefined)
    return `${next.masked}, entered by ${next.proposed.by}, to be confirmed by another person`;
  return from <= now() ? `${next.masked}, since ${from}` : `${next.masked} from ${from} on`;
}

function nameOf({ charities }: Opened, charity: string): string {
  const name = charities.get(charity);
  if (name !== undefined) return name;
  throw new CliError(
    `${charity} is no charity of the brand's.`,
    `It is one of: ${[...charities.keys()].join(", ")}.`,
  );
}

const REFUSALS: Readonly<Record<Exclude<PayeeConfirmation["kind"], "confirmed">, string>> = {
  nothingProposed: "Nothing waits to be confirmed: `money payee list` shows what is in force.",
  samePerson: "You entered it yourself. Another person has to, signed in as themselves.",
  otherDetails:
    "What you entered is not what was entered before. Call the charity under a number that you knew before, and then enter it anew with `money payee set`.",
};

function refused(name: string, kind: Exclude<PayeeConfirmation["kind"], "confirmed">): CliError {
  return new CliError(`How ${name} is paid stays as it is.`, REFUSALS[kind]);
}

/** The details from standard input: never an argument, as a shell keeps those. An issue names what is wrong without quoting it. */
async function payeeOfInput(): Promise<Payee> {
  if (process.stdin.isTTY) console.error("Paste the details as JSON, then press Enter and Ctrl-D:");
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  const payee = Payee.safeParse(jsonIn(Buffer.concat(chunks).toString("utf8")));
  if (payee.success) return payee.data;
  const problems = payee.error.issues.map(
    ({ path, message }) => `${path.join(".") || "details"}: ${message}`,
  );
  throw new CliError(`These are no details of an account: ${problems.join("; ")}.`, EXAMPLE);
}

const EXAMPLE =
  'Such as {"method": "iban", "holder": "as the bank has it", "iban": "…", "address": {"town": "…", "country": "DE"}}; docs/guides/payouts.md has the others.';

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError("Standard input is no JSON.", EXAMPLE);
  }
}
