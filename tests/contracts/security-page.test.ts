import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The threat model is worth what its last column is: this reads it and looks whether it is so. */
const page = readFileSync("docs/concepts/security.md", "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---") && !/^\| (threat|ASVS) \|/.test(line))
  .map((line) => line.split("|").slice(1, -1));

interface Quoted {
  readonly file: string;
  readonly title: string;
}

/** `file` "title", "title"; `file` "title": a title is of the file before it. */
function quotedIn(cell: string): { readonly files: string[]; readonly titles: Quoted[] } {
  const files: string[] = [];
  const titles: Quoted[] = [];
  for (const [, file, title] of cell.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
    if (file !== undefined) files.push(file);
    if (title !== undefined) titles.push({ file: files.at(-1) ?? "", title });
  }
  return { files, titles };
}

const isPath = (text: string) => text.includes("/") && !/[\s(]/.test(text);
const textOf = (file: string) =>
  existsSync(file) ? readFileSync(file, "utf8").replaceAll('\\"', "'") : "there is no such file";

describe("docs/concepts/security.md", () => {
  test("says of each threat what stops it and what shows it", () => {
    expect(rows.length).toBeGreaterThan(40);
    const bare = rows.filter((row) => {
      const [code = "", proof = ""] = row.slice(-2);
      // Of what we do not have at all there is nothing to show.
      if (/^ \d\.\d\.\d .*: we have none/.test(row[0] ?? "")) return false;
      return quotedIn(code).files.filter(isPath).length === 0 || quotedIn(proof).titles.length === 0;
    });
    expect(bare.map(([threat]) => threat)).toEqual([]);
  });

  test("names files that there are", () => {
    const named = rows.flatMap((row) => row.flatMap((cell) => quotedIn(cell).files.filter(isPath)));
    expect([...new Set(named)].filter((file) => globSync(file).length === 0)).toEqual([]);
  });

  test("quotes tests by titles that they have", () => {
    const quoted = rows.flatMap((row) => quotedIn(row.at(-1) ?? "").titles);
    const missing = quoted.filter(({ file, title }) => !textOf(file).includes(title));
    expect(missing).toEqual([]);
  });

  test("has a row for each requirement of ASVS 5.0 in the chapters that it claims to go through", () => {
    const numbers = rows.flatMap((row) => /^ (\d\.\d\.\d)/.exec(row[0] ?? "")?.[1] ?? []);
    const chapter = (name: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${name}.${index + 1}`);
    expect(numbers).toEqual([...chapter("6.5", 8), ...chapter("6.6", 4), ...chapter("7.2", 4)]);
  });
});
