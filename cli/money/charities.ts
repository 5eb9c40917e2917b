import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type Command, Option } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import type { Charity } from "../../core/model/charity.ts";
import { charityKey } from "../../core/model/charity-key.ts";
import { now } from "../../core/platform/clock.ts";
import { holdLost } from "../../core/settlement/hold-lost.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import type { Signed } from "../../core/settlement/payout.ts";
import { registerStore } from "../../core/settlement/registers/register.store.ts";
import { RegisterError, type RegisterName } from "../../core/settlement/registers/register.ts";
import type { CheckedFile } from "../../core/settlement/registers/register-record.ts";
import {
  type RegisterFile,
  type RegisterStatus,
  readRegister,
  recordOf,
  registerStatus,
} from "../../core/settlement/registers/register-status.ts";
import { CliError } from "../cli-error.ts";
import { tablesOf } from "../ledger/tables.ts";
import { printable } from "../printable.ts";
import { EXIT_LEFT } from "../run.ts";
import { openStage, outputOption, type StageOptions } from "../stage.ts";
import { callerOf } from "./payouts.ts";

interface CheckOptions extends StageOptions {
  readonly pub78?: string;
  readonly revocations?: string;
  readonly charityCommission?: string;
  readonly json: boolean;
}

const FILES = {
  pub78: "Publication 78 of the IRS: data-download-pub78.txt",
  revocations: "the IRS's list of revocations: data-download-revocation.txt",
  charityCommission: "the Charity Commission's table: publicextract.charity.json",
} as const satisfies Record<RegisterName, string>;
const NAMES: readonly RegisterName[] = ["pub78", "revocations", "charityCommission"];

export interface CheckedCharity {
  readonly name: string;
  readonly org: string;
  readonly status: RegisterStatus;
  /** What newer files said stays. */
  readonly isOlder?: true;
}

/**
 * Says of each charity of the brand's whether its register lists it, writes that down, and holds the payouts of those that it does
 * not. Ends with 1 where one is not listed.
 */
async function check(options: CheckOptions): Promise<void> {
  const stage = await openStage(options);
  const { dynamo, ledger } = tablesOf(stage);
  const { causes } = await brandConfigStore(dynamo, ledger).read();
  const charities = new Map(causes.map(({ charity }) => [charity.name, charity]));
  const orgs = [...charities.values()].flatMap(({ org }) => org ?? []);
  const files: RegisterFile[] = [];
  const read: CheckedFile[] = [];
  for (const name of NAMES) {
    const path = options[name];
    if (path === undefined) continue;
    const { file, checked } = await readFileOf(name, path, orgs);
    files.push(file);
    read.push(checked);
  }
  const signed: Signed = { at: now(), by: read.length === 0 ? "nobody" : await callerOf(stage) };
  const registers = registerStore(dynamo, ledger);
  const checked: CheckedCharity[] = [];
  for (const charity of charities.values()) {
    for (const one of checkedOf(charity, files)) {
      const record = recordOf(charityKey(charity), one.status, read, signed);
      const written = record === undefined ? undefined : await registers.write(record);
      checked.push({ ...one, ...(written === "older" && { isOlder: true }) });
    }
  }
  const held = read.length === 0 ? [] : await holdLost({ store: payoutStore(dynamo, ledger) })(signed);
  const lines = [
    ...charityLines(checked),
    ...held.map(({ id, name }) => `${id} to ${name} is held: \`money payouts show ${id}\` says why.`),
  ];
  console.log(options.json ? JSON.stringify(checked, null, 2) : printable(lines.join("\n")));
  if (checked.some(({ status }) => isLost(status))) process.exitCode = EXIT_LEFT;
}

/** A charity without a register's number cannot be checked, and is not paid either. */
function checkedOf({ name, org }: Charity, files: readonly RegisterFile[]): CheckedCharity[] {
  if (org === undefined) return [];
  return [{ name, org: `${org.scheme}-${org.number}`, status: registerStatus(org, files) }];
}

function isLost({ kind }: RegisterStatus): boolean {
  return kind === "revoked" || kind === "notListed";
}

async function readFileOf(
  name: RegisterName,
  path: string,
  orgs: Parameters<typeof readRegister>[2],
): Promise<{ readonly file: RegisterFile; readonly checked: CheckedFile }> {
  const hash = createHash("sha256");
  try {
    const { mtime } = await stat(path);
    const file = await readRegister(name, textOf(path, hash), orgs);
    const day = mtime.toISOString().slice(0, 10);
    return { file, checked: { register: name, hash: hash.digest("hex"), day } };
  } catch (error) {
    if (error instanceof RegisterError)
      throw new CliError(
        `${path} cannot be read: ${error.message}.`,
        `Download and unpack it anew: ${FILES[name]}.`,
      );
    throw new CliError(`${path} cannot be read.`, "Is it there?", { cause: error });
  }
}

/** The text of a file in pieces, each of whose bytes goes into its hash. */
async function* textOf(path: string, hash: ReturnType<typeof createHash>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of createReadStream(path)) {
    hash.update(bytes);
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}

const OPTIONS: Readonly<Record<RegisterName, string>> = {
  ...{ pub78: "--pub78", revocations: "--revocations", charityCommission: "--charity-commission" },
};

export function charityLines(checked: readonly CheckedCharity[]): string[] {
  return checked.map(
    ({ name, org, status, isOlder }) =>
      `${org}  ${name}: ${saidOf(status)}${isOlder === true ? " (newer files were read before: what those say stays)" : ""}`,
  );
}

function saidOf(status: RegisterStatus): string {
  switch (status.kind) {
    case "listed":
      return status.since === undefined ? "listed" : `listed since ${status.since}`;
    case "revoked":
      return `NO LONGER LISTED${status.since === undefined ? "" : ` since ${status.since}`}: do not pay it before somebody has looked`;
    case "notListed":
      return "NOT LISTED: is its number right?";
    case "fileMissing":
      return `not checked: give ${status.files.map((name) => OPTIONS[name]).join(" and ")}`;
    case "noFile":
      return "not checked: look it up in its register by hand";
  }
}

/** `wellspring money charities`: whether charities may be paid, by what their registers publish. */
export function addCharities(money: Command): void {
  const charities = money.command("charities").description("says whether charities may be paid");
  charities
    .command("check")
    .description("looks each charity of the brand's up in files of its register")
    .addOption(new Option("--pub78 <file>", FILES.pub78))
    .addOption(new Option("--revocations <file>", FILES.revocations))
    .addOption(new Option("--charity-commission <file>", FILES.charityCommission))
    .option("--json", "print it as JSON", false)
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((_, self: Command) => check(self.optsWithGlobals<CheckOptions>()));
}
