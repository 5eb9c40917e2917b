import fc from "fast-check";
import { expect } from "vitest";
import { bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import { type Accrual, AMENDMENTS_MAX, type Clawback, type Entry } from "../../core/giving/ledger/entry.ts";
import { parseBucketKey } from "../../core/giving/ledger/ledger.keys.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { LedgerLimitError } from "../../core/giving/ledger/limits.ts";
import { MINOR_MAX } from "../../core/model/money.ts";
import { ID_CHARS_MAX, LINES_MAX } from "../../core/model/purchase.ts";
import { accrual, clawback } from "./ledger-entries.ts";
import { type StoredRow, tableOf } from "./stored-rows.ts";

/** Text as long as an id may be, of letters that take one, two, three and four bytes. */
const longText = fc.constantFrom(
  "x".repeat(ID_CHARS_MAX),
  "\u00e9".repeat(ID_CHARS_MAX),
  "\u5bff".repeat(ID_CHARS_MAX),
  "\u{1f98a}".repeat(Math.floor(ID_CHARS_MAX / 2)),
  "a#b%c d",
  "__proto__",
  "half \ud83e",
);
const atTheBound = (max: number) => fc.constantFrom(0, 1, max - 1, max, max + 1, Number.MAX_SAFE_INTEGER);
const instants = fc.constantFrom(
  "0000-01-01T00:00:00Z",
  "2026-11-22T13:35:45Z",
  "9999-12-31T23:59:59Z",
  "+010000-01-01T00:00:00Z",
);
const days = fc.constantFrom("-000001-12-31", "2026-12-22", "9999-12-31", "+010000-01-30");
const parts = fc.array(
  fc.record({
    cause: fc.constantFrom("a", "z".repeat(48)),
    funding: fc.constantFrom("brand" as const, "match" as const, "customer" as const),
    minor: atTheBound(MINOR_MAX),
  }),
  { maxLength: 64 },
);
export const linesOf = (id: string, count: number): [string, number, number][] =>
  Array.from({ length: count }, (_, index) => [
    index === 0 ? id : `${index}${id}`.slice(0, ID_CHARS_MAX),
    1,
    MINOR_MAX,
  ]);

/** Accruals and clawbacks up to every bound, and beyond it. */
export const entriesAtBounds: fc.Arbitrary<Entry> = fc
  .record({
    orderId: longText,
    placedAt: instants,
    settlesOn: days,
    parts,
    lineId: longText,
    lines: fc.constantFrom(0, 1, LINES_MAX, LINES_MAX + 1),
    units: fc.boolean(),
    sequence: fc.constantFrom(0, 1, 999, 1000, 1001, AMENDMENTS_MAX, AMENDMENTS_MAX + 1),
    back: fc.boolean(),
  })
  .map(({ orderId, placedAt, settlesOn, lineId, units, sequence, back, ...drawn }): Entry => {
    const lines = linesOf(lineId, drawn.lines);
    const gift: Accrual = {
      ...accrual({ orderId: "1" }),
      orderId,
      placedAt,
      settlesOn,
      parts: drawn.parts,
      lines,
      ...(units && {
        shrink: {
          by: "units" as const,
          lines: Object.fromEntries(lines.map(([id]) => [id, [1, 1] as [number, number]])),
        },
      }),
    };
    if (!back) return gift;
    const goods = lines.map(([id, quantity, minor]) => ({ lineId: id, quantity, goods: minor }));
    const { fingerprint: _, base: __, ...common } = gift;
    const taken: Clawback = {
      ...clawback(accrual({ orderId: "1" }), { sequence: 1 }),
      orderId: common.orderId,
      placedAt,
      settlesOn,
      parts: drawn.parts.map((part) => ({ ...part, minor: 0 - part.minor })),
      sequence,
      scope: { of: "goods", goods: MINOR_MAX, roundUp: 0, lines: goods },
    };
    return taken;
  });

/** What a table has after an entry was written, or nothing where the ledger refused it. */
export async function writtenRows(entry: Entry): Promise<StoredRow[] | "refused"> {
  const table = tableOf([]);
  const ledger = ledgerStore(table.dynamo, "T", 4);
  try {
    if (entry.kind === "accrual") await ledger.record(entry, [], undefined);
    else await ledger.append(entry, []);
  } catch (error) {
    if (!(error instanceof LedgerLimitError)) throw error;
    expect(table.written).toEqual([]);
    return "refused";
  }
  return table.written.map((row) => ({ ...row, pk: String(row["pk"]), sk: String(row["sk"]) }));
}

/** What a reader of the bucket gets of these rows. */
export async function readBucketOf(rows: readonly StoredRow[]) {
  const bucket = parseBucketKey(rows[0]?.pk ?? "");
  if (bucket === undefined) throw new Error("no bucket");
  const pages = await Array.fromAsync(bucketStore(tableOf(rows).dynamo, "T").read(bucket));
  return {
    entries: pages.flatMap(({ entries }) => entries),
    unreadable: pages.flatMap(({ unreadable }) => unreadable),
  };
}
