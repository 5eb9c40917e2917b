import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkLog } from "../../../../demo/quarter/check-log.ts";
import { accrual } from "../../../support/ledger-entries.ts";

const folder = mkdtempSync(join(tmpdir(), "wellspring-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const orders = [1, 2, 3].map((number) => ({
  accrual: accrual({ orderId: `order-${number}`, gift: `gift_${String(number).padStart(26, "0")}` }),
  amendments: [],
}));
const frame = { folder, timeZone: "Europe/Berlin", last: "2027-01-31" };
const communityOf = (settled: number) => {
  const figures = [{ currency: "USD", funding: "brand", pending: 0, settled }];
  return JSON.stringify({ causes: [{ slug: "clean-rivers", figures }] });
};
const sum = { name: "clean-rivers", currency: "USD", funding: "brand", minor: 300 };

describe("strangers who check the sample's log", () => {
  test("find each gift, given and settled, and the sums that the community page shows", async () => {
    expect(await checkLog(orders, frame, communityOf(300), (leaves) => leaves.toReversed())).toEqual({
      ...{ leaves: 6, verified: 6, differences: [] },
      ...{ accrued: [sum], settled: [sum] },
    });
  });

  test("say so where a page shows more than the log, and where a receipt is of nothing published", async () => {
    const { verified, differences } = await checkLog(orders, frame, communityOf(301), (leaves) =>
      leaves.slice(0, 2).map((leaf, index) => (index === 0 ? { ...leaf, salt: "another" } : leaf)),
    );
    expect(verified).toBe(1);
    expect(differences.toSorted()).toEqual([
      expect.stringContaining("receipt of standard/pos order-1, accrued: Not true"),
      expect.stringContaining("totals of the log: Not true: clean-rivers USD brand: the page says 301"),
    ]);
  });
});
