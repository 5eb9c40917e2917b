import { readFileSync } from "node:fs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Argument, type Command } from "commander";
import type { Wallet } from "../../core/model/wallet.ts";
import {
  checkAppleKeys,
  checkGoogleKeys,
  RENEW_DAYS,
} from "../../core/operations/wallet/check-wallet-keys.ts";
import { storeWalletKeys } from "../../core/operations/wallet/store-wallet-keys.client.ts";
import { now } from "../../core/platform/clock.ts";
import { CliError } from "../cli-error.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { STEPS, TITLES } from "./steps.ts";

const GUIDE = "docs/guides/wallet-cards.md says how to get them.";

interface SetupOptions extends StageOptions {
  readonly certificate?: string;
  readonly key?: string;
  readonly wwdr?: string;
  readonly passphraseFile?: string;
  readonly issuer?: string;
  readonly account?: string;
}

/** Checks the files that were named and stores them; without any says what to do. */
async function setup(wallet: Wallet, options: SetupOptions): Promise<void> {
  const keys = wallet === "apple" ? appleKeysIn(options) : googleKeysIn(options);
  if (keys === undefined) {
    console.log(`${TITLES[wallet]}:`);
    for (const [at, step] of STEPS[wallet].entries()) console.log(`${at + 1}. ${step}`);
    return;
  }
  const { config } = await openStage(options);
  const name = `wellspring-${options.stage ?? "local"}-${wallet}-wallet`;
  const arn = await storeWalletKeys(new SecretsManagerClient(config), name, keys);
  console.log(`Stored as ${name} ($0.40 a month). Name it in stages.ts, and deploy:`);
  console.log(`  wallet: { ${wallet}: ${JSON.stringify(arn)} },`);
}

function appleKeysIn({ certificate, key, wwdr, passphraseFile }: SetupOptions): object | undefined {
  if (certificate === undefined && key === undefined && wwdr === undefined) return undefined;
  if (certificate === undefined || key === undefined || wwdr === undefined)
    throw new CliError("Three files are needed: --certificate, --key and --wwdr.", GUIDE);
  const passphrase =
    passphraseFile === undefined ? undefined : fileAt(passphraseFile).toString("utf8").trim();
  const files = { certificate: fileAt(certificate), key: fileAt(key), wwdr: fileAt(wwdr), passphrase };
  const checked = checkAppleKeys(files, now());
  if ("problem" in checked) throw new CliError(`Nothing was stored: ${checked.problem}.`, GUIDE);
  const { issuer, until, renewSoon } = checked;
  console.log(`Good: ${issuer.passType} of team ${issuer.team}, until ${until}.`);
  if (renewSoon)
    console.log(
      `That is within ${RENEW_DAYS} days: make another certificate for the same pass type, and store it.`,
    );
  return checked.keys;
}

function googleKeysIn({ issuer, account }: SetupOptions): object | undefined {
  if (issuer === undefined && account === undefined) return undefined;
  if (issuer === undefined || account === undefined)
    throw new CliError("Two things are needed: --issuer and --account.", GUIDE);
  const checked = checkGoogleKeys(issuer, fileAt(account).toString("utf8"));
  if ("problem" in checked) throw new CliError(`Nothing was stored: ${checked.problem}.`, GUIDE);
  console.log(`Good: ${checked.keys.clientEmail} for the issuer ${checked.keys.issuer}.`);
  return checked.keys;
}

function fileAt(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CliError(`${path} cannot be read.`, GUIDE, { cause });
  }
}

/** `wellspring card setup`: what lets customers put their card into the wallets of their phones. */
export function addCard(program: Command): void {
  const card = program
    .command("card")
    .description("Prepares customers' cards for the wallets of their phones (docs/guides/wallet-cards.md).");
  card
    .command("setup")
    .description("Says what to do at Apple or Google; with their files, checks and stores them.")
    .addArgument(new Argument("<wallet>", "whose wallet").choices(["apple", "google"]))
    .option("--certificate <file>", "Apple: the certificate of the pass type")
    .option("--key <file>", "Apple: its key, in PEM")
    .option("--wwdr <file>", "Apple: the intermediate certificate that signed it")
    .option("--passphrase-file <file>", "Apple: holds the passphrase of the key, if it has one")
    .option("--issuer <number>", "Google: the issuer's number")
    .option("--account <file>", "Google: the key of the service account, as JSON")
    .action((wallet: Wallet, _, command: Command) => setup(wallet, command.optsWithGlobals<SetupOptions>()));
}
