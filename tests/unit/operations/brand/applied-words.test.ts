import { DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { brandWordsStore } from "../../../../core/giving/config/brand-words.store.ts";
import { BRAND_LANGUAGES_MAX, type BrandWords } from "../../../../core/model/brand-words.ts";
import { reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import { brandStore } from "../../../../core/operations/brand/brand.store.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { demoStatement, demoTexts } from "../../../support/demo-texts.ts";

const NOW = "2026-11-22T12:00:00Z";
const dynamo = mockClient(DynamoDBClient);
const ENGLISH = "community: { join: Come in }";
const DUTCH = "language: { base: en }\ncommunity: { join: Doe mee }";

function written(files: Readonly<Record<string, string>>, stored: readonly BrandWords[] = []) {
  const words = Object.entries(files).map(([language, text]) => ({
    ...{ file: `brands/demo/words/${language}.yaml`, language },
    text,
  }));
  const { brand, causes, terms, pools } = demoStatement();
  return reviewBrand({ ...demoTexts(), words }, { brand, causes, terms, pools, words: stored }, NOW);
}

function changesOf(reviewed: ReturnType<typeof written>): readonly (readonly [string, string])[] {
  if (reviewed.outcome === "refused") throw new Error(reviewed.problems.map(describeProblem).join());
  return reviewed.changes
    .filter(({ row }) => row.part === "words")
    .map(({ how, row }) => [how, row.name] as const);
}

const english: BrandWords = {
  ...{ language: "en", base: "en", name: "English" },
  words: { "community.join": "Come in" },
};

beforeEach(() => dynamo.reset());

describe("the words of a brand's pages", () => {
  test("are a row for each language, new, the same, changed, or removed with their file", () => {
    expect(changesOf(written({ en: ENGLISH, nl: DUTCH }))).toEqual([
      ["new", "words en"],
      ["new", "words nl"],
    ]);
    expect(changesOf(written({ en: ENGLISH }, [english]))).toEqual([["same", "words en"]]);
    expect(changesOf(written({ en: "community: { join: Enter }" }, [english]))).toEqual([
      ["changed", "words en"],
    ]);
    expect(changesOf(written({}, [english]))).toEqual([["gone", "words en"]]);
  });

  test("are told of with the brand's other problems, and with what a language lacks", () => {
    const refused = written({ en: "community: { joins: Come in }" });
    expect(refused.outcome === "refused" && refused.problems.map(describeProblem)).toEqual([
      'brands/demo/words/en.yaml:1:14: community: "joins" is not known here: "join" is meant, perhaps.',
    ]);
    const accepted = written({ nl: DUTCH });
    expect(accepted.outcome === "accepted" && accepted.notices.map(describeProblem)).toContainEqual(
      expect.stringMatching(/words\/nl\.yaml:1:1: 1 of \d+ texts of pages are written in nl/),
    );
  });

  test("are of at most so many languages as pages read at once", () => {
    const tags = [..."abcdefghijklmnopqrstuvwxyz"].flatMap((first) =>
      ["a", "e", "l", "n", "r", "s", "t"].map((second) => first + second),
    );
    const known = tags.filter(
      (tag) => Intl.NumberFormat.supportedLocalesOf(tag).length > 0 && !["en", "de"].includes(tag),
    );
    const files = known.slice(0, BRAND_LANGUAGES_MAX + 1).map((tag) => [tag, DUTCH] as const);
    expect(files).toHaveLength(BRAND_LANGUAGES_MAX + 1);
    const reviewed = written(Object.fromEntries(files));
    expect(reviewed.outcome === "refused" && reviewed.problems.map(({ message }) => message)).toEqual([
      `A brand's pages are in at most ${BRAND_LANGUAGES_MAX} languages: remove this file.`,
    ]);
  });
});

describe("the store of words", () => {
  test("writes and removes them in the transaction of the brand", async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({});
    const row = { part: "words", name: "words en", value: english } as const;
    const gone = { ...row, value: { ...english, language: "nl" } };
    await brandStore(new DynamoDBClient({}), "Ledger").publish([
      { how: "changed", row, fields: ["words"] },
      { how: "gone", row: gone },
    ]);
    const [put, remove] =
      dynamo.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(unmarshall(put?.Put?.Item ?? {})).toEqual({ pk: "words", sk: "en", ...english });
    expect(remove?.Delete?.Key).toEqual(marshall({ pk: "words", sk: "nl" }));
  });

  test("passes over a row that cannot be read, and says so: pages have the product's words", async () => {
    const rows = [
      { pk: "words", sk: "en", ...english },
      { pk: "words", sk: "nl" },
    ];
    dynamo.on(QueryCommand).resolves({ Items: rows.map((row) => marshall(row)) });
    const told: string[] = [];
    const store = brandWordsStore(new DynamoDBClient({}), "Ledger", (items) => told.push(...items));
    expect(await store.read()).toEqual([english]);
    expect(told).toEqual([expect.stringMatching(/^words nl: /)]);
  });
});
