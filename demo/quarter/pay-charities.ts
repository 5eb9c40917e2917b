import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Brand, Cause } from "../../core/model/cause.ts";
import { charityKey } from "../../core/model/charity-key.ts";
import { daysAfter } from "../../core/model/days.ts";
import type { Day, Instant } from "../../core/model/purchase.ts";
import { readStatements } from "../../core/settlement/bank/read-statement.ts";
import { movePayout } from "../../core/settlement/move-payout.ts";
import type { PayableSum } from "../../core/settlement/payable.ts";
import {
  confirmEnteredPayee,
  enterPayee,
  type PayeeDeps,
  readPayee,
} from "../../core/settlement/payees/change-payee.ts";
import type { PayoutStore } from "../../core/settlement/payout.store.ts";
import {
  type Payout,
  type PayoutId,
  type PayoutMove,
  type PayoutState,
  payoutState,
} from "../../core/settlement/payout.ts";
import { type PayeePayout, type PayoutFile, payoutFile } from "../../core/settlement/payout-file.ts";
import { proposePayouts } from "../../core/settlement/propose.ts";
import { recordStatements } from "../../core/settlement/record-statements.ts";
import { payPain001 } from "../stand-in-bank.ts";
import { brandAccount, charityPayee } from "./accounts.ts";

/** A quarter has at most so many days. */
export const QUARTER_DAYS = 92;

/** As AWS would name people that there are none of. */
const person = (name: string) => `arn:aws:sts::000000000000:assumed-role/money/${name}@tarnfell.example`;
const CLERK = person("ines.halvorsen");
const APPROVERS = [person("tomas.reinke"), person("ada.lindqvist")] as const;

/** When what of a quarter happens, by its last day: the same again for the same day. */
function timesOf(through: Day) {
  const at = (day: number, hour: number): Instant =>
    `${daysAfter(through, day)}T${String(hour).padStart(2, "0")}:00:00Z`;
  return {
    entered: at(-QUARTER_DAYS, 9),
    confirmed: at(-QUARTER_DAYS, 15),
    proposed: at(1, 8),
    approved: at(1, 10),
    filed: at(1, 11),
    sent: at(1, 12),
    executeOn: daysAfter(through, 2),
    booked: at(3, 7),
    received: at(5, 9),
  };
}

export interface PayCharitiesDeps {
  readonly store: PayoutStore;
  readonly payees: Omit<PayeeDeps, "now">;
  readonly brand: Pick<Brand, "name" | "payouts">;
  readonly causes: readonly Cause[];
  /** Where the bank's files are written to. */
  readonly folder: string;
}

/**
 * Pays the charities what is payable through a day, as people do it with `wellspring money`: two enter how each is paid, one
 * proposes, as many approve as each payout needs, one file for each currency goes to the stand-in bank, its statement is read, and
 * the charities say that they have it. Begun again after it died, or for the same day, it pays nothing twice and finishes what it
 * finds. Answers a line for each thing that did not go so.
 */
export function payCharities(deps: PayCharitiesDeps) {
  const { store, brand, causes } = deps;
  return async (sums: readonly PayableSum[], through: Day): Promise<string[]> => {
    const problems: string[] = [];
    await enterPayees(deps, through);
    const run = { through, at: timesOf(through).proposed, by: CLERK, rules: brand.payouts };
    for (const { due, outcome } of await proposePayouts({ store, causes })(sums, run)) {
      if (outcome.kind === "waiting") problems.push(`${due.name}: waits for a person, ${outcome.because}`);
      if (outcome.kind === "laterDay")
        problems.push(`${due.name}: is settled through ${outcome.through} already`);
    }
    const { payouts } = await store.read();
    const open = payouts.filter((payout) => !STOPPED.has(payoutState(payout).kind));
    const runs = Map.groupBy(open, (payout) => `${payout.through} ${payout.currency}`);
    for (const run of runs.values()) problems.push(...(await payRun(deps, run)));
    return problems;
  };
}

/** What comes back is owed again by another payout; what a person holds is theirs. */
const STOPPED: ReadonlySet<PayoutState["kind"]> = new Set(["returned", "cancelled", "held"]);

/**
 * Payouts of one run and currency, as far as they are not received. What stands in a file goes on in that file, so that the bank gets
 * it once; a file that is not all of itself is one that the run died with, and what stands in none belongs to it.
 */
async function payRun(deps: PayCharitiesDeps, run: readonly Payout[]): Promise<string[]> {
  const files = Map.groupBy(
    run,
    ({ entries }) => entries.flatMap((entry) => (entry.kind === "filed" ? [entry.file] : []))[0],
  );
  let rest = files.get(undefined) ?? [];
  files.delete(undefined);
  const problems: string[] = [];
  for (const [hash, members] of files) {
    if (members.every((payout) => payoutState(payout).kind === "received")) continue;
    const isWhole = (await fileOf(deps, members)).hash === hash;
    problems.push(...(await payBatch(deps, isWhole ? members : [...members, ...rest])));
    if (!isWhole) rest = [];
  }
  return rest.length === 0 ? problems : [...problems, ...(await payBatch(deps, rest))];
}

/** Each charity that nobody said of how it is paid: one person enters it, and another the same. */
async function enterPayees({ payees, causes }: PayCharitiesDeps, through: Day): Promise<void> {
  const { entered, confirmed, proposed } = timesOf(through);
  const charities = new Map(causes.map(({ charity }) => [charityKey(charity), charity.name]));
  for (const [index, [charity, name]] of [...charities].entries()) {
    if ((await readPayee({ ...payees, now: () => proposed })(charity)) !== undefined) continue;
    const payee = charityPayee(name, index);
    await enterPayee({ ...payees, now: () => entered })(charity, payee, CLERK);
    await confirmEnteredPayee({ ...payees, now: () => confirmed })(charity, payee, APPROVERS[0]);
  }
}

async function fileOf({ payees, brand }: PayCharitiesDeps, batch: readonly Payout[]): Promise<PayoutFile> {
  const [{ through, currency } = { through: "", currency: "" }] = batch;
  const { filed, executeOn } = timesOf(through);
  const read = readPayee({ ...payees, now: () => filed });
  const paid: PayeePayout[] = [];
  for (const payout of batch) {
    const payee = await read(payout.charity);
    if (payee === undefined) throw new Error(`Nobody knows how ${payout.name} is paid`);
    paid.push({ payout, payee });
  }
  const { debtor } = brandAccount(currency);
  return payoutFile({ format: "pain001", account: debtor }, { executeOn, brand: brand.name }, paid);
}

/** Payouts of one file, from their approval until the charities have them. The bank gets nothing of which a step was refused. */
async function payBatch(deps: PayCharitiesDeps, batch: readonly Payout[]): Promise<string[]> {
  const { store, folder } = deps;
  const [{ through, currency } = { through: "", currency: "" }] = batch;
  const times = timesOf(through);
  const problems: string[] = [];
  const move = async (id: PayoutId, said: PayoutMove, at: Instant, by: string) => {
    const moved = await movePayout({ store })(id, said, { at, by });
    if (moved.kind === "refused") problems.push(`${id}: ${said.kind} is refused, ${moved.because}`);
    if (moved.kind === "unknown") problems.push(`${id}: there is no such payout`);
  };
  const moveAll = async (said: PayoutMove, at: Instant) => {
    for (const { id } of batch) await move(id, said, at, CLERK);
  };
  for (const payout of batch) {
    const state = payoutState(payout);
    if (state.kind !== "batched") continue;
    const others = APPROVERS.filter((one) => !state.approvedBy.includes(one));
    const missing = others.slice(0, payout.approvals - state.approvedBy.length);
    for (const by of missing) await move(payout.id, { kind: "approved" }, times.approved, by);
  }
  const file = await fileOf(deps, batch);
  await moveAll({ kind: "filed", file: file.hash }, times.filed);
  if (problems.length > 0) return problems;
  const name = `${through}-${currency}-${file.hash.slice(0, NAME_DIGITS)}`;
  await writeFile(join(folder, `${name}.pain.001.xml`), file.text);
  await moveAll({ kind: "sent" }, times.sent);
  const statement = payPain001(file.text, brandAccount(currency).account, times.executeOn);
  await writeFile(join(folder, `${name}.camt.053.xml`), statement);
  const signed = { at: times.booked, by: CLERK };
  const lines = await recordStatements({ store })(readStatements(Buffer.from(statement)), signed);
  const waiting = lines.filter(({ kind }) => kind === "waits");
  problems.push(...waiting.map(({ named, because }) => `${named}: waits in the statement, ${because}`));
  await moveAll({ kind: "received" }, times.received);
  return problems;
}

/** Of the hash of a file, in its name. */
const NAME_DIGITS = 8;
