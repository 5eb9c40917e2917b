import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FINDINGS = Array.from({ length: 27 }, (_, index) => `A${index + 1}`);

const rows = readFileSync("docs/operating/real-aws.md", "utf8")
  .split("\n")
  .filter((line) => /^\| A\d+ \|/.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test("docs/operating/real-aws.md says of each finding what is done, and names a test that there is", () => {
  expect(rows.map(([finding]) => finding)).toEqual(FINDINGS);
  const unheld = rows.filter(([, , , heldBy = ""]) => {
    const files = [...heldBy.matchAll(/`(tests\/[^`]+)`/g)].map((match) => match[1] ?? "");
    return files.length === 0 || !files.every((file) => existsSync(file));
  });
  expect(unheld).toEqual([]);
});
