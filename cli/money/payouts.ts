import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { calendar } from "../../core/impact/calendar.ts";
import type { Day } from "../../core/model/purchase.ts";
import { now } from "../../core/platform/clock.ts";
import { dayOfWrites, lastMonthsEnd } from "../../core/settlement/days-over.ts";
import { movePayout } from "../../core/settlement/move-payout.ts";
import { Payable } from "../../core/settlement/payable.ts";
import { type PayoutStore, payoutStore } from "../../core/settlement/payout.store.ts";
import { type Payout, PayoutId, PayoutMove, payoutState } from "../../core/settlement/payout.ts";
import { proposePayouts } from "../../core/settlement/propose.ts";
import { knowledgeOf } from "../../core/settlement/registers/register-record.ts";
import { hasRegisterFiles } from "../../core/settlement/registers/register-status.ts";
import { CliError } from "../cli-error.ts";
import { type Tables, tablesOf } from "../ledger/tables.ts";
import { printable } from "../printable.ts";
import { type DeployedStage, openStage, type StageOptions } from "../stage.ts";
import { dayNamed } from "./journal.ts";
import {
  listLines,
  payoutLines,
  proposalLines,
  refusalText,
  stateText,
  uncheckedText,
} from "./payout-lines.ts";
import { readEntries } from "./read-entries.ts";

export interface PayoutsOptions extends StageOptions {
  readonly json: boolean;
}

export interface ProposeOptions extends PayoutsOptions {
  readonly through?: string;
  readonly dryRun: boolean;
}

export interface ListOptions extends PayoutsOptions {
  readonly state?: string;
}

export interface MoveOptions extends PayoutsOptions {
  readonly because?: string;
  readonly reference?: string;
  readonly on?: string;
}

interface OpenedPayouts {
  readonly stage: DeployedStage;
  readonly tables: Tables;
  readonly store: PayoutStore;
}

export async function openPayouts(options: StageOptions): Promise<OpenedPayouts> {
  const stage = await openStage(options);
  const tables = tablesOf(stage);
  return { stage, tables, store: payoutStore(tables.dynamo, tables.ledger) };
}

/** Batches what is owed to each charity through a day that is over. Nothing is written unless every entry could be read. */
export async function propose(options: ProposeOptions): Promise<void> {
  const { stage, tables, store } = await openPayouts(options);
  const { brand, causes } = await brandConfigStore(tables.dynamo, tables.ledger).read();
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply demo` does it.");
  const through = dayThrough(options.through, dayOfWrites(brand.timeZone, now()));
  const payable = new Payable(through, calendar(brand.timeZone).dayOf);
  await readEntries(tables, "a payout", (entry) => payable.add(entry), { quiet: options.json });
  const run = { through, at: now(), by: await callerOf(stage), rules: brand.payouts };
  const proposals = await proposePayouts({ store, causes })(payable.sums(), run, options);
  print(options, { through, proposals }, () => proposalLines(through, proposals, options.dryRun));
}

function dayThrough(named: string | undefined, today: Day): Day {
  const through = named === undefined ? lastMonthsEnd(today) : dayNamed(named);
  if (through < today) return through;
  throw new CliError(
    `${through} is not over: the ledger may still take entries on it.`,
    `Name a day before ${today} with --through.`,
  );
}

/** Whom AWS takes the caller for: a user, or a role and the name of its session. */
export async function callerOf({ config }: DeployedStage): Promise<string> {
  const { Arn = "" } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  if (Arn !== "") return Arn;
  throw new CliError("AWS does not say who you are.", "Sign in as a person: payouts name who approved them.");
}

export async function list(options: ListOptions): Promise<void> {
  const { store } = await openPayouts(options);
  const read = await store.read();
  const payouts = read.payouts
    .filter((payout) => options.state === undefined || payoutState(payout).kind === options.state)
    .toSorted((a, b) => (listed(a) < listed(b) ? -1 : 1));
  const accounts = options.state === undefined ? read.accounts : [];
  const shown = payouts.map((payout) => ({ ...payout, state: payoutState(payout) }));
  const today = now().slice(0, 10);
  const charities = new Set([...read.accounts, ...payouts].map(({ charity }) => charity));
  const unchecked = [...charities].filter(hasRegisterFiles).flatMap((charity) => {
    const because = knowledgeOf(read.registers.get(charity), today);
    return because === "unknown" || because === "outdated" ? [uncheckedText(charity, because)] : [];
  });
  print(options, { payouts: shown, accounts }, () => [...listLines(payouts, accounts), ...unchecked]);
}

function listed({ through, name, currency, funding, version }: Payout): string {
  return [through, name, currency, funding, String(version).padStart(6, "0")].join(" ");
}

export async function show(named: string, options: PayoutsOptions): Promise<void> {
  const { store } = await openPayouts(options);
  const payout = await store.find(idNamed(named));
  if (payout === undefined) throw notFound(named);
  print(options, { ...payout, state: payoutState(payout) }, () => payoutLines(payout));
}

/** Moves each of the named payouts on, and ends at the first that does not go: those before it have moved. */
export async function move(
  names: readonly string[],
  kind: PayoutMove["kind"],
  options: MoveOptions,
): Promise<void> {
  const ids = names.map(idNamed);
  const { stage, store } = await openPayouts(options);
  const signed = { at: now(), by: await callerOf(stage) };
  for (const id of ids) {
    const payout = await store.find(id);
    if (payout === undefined) throw notFound(id);
    const moved = await movePayout({ store })(id, moveNamed(kind, payout, options), signed);
    if (moved.kind === "unknown") throw notFound(id);
    if (moved.kind === "refused")
      throw new CliError(`${id} stays as it is.`, refusalText(moved, payout, kind));
    const after = moved.kind === "advanced" ? moved.payout : payout;
    print(options, { ...after, state: payoutState(after) }, () => [
      `${id}: ${stateText(after)}${moved.kind === "same" ? ", as it was" : ""}`,
    ]);
  }
}

function moveNamed(kind: PayoutMove["kind"], { minor, currency }: Payout, options: MoveOptions): PayoutMove {
  const { because, reference } = options;
  const bookedOn = options.on === undefined ? undefined : dayNamed(options.on);
  const read = PayoutMove.safeParse({ kind, minor, currency, because, reference, bookedOn });
  if (read.success) return read.data;
  throw new CliError(
    "The reason or the reference is empty or too long.",
    "A reason has at most 500 letters, a bank's reference 140.",
  );
}

export function idNamed(named: string): PayoutId {
  const id = PayoutId.safeParse(named);
  if (id.success) return id.data;
  throw new CliError(`${named} is no payout.`, "Write its id, pay_…: `money payouts list` has them.");
}

export function notFound(id: string): CliError {
  return new CliError(`There is no payout ${id}.`, "`money payouts list` has them all.");
}

export function print({ json }: PayoutsOptions, value: unknown, lines: () => readonly string[]): void {
  console.log(json ? JSON.stringify(value, null, 2) : printable(lines().join("\n")));
}
