import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { proofsIn } from "../../../../core/proof/proof.store.ts";
import { publishProof } from "../../../../core/proof/publish-proof.ts";
import { checkLog } from "../../../../demo/quarter/check-log.ts";
import { LOG, ORIGIN, PROOF_KEY, signerOf } from "../../../support/gift-log.ts";
import { accrual } from "../../../support/ledger-entries.ts";
import { MemoryLog } from "../../../support/memory-log.ts";
import { CountedLedger, MemoryFiles } from "../../../support/memory-proof.ts";

const timeZone = "Europe/Berlin";
const folder = mkdtempSync(join(tmpdir(), "wellspring-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const orderOf = (number: number) => ({
  accrual: accrual({ orderId: `order-${number}`, gift: `gift_${String(number).padStart(26, "0")}` }),
  amendments: [],
});
const orders = [1, 2, 3].map(orderOf);
const files = new MemoryFiles();
const proofs = proofsIn(files, { salts: async () => PROOF_KEY, timeZone: async () => timeZone });
const log = { address: folder, timeZone, proofs };
const communityOf = (settled: number) => {
  const figures = [{ currency: "USD", funding: "brand", pending: 0, settled }];
  return JSON.stringify({ causes: [{ slug: "clean-rivers", figures }] });
};
const sum = { name: "clean-rivers", currency: "USD", funding: "brand", minor: 300 };
const reversed = <Item>(items: readonly Item[]) => items.toReversed();

beforeAll(async () => {
  const turn = publishProof({
    ...{ files, heads: new MemoryLog(), origin: ORIGIN, salts: async () => PROOF_KEY },
    ...new CountedLedger(orders, timeZone).deps,
    signer: signerOf(LOG),
    timeZone: async () => timeZone,
    now: () => "2027-02-01T12:00:00Z",
  });
  while ((await turn()).outcome === "more");
  for (const [path, { bytes }] of files.files) {
    if (!path.startsWith("log/")) continue;
    const file = join(folder, path.slice("log/".length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
});

describe("strangers who check the sample's log", () => {
  test("find a receipt of each order, and the sums that the community page shows", async () => {
    expect(await checkLog(orders, log, communityOf(300), reversed)).toEqual({
      ...{ leaves: 6, verified: 3, differences: [] },
      ...{ accrued: [sum], settled: [sum] },
    });
  });

  test("say so where a page shows more than the log, and where a receipt is of nothing published", async () => {
    const others = [orderOf(4), ...orders.slice(1)];
    const { verified, differences } = await checkLog(others, log, communityOf(301), reversed);
    expect(verified).toBe(2);
    expect(differences.toSorted()).toEqual([
      expect.stringContaining("receipt of standard/pos order-4, settled: Not true"),
      expect.stringContaining("totals of the log: Not true: clean-rivers USD brand: the page says 301"),
    ]);
  });
});
