import type { Check } from "./check.ts";
import { account, bootstrap, concurrency, deployer } from "./checks/account.ts";
import { brand, ledger, openRuns } from "./checks/capacity.ts";
import { keys, silence, tokens } from "./checks/connections.ts";
import { dkim, dmarc, domains, mailFrom } from "./checks/dns.ts";
import { sender, sending } from "./checks/letters.ts";
import { settings } from "./checks/settings.ts";
import { leftovers, logPolicy, stacks } from "./checks/stacks.ts";
import { origination, texting } from "./checks/texts.ts";
import { alarms, deadLetters, quarantine, subscribers } from "./checks/watching.ts";

/** Every check, in the order in which a deployer meets what it looks at. */
export const checks: readonly Check[] = [
  account,
  settings,
  bootstrap,
  deployer,
  concurrency,
  logPolicy,
  openRuns,
  leftovers,
  sending,
  dmarc,
  texting,
  origination,
  stacks,
  brand,
  keys,
  tokens,
  silence,
  sender,
  dkim,
  mailFrom,
  domains,
  ledger,
  subscribers,
  alarms,
  deadLetters,
  quarantine,
];
