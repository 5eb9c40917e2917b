import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStated } from "../../demo/brand-terms.ts";
import type { Order } from "../../demo/facts.ts";
import { type DaySeed, sampleOrders, withHappenings, withPicks, withRefunds } from "../../demo/generate.ts";
import { mayRefund } from "../../demo/oracle.ts";
import { sampleShoppers } from "../../demo/shoppers.ts";

const read = (part: string): string =>
  readFileSync(join(import.meta.dirname, `../../brands/demo/${part}.yaml`), "utf8");

export const stated = readStated({
  brand: read("brand"),
  causes: read("causes"),
  terms: read("terms"),
  pools: read("pools"),
});

/** One sample day as npm start draws it. */
export function sampleDay(day: DaySeed): readonly Order[] {
  const plain = sampleOrders(day, sampleShoppers());
  const refundable = mayRefund(plain, stated);
  return withPicks(withHappenings(withRefunds(plain, day, refundable), day, refundable), day);
}
