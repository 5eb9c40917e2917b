import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { projectRoot } from "../../cli/settings.ts";

/** What vitest reports of a run. */

/** Of a failed test's message in the list at the end: what was expected and found, and where. */
const MESSAGE_LINES = 14;

const VitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
export type Report = z.infer<typeof VitestReport>;

/** What a run that ended without a report counts as. */
const NO_REPORT: Report = {
  numPassedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};

/** Each failed test with the beginning of its message; a suite that failed outside its tests with its own. */
export function failuresIn({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const file = relative(projectRoot, name);
    if (failed.length === 0) return status === "failed" ? [described(file, message)] : [];
    return failed.map(({ fullName, failureMessages }) =>
      described(`${file} › ${fullName}`, failureMessages?.[0] ?? ""),
    );
  });
}

function described(what: string, message: string): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => !/^\s*at .*(node_modules|<anonymous>)/.test(line))
    .slice(0, MESSAGE_LINES);
  return [what, ...lines.map((line) => `    ${line}`)].join("\n");
}

/** Without a report, nothing was tested. */
export async function readReport(file: string): Promise<Report> {
  return await readFile(file, "utf8").then(
    (json) => VitestReport.parse(JSON.parse(json)),
    () => NO_REPORT,
  );
}
