import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDER = "docs/decisions";

/** `7a` stands after `7`. */
function inOrder(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);
}

test("the list of decisions names each of them once, in order, by its own title", () => {
  const rows = [
    ...readFileSync(`${FOLDER}/README.md`, "utf8").matchAll(/^\| (\w+) \| \[(.+)\]\((.+\.md)\) \|$/gm),
  ].map(([, number = "", title = "", file = ""]) => ({ number, title, file }));
  const files = readdirSync(FOLDER).filter((name) => name !== "README.md");
  const decisions = files.map((file) => {
    const [, number = "", title = ""] =
      /^# (\w+)\. (.+)$/m.exec(readFileSync(`${FOLDER}/${file}`, "utf8")) ?? [];
    return { number, title, file };
  });
  expect(decisions.length).toBeGreaterThan(90);
  expect(rows).toEqual(decisions.toSorted((a, b) => inOrder(a.number, b.number)));
});
