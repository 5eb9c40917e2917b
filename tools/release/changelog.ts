/** The part of CHANGELOG.md that the next release is described by. */
export interface Changelog {
  /** All that stands under "Unreleased". */
  readonly unreleased: string;
  /** The contracts that its migration notes name, as `kind name`. */
  readonly migrations: readonly string[];
}

const UNRELEASED = "## Unreleased";
export const MIGRATION = "### What an operator does";
/** A note begins with the contracts that changed, each in backticks, and a colon; shorter than this says nothing. */
const NOTE = /^- ((?:`[^`]+`(?:, )?)+): (.{20,})$/;

/** Throws when there is no section "Unreleased", or a migration note that is not of its form. */
export function readChangelog(text: string): Changelog {
  const begin = text.indexOf(`${UNRELEASED}\n`);
  if (begin < 0) throw new Error(`CHANGELOG.md has no "${UNRELEASED}".`);
  const rest = text.slice(begin + UNRELEASED.length + 1);
  const end = rest.search(/^## /m);
  const unreleased = (end < 0 ? rest : rest.slice(0, end)).trim();
  const section = unreleased.split(/^(?=### )/m).find((one) => one.startsWith(MIGRATION)) ?? "";
  const notes = section.split("\n").filter((line) => line.startsWith("- `"));
  return { unreleased, migrations: notes.flatMap(namesIn) };
}

function namesIn(line: string): readonly string[] {
  const names = NOTE.exec(line)?.[1];
  if (names === undefined) {
    throw new Error(
      `CHANGELOG.md: this migration note is not "- \`kind name\`, \`kind name\`: what changed, and what an operator does": ${line}`,
    );
  }
  return [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** The text with "Unreleased" under its version and date, and an empty section for what comes next. */
export function released(text: string, version: string, day: string): string {
  if (readChangelog(text).unreleased === "")
    throw new Error("Nothing stands under Unreleased in CHANGELOG.md.");
  return text.replace(`${UNRELEASED}\n`, `${UNRELEASED}\n\n## ${version} (${day})\n`);
}
