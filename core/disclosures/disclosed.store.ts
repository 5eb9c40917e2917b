import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Locale } from "../model/cause.ts";
import { queryAll, unlessConflict } from "../platform/aws/table.store.ts";
import { disclosedKey, disclosedLanguage, disclosedPartition } from "./disclosed.keys.ts";
import { DisclosedWords } from "./disclosed-words.ts";

/** 1 MB each: some hundred times that the words of one version changed. */
const DISCLOSED_PAGES_MAX = 4;

export interface DisclosedStore {
  /** The records of one version of some terms in one language, the oldest first. */
  of(terms: string, language: Locale): Promise<readonly DisclosedWords[]>;
  /** Adds a record, unless there is one of that time: then it stays as it is. */
  add(words: DisclosedWords): Promise<"added" | "taken">;
}

export function disclosedStore(dynamo: DynamoDBClient, name: string): DisclosedStore {
  return {
    async of(terms, language) {
      const rows = await queryAll(
        { dynamo, name },
        {
          what: "the words beside an offer",
          pk: disclosedPartition(terms),
          prefix: disclosedLanguage(language),
          pagesMax: DISCLOSED_PAGES_MAX,
        },
      );
      return rows.map((row) => DisclosedWords.parse(row));
    },
    async add(words) {
      const put = new PutItemCommand({
        TableName: name,
        Item: marshall({ ...disclosedKey(words.terms, words.language, words.recordedAt), ...words }),
        ConditionExpression: "attribute_not_exists(pk)",
      });
      const { kind } = await unlessConflict(dynamo.send(put));
      return kind === "written" ? "added" : "taken";
    },
  };
}
