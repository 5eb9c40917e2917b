import { expect } from "vitest";
import type { Entry } from "../../../core/giving/ledger/entry.ts";
import { entriesAtBounds, readBucketOf, writtenRows } from "../../support/entries-at-bounds.ts";
import { accrual } from "../../support/ledger-entries.ts";
import type { StoredRow } from "../../support/stored-rows.ts";
import { kind } from "../kind.ts";

/** What a table has after an entry was written beside its neighbour, or that the ledger refused it. */
type Write = (entry: Entry) => Promise<readonly StoredRow[] | "refused">;

const neighbour = accrual({ orderId: "neighbour" });

/** The rows of an entry that the ledger takes, as if nothing had been checked before. */
const unchecked: Write = async (entry) => {
  const [own] = await rowsOf(writtenRows, neighbour);
  return [{ ...entry, pk: own?.pk ?? "", sk: "standard#pos#1#accrual" }];
};

async function rowsOf(write: Write, entry: Entry): Promise<readonly StoredRow[]> {
  const rows = await write(entry);
  return rows === "refused" ? [] : rows;
}

export const bounds = kind<Write, Entry>({
  name: "entries at the bounds of the ledger",
  share: 4,
  input: entriesAtBounds,
  product: writtenRows,
  shown: ({ kind: is, orderId, placedAt, settlesOn, parts }) => ({
    is,
    orderId,
    placedAt,
    settlesOn,
    parts: parts.length,
  }),
  async tried(write, entry) {
    const rows = await write(entry);
    if (rows === "refused") return "refused";
    const pk = rows[0]?.pk ?? "";
    const beside = (await rowsOf(writtenRows, neighbour)).map((row) => ({ ...row, pk }));
    const { entries, unreadable } = await readBucketOf([...rows, ...beside]);
    expect(unreadable, "what was accepted cannot be read").toEqual([]);
    expect(entries).toContainEqual(entry);
    expect(entries.map(({ orderId }) => orderId)).toContain("neighbour");
    return "accepted";
  },
  mutants: { "the checks before a write": unchecked },
});
