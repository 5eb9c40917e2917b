import type { Changelog } from "./changelog.ts";

/** What others rely on, by kind and name (`event GiftAccrued.v1`): each value is all that a change of it would be seen in. */
export type Contracts = Readonly<Record<string, unknown>>;

export interface ContractChange {
  readonly contract: string;
  readonly change: "new" | "changed" | "gone";
}

/** A setting that every stage must give from now on. */
export const REQUIRED = "required";

/** What became of the contracts of the last release. */
export function changesSince(released: Contracts, current: Contracts): readonly ContractChange[] {
  const text = (value: unknown) => JSON.stringify(value);
  const gone = Object.keys(released).filter((name) => !(name in current));
  const differ = Object.keys(current).filter((name) => text(released[name]) !== text(current[name]));
  return [
    ...gone.map((contract) => ({ contract, change: "gone" as const })),
    ...differ.map((contract) => ({
      contract,
      change: contract in released ? ("changed" as const) : ("new" as const),
    })),
  ].toSorted((one, other) => (one.contract < other.contract ? -1 : 1));
}

/** Something new breaks nobody who does not use it; only a setting that every stage must give does. */
function needsNote({ contract, change }: ContractChange, current: Contracts): boolean {
  if (change !== "new") return true;
  return contract.startsWith("setting ") && JSON.stringify(current[contract] ?? "").includes(REQUIRED);
}

/** The changes for which the changelog does not say what an operator does. A note's `*` at the end stands for any rest. */
export function unnoted(
  released: Contracts,
  current: Contracts,
  changelog: Changelog,
): readonly ContractChange[] {
  const noted = changelog.migrations;
  const isNoted = (contract: string) =>
    noted.some((name) => (name.endsWith("*") ? contract.startsWith(name.slice(0, -1)) : name === contract));
  return changesSince(released, current).filter(
    (change) => needsNote(change, current) && !isNoted(change.contract),
  );
}

/** Notes that name no contract that changed: a slip of the pen, or left from an earlier try. */
export function idleNotes(released: Contracts, current: Contracts, changelog: Changelog): readonly string[] {
  const changed = changesSince(released, current).map(({ contract }) => contract);
  return changelog.migrations.filter((name) =>
    name.endsWith("*") ? !changed.some((one) => one.startsWith(name.slice(0, -1))) : !changed.includes(name),
  );
}
