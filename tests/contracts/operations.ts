import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stacksOf, withPartners } from "../infra/synthesis.ts";

const page = readFileSync("docs/operations.md", "utf8");

test("every alarm has a row in docs/operations.md that says what to do", () => {
  const alarms = stacksOf(withPartners)
    .of("AWS::CloudWatch::Alarm")
    .map(({ path }) => path);
  expect(alarms.length).toBeGreaterThan(0);
  const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? "");
  const isOf = (row: string) => (alarm: string) => {
    const [start = "", end] = row.split("*");
    return end === undefined ? alarm === row : alarm.startsWith(start) && alarm.endsWith(end);
  };
  expect(alarms.filter((alarm) => !rows.some((row) => isOf(row)(alarm)))).toEqual([]);
});

test("every link within docs/operations.md leads somewhere", () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map((match) =>
    (match[1] ?? "").toLowerCase().replaceAll(" ", "-"),
  );
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
  expect(links.filter((link) => !headings.includes(link ?? ""))).toEqual([]);
});
