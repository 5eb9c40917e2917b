import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Service } from "../../model/answering-hours.ts";
import { Brand, Cause } from "../../model/cause.ts";
import { MatchPool, Terms } from "../../model/terms.ts";
import { queryAll, type Row } from "../../platform/aws/table.store.ts";
import { BRAND_CONFIG_PARTITION, brandConfigKind } from "./brand-config.keys.ts";
import type { BrandConfig } from "./brand-config.ts";

/** 1 MB each: hundreds of terms versions and causes. A larger config is no small partition any more. */
export const BRAND_CONFIG_PAGES_MAX = 10;

export interface BrandConfigStore {
  /** The whole config, in one query, as of now. A row that does not parse throws: better no gift than a wrong one. */
  read(): Promise<BrandConfig>;
}

export function brandConfigStore(dynamo: DynamoDBClient, table: string): BrandConfigStore {
  return {
    async read() {
      const rows = await queryAll(
        { dynamo, name: table },
        { what: "the brand's config", pk: BRAND_CONFIG_PARTITION, pagesMax: BRAND_CONFIG_PAGES_MAX },
      );
      return toBrandConfig(rows);
    },
  };
}

function toBrandConfig(rows: readonly Row[]): BrandConfig {
  const of = (kind: string) => rows.filter((row) => brandConfigKind(String(row.sk)) === kind);
  const [service] = of("service").map((row) => Service.parse(row));
  const [brand] = of("brand").map((row) => Brand.parse(row));
  return {
    ...(brand && { brand }),
    ...(service && { service }),
    causes: of("cause").map((row) => Cause.parse(row)),
    terms: of("terms").map((row) => Terms.parse(row)),
    pools: of("pool").map((row) => MatchPool.parse(row)),
  };
}
