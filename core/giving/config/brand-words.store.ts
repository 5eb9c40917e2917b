import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BrandWords } from "../../model/brand-words.ts";
import { queryAll } from "../../platform/aws/table.store.ts";
import type { ReportUnreadable } from "../../platform/lambda/report-unreadable.ts";
import { BRAND_WORDS_PARTITION } from "./brand-config.keys.ts";

/** 1 MB each. A whole language is some 60 KB. */
export const BRAND_WORDS_PAGES_MAX = 8;

export interface BrandWordsStore {
  /** The words that the brand wrote, a row for each language. `report` is told of those that cannot be read: the product's stand. */
  read(): Promise<readonly BrandWords[]>;
}

export function brandWordsStore(
  dynamo: DynamoDBClient,
  table: string,
  report: ReportUnreadable,
): BrandWordsStore {
  return {
    async read() {
      const rows = await queryAll(
        { dynamo, name: table },
        { what: "the brand's words", pk: BRAND_WORDS_PARTITION, pagesMax: BRAND_WORDS_PAGES_MAX },
      );
      return rows.flatMap((row) => {
        const { data, error } = BrandWords.safeParse(row);
        if (data !== undefined) return [data];
        report([`${row.pk} ${row.sk}: ${error.issues.map(({ path }) => path.join(".")).join(", ")}`]);
        return [];
      });
    },
  };
}
