import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../../core/giving/ledger/entry.ts";
import type { EntryPagesStore, LedgerRow } from "../../../core/giving/ledger/entry-pages.store.ts";
import {
  accrualSortKey,
  amendmentSortKey,
  bucketKey,
  bucketMinute,
} from "../../../core/giving/ledger/ledger.keys.ts";
import { bucketShard } from "../../../core/giving/ledger/order-hash.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { Payable } from "../../../core/settlement/payable.ts";
import {
  DayNotOverError,
  OrderTornError,
  type PayableRead,
  PayableTooLargeError,
  ReadPayable,
  readPayable,
} from "../../../core/settlement/read-payable.ts";
import { brand } from "../../support/giving-builders.ts";
import { accrual, clawback, history } from "../../support/ledger-entries.ts";

const dayIn = (timeZone: string) => calendar(timeZone).dayOf;
const brandConfig = async () => ({ brand, causes: [], terms: [], pools: [] });

function rowOf(entry: Entry): LedgerRow {
  const pk = bucketKey(bucketMinute(entry.placedAt), bucketShard(entry, 2));
  const sk = entry.kind === "accrual" ? accrualSortKey(entry) : amendmentSortKey(entry, entry.sequence);
  return { key: { pk, sk }, entry };
}

/** As DynamoDB answers a scan: partitions in the order of a hash, their rows in the order of sort keys, in pages of any length. */
function ledgerOf(rows: readonly LedgerRow[], pageRows = 2): EntryPagesStore {
  const turned = (pk: string) => [...pk].reverse().join("");
  const text = ({ key }: Pick<LedgerRow, "key">) => `${turned(key.pk)} ${key.sk}`;
  const sorted = rows.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
  return {
    async *read(after) {
      const rest = after === undefined ? sorted : sorted.filter((row) => text(row) > text({ key: after }));
      for (let at = 0; at < rest.length; at += pageRows) yield rest.slice(at, at + pageRows);
    },
  };
}

/** All turns of a run, each as long as its number of calls of the clock. */
async function run(
  ledger: (turn: number) => EntryPagesStore,
  input: object,
  turnMs: number,
): Promise<PayableRead> {
  let given: unknown = { startedAt: "2027-03-01T05:00:00.123Z", ...input };
  for (let turn = 0; turn < 500; turn += 1) {
    let ms = 0;
    const nowMs = () => (ms += 1);
    const read = await readPayable({ ledger: ledger(turn), brandConfig, dayIn, nowMs, turnMs })(
      ReadPayable.parse(given),
    );
    if (read.outcome === "read") return read;
    given = { startedAt: "2027-03-01T05:00:00.123Z", ...JSON.parse(JSON.stringify(read)) };
  }
  throw new Error("goes in a circle");
}

function payableAt(through: string, entries: readonly Entry[]) {
  const payable = new Payable(through, dayIn(brand.timeZone));
  for (const entry of entries) payable.add(entry);
  return payable.sums().map(({ cause, currency, funding, minor }) => [cause, currency, funding, minor]);
}

const days = fc.constantFrom("2026-11-23", "2026-12-01", "2026-12-22", "2027-01-15");

describe("a run over the ledger", () => {
  test("finds what is payable, however its turns and pages are cut, also as refunds come in meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        days,
        fc.nat(4),
        fc.integer({ min: 1, max: 5 }),
        async (entries, through, turnMs, pageRows) => {
          const rows = entries.map(rowOf);
          const later = entries
            .filter((entry) => entry.kind === "accrual")
            .map((gift) => rowOf(clawback(gift, { sequence: 999, recordedAt: "2027-03-01T05:01:00Z" })));
          const others = [
            { key: { pk: "order#standard#pos#1", sk: "order" } },
            { key: { pk: "payouts", sk: "account#x" } },
          ];
          const ledger = (turn: number) =>
            ledgerOf([...rows, ...others, ...(turn === 0 ? [] : later)], pageRows);
          const read = await run(ledger, { through }, turnMs);
          expect(read.sums).toEqual(payableAt(through, entries));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is of last month unless it is told a day, and of none that is not over", async () => {
    const one = rowOf(accrual({ orderId: "1" }));
    expect(await run(() => ledgerOf([one]), {}, 0)).toMatchObject({ through: "2027-02-28", entries: 1 });
    await expect(run(() => ledgerOf([one]), { through: "2027-03-01" }, 0)).rejects.toThrow(DayNotOverError);
  });

  test("fails where an entry stands apart from its gift", async () => {
    const gift = accrual({ orderId: "1" });
    const torn = {
      ...rowOf(clawback(gift, { sequence: 1 })),
      key: { pk: "bucket#2026-11-22T13:35Z#09", sk: "x" },
    };
    await expect(run(() => ledgerOf([rowOf(gift), torn]), {}, 0)).rejects.toThrow(OrderTornError);
  });

  test("fails where the sums do not fit into a state of the workflow", async () => {
    const parts = (at: number) =>
      Array.from({ length: 60 }, (_, part) => ({
        cause: `${"c".repeat(40)}-${at}-${part}`,
        funding: "brand" as const,
        minor: 1,
      }));
    const gifts = Array.from({ length: 60 }, (_, at) =>
      rowOf(accrual({ orderId: `${at}`, parts: parts(at) })),
    );
    await expect(run(() => ledgerOf(gifts), {}, 0)).rejects.toThrow(PayableTooLargeError);
  });
});
