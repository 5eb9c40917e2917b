import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The one file that sends what DynamoDB answers in pages: its readers go on to the end, or to a bound that throws. */
const READER = "core/platform/aws/table.store.ts";
const PAGED = /\b(?:QueryCommand|ScanCommand|BatchGetItemCommand|paginateQuery|paginateScan)\b/;
/** Calls of other services that answer in pages, by a token that the next call must name. */
const LISTING = /\bnew (List\w+Command|FilterLogEventsCommand|DescribeStacksCommand)\(/g;

const sources = globSync("{core,cli,functions}/**/*.ts").map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));

describe("what is answered in pages", () => {
  test("by DynamoDB is read by the one reader that goes on to the end", () => {
    expect(sources.length).toBeGreaterThan(100);
    const others = sources.filter(({ path, text }) => path !== READER && PAGED.test(text));
    expect(others.map(({ path }) => path)).toEqual([]);
    expect(PAGED.test(readFileSync(READER, "utf8"))).toBe(true);
  });

  test("by another service is asked for until no token comes back", () => {
    const listing = sources.filter(({ text }) => text.search(LISTING) >= 0);
    expect(listing.length).toBeGreaterThan(1);
    for (const { path, text } of listing) {
      for (const [call] of text.matchAll(LISTING)) {
        const sent = text.slice(text.indexOf(call)).split(";")[0] ?? "";
        // A stack that is named is one answer.
        expect(`${path}: ${sent}`).toMatch(/NextToken|StackName/);
      }
    }
  });
});
