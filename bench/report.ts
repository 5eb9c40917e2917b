import { ARMS, type Arm } from "./claim.ts";
import { type Measured, ROUNDS } from "./rounds.ts";

const HEADS = [
  "claim",
  "figure",
  "ours",
  "spread",
  "baseline Express",
  "spread",
  "baseline Standard",
  "spread",
  "Express / ours",
  "target",
  "met",
] as const;

/** One line for each claim: medians (or sums of counts) of all rounds, how far they lie apart, and the target. */
export function resultsTable(all: readonly Measured[]): string {
  const rows = all.map(rowOf);
  return [HEADS, HEADS.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf({ claim, shown, spread, met }: Measured): string[] {
  const headline = (arm: Arm) => shown[arm][claim.headline] ?? 0;
  const ours = headline("ours");
  return [
    claim.name,
    claim.headline,
    ...ARMS.flatMap((arm) => [short(headline(arm)), `${(spread[arm] * 100).toFixed(1)} %`]),
    ours === 0 ? "–" : `${short(headline("baselineExpress") / ours)} ×`,
    claim.target,
    met ? "yes" : "**no**",
  ];
}

/** All figures of one claim, for people. */
export function figuresTable({ claim, shown }: Measured): string {
  const names = [...new Set(ARMS.flatMap((arm) => Object.keys(shown[arm])))];
  const rows = names.map((name) => [
    name,
    ...ARMS.map((arm) => (shown[arm][name] === undefined ? "–" : short(shown[arm][name]))),
  ]);
  return [["figure", ...ARMS], ["---", "---:", "---:", "---:"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")
    .concat(`\n\n${claim.claim} Target: ${claim.target}.`);
}

/** What bench/results.md holds. */
export function resultsPage(
  all: readonly Measured[],
  about: { readonly at: string; readonly machine: string },
): string {
  const details = all.map((one) => `## ${one.claim.name}\n\n${figuresTable(one)}\n`);
  return [
    "# What the bench measured",
    `\nWritten by \`npm run bench\` at ${about.at} on ${about.machine}. ${ROUNDS} rounds of each arm in turns, the same seeds for all.`,
    "A figure is the median of its rounds, a count is the sum of them; spread is the largest less the smallest headline, as a share of the smallest.\n",
    resultsTable(all),
    "",
    ...details,
  ].join("\n");
}

/** The last line of `--json`. Its names for the arms are older than those of the code, and stay as scripts read them. */
export function resultLine({ claim, shown, spread, met, seconds }: Measured): string {
  const inJson = <Value>(byArm: Readonly<Record<Arm, Value>>) => ({
    ours: byArm.ours,
    naiveExpress: byArm.baselineExpress,
    naiveStandard: byArm.baselineStandard,
  });
  return JSON.stringify({
    name: claim.name,
    ...inJson(shown),
    target: claim.target,
    met,
    headline: claim.headline,
    spread: inJson(spread),
    rounds: ROUNDS,
    seconds: Math.round(seconds * 10) / 10,
  });
}

function short(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(1) : String(Number(value.toPrecision(4)));
}
