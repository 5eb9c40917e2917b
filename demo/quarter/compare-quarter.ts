import type { OracleStated } from "../brand-terms.ts";
import type { Expected } from "../oracle.ts";
import type { MoneySums, QuarterMoney } from "./report.ts";

/** What one cause, or the charity of some, has in one currency from one funding, in minor units. */
export interface NamedSum {
  readonly name: string;
  readonly currency: string;
  readonly funding: string;
  readonly minor: number;
}

/**
 * What was found of a quarter; without zeros, or with them.
 * - `accrued`, `settled`: per cause, of the ledger; `logged`: the same two as wellspring-verify read them in the log
 * - `paidBefore`, `paid`: per charity, what it had before the quarter's payouts, and what it has
 */
export interface FoundQuarter {
  readonly accrued: readonly NamedSum[];
  readonly settled: readonly NamedSum[];
  readonly logged: { readonly accrued: readonly NamedSum[]; readonly settled: readonly NamedSum[] };
  readonly paidBefore: readonly NamedSum[];
  readonly paid: readonly NamedSum[];
}

/**
 * The quarter's sums beside what the oracle expects, per cause or charity, currency and funding. Pure. A charity has to have all
 * that is settled for its causes, unless what it is owed is less than the brand pays out at once: then what it had before.
 */
export function compareQuarter(
  found: FoundQuarter,
  expected: Pick<Expected, "figures">,
  { charities, payoutMinimum }: Pick<OracleStated, "charities" | "payoutMinimum">,
): { readonly money: Omit<QuarterMoney, "mismatches" | "proof">; readonly differences: string[] } {
  const accrued = expected.figures.map((figure) => ({ ...figure, name: figure.cause, minor: figure.net }));
  // The match of a pool that ran out has no detail; it was given before the quarter, so all of it is settled.
  const settled = expected.figures.map((figure) => ({
    ...figure,
    name: figure.cause,
    minor: figure.detail?.settled ?? figure.net,
  }));
  const owed = sumsOf(settled.map((one) => ({ ...one, name: charities.get(one.cause) ?? one.cause })));
  const before = sumsOf(found.paidBefore);
  const wanted = [...new Set([...owed.keys(), ...before.keys()])].map((key): [string, number] => {
    const [had, all] = [before.get(key) ?? 0, owed.get(key) ?? 0];
    const [, currency = ""] = key.split(SEPARATOR);
    const isPaid = all > had && BigInt(all - had) >= (payoutMinimum.get(currency) ?? 0n);
    return [key, isPaid ? all : had];
  });
  const differences = [
    ...differing("accrued", sumsOf(found.accrued), sumsOf(accrued)),
    ...differing("settled", sumsOf(found.settled), sumsOf(settled)),
    ...differing("accrued in the log", sumsOf(found.logged.accrued), sumsOf(accrued)),
    ...differing("settled in the log", sumsOf(found.logged.settled), sumsOf(settled)),
    ...differing("paid", sumsOf(found.paid), new Map(wanted)),
  ];
  const owing = found.paid.map((one) => ({ ...one, minor: -one.minor }));
  return {
    money: {
      accrued: moneyOf(found.accrued),
      settled: moneyOf(found.settled),
      paid: moneyOf(found.paid),
      carried: moneyOf([...found.settled, ...owing]),
    },
    differences,
  };
}

/** No name of a cause or a charity has one. */
const SEPARATOR = "\n";

function sumsOf(all: readonly NamedSum[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { name, currency, funding, minor } of all) {
    const key = [name, currency, funding].join(SEPARATOR);
    sums.set(key, (sums.get(key) ?? 0) + minor);
  }
  return sums;
}

function differing(
  what: string,
  found: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, number>,
): string[] {
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap((key) => {
    const [is, wanted] = [found.get(key) ?? 0, expected.get(key) ?? 0];
    return is === wanted ? [] : [`${key.replaceAll(SEPARATOR, " ")} ${what}: ${is}, ${wanted} expected`];
  });
}

function moneyOf(all: readonly NamedSum[]): MoneySums {
  const sums = sumsOf(all.map((one) => ({ ...one, name: "" })));
  const money: Record<string, Record<string, number>> = {};
  for (const [key, minor] of [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [, currency = "", funding = ""] = key.split(SEPARATOR);
    if (minor !== 0) money[currency] = { ...money[currency], [funding]: minor };
  }
  return money;
}
