import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { productRoot } from "../../cli/settings.ts";
import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { mapBounded } from "../../core/platform/bounded.ts";
import { giftMoves } from "../../core/proof/gift-moves.ts";
import type { ProofStore } from "../../core/proof/proof.store.ts";
import type { NamedSum } from "./compare-quarter.ts";

/** So many customers, drawn at random, check their receipts. */
const RECEIPTS_MAX = 100;
const AT_ONCE = 2;
const PROGRAM = "wellspring-verify.mjs";

/** `leaves`: all gifts that are published; `verified`: of how many wellspring-verify said so; the sums are what it printed. */
export interface CheckedLog {
  readonly leaves: number;
  readonly verified: number;
  readonly accrued: readonly NamedSum[];
  readonly settled: readonly NamedSum[];
  readonly differences: readonly string[];
}

/** A log that is published: `address`, where it is served, or a folder with a copy of it, and where its proofs are from. */
export interface PublishedLog {
  readonly address: string;
  readonly timeZone: string;
  readonly proofs: ProofStore;
}

/**
 * Has strangers check a log: from a folder of their own, where nothing is but wellspring-verify, a receipt of each of `shuffled`'s
 * first orders that gave something, and `community`, what `GET /api/community` says.
 */
export async function checkLog(
  orders: readonly RecordedOrder[],
  { address, timeZone, proofs }: PublishedLog,
  community: string,
  shuffled: <Item>(items: readonly Item[]) => readonly Item[],
): Promise<CheckedLog> {
  const line = (await proofs.verifierKey()) ?? "";
  // Of purchases that gave nothing there is nothing to find.
  const given = orders.filter((order) => giftMoves(order, timeZone).length > 0);
  const drawn = shuffled(given).slice(0, RECEIPTS_MAX);
  const home = await mkdtemp(join(tmpdir(), "wellspring-verify-"));
  try {
    await copyFile(join(productRoot, "verify", PROGRAM), join(home, PROGRAM));
    await writeFile(join(home, "community.json"), community);
    const differences: string[] = [];
    const verified = await mapBounded([...drawn.entries()], AT_ONCE, async ([index, order]) => {
      const [found] = shuffled(await proofs.proofsOf(order));
      if (found === undefined) {
        differences.push(`${order.accrual.orderId}: no receipt, though it gave something`);
        return false;
      }
      const { leaf, proof } = found;
      const file = `receipt-${index + 1}.tlog-proof`;
      await writeFile(join(home, file), proof ?? "");
      const said = await check(home, ["gift", file, "--key", line]);
      const isIt =
        said.isTrue && says(said.output, "order", leaf.order) && says(said.output, "amount", leaf.minor);
      if (!isIt)
        differences.push(`receipt of ${leaf.shop} ${leaf.order}, ${leaf.kind}: ${said.output.trim()}`);
      return isIt;
    });
    const totals = await check(home, ["log", address, "--key", line, "--totals", "community.json"]);
    if (!totals.isTrue) differences.push(`totals of the log: ${totals.output.trim()}`);
    const leaves = given.reduce((sum, order) => sum + giftMoves(order, timeZone).length, 0);
    const sums = sumsIn(totals.output);
    return { ...sums, leaves, verified: verified.filter(Boolean).length, differences };
  } finally {
    await rm(home, { recursive: true });
  }
}

async function check(
  cwd: string,
  words: readonly string[],
): Promise<{ readonly isTrue: boolean; readonly output: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...words], { cwd, env: {} });
    return { isTrue: true, output: stdout };
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    return { isTrue: false, output: `${stdout ?? ""}${stderr ?? String(error)}` };
  }
}

/** Whether what the program prints of a gift has this fact in a line. */
function says(output: string, name: string, value: string | number): boolean {
  return output.split("\n").some((line) => line.trim().split(/\s+/, 2).join(" ") === `${name} ${value}`);
}

const SUM = /^ {2}(\S+) ([A-Z]{3}) (\w+): given (\d+), of which settled (\d+)$/gm;

/** The sums that `wellspring-verify log` prints. */
export function sumsIn(output: string): Pick<CheckedLog, "accrued" | "settled"> {
  const all = [...output.matchAll(SUM)].map(([, name = "", currency = "", funding = "", given, settled]) => ({
    ...{ name, currency, funding },
    ...{ accrued: Number(given), settled: Number(settled) },
  }));
  return {
    accrued: all.map(({ name, currency, funding, accrued: minor }) => ({ name, currency, funding, minor })),
    settled: all.map(({ name, currency, funding, settled: minor }) => ({ name, currency, funding, minor })),
  };
}
