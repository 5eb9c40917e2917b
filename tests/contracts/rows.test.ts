import { describe, expect, test } from "vitest";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { rateLimitStore } from "../../core/people/rate-limit/rate-limit.store.ts";
import { QUESTIONS } from "../../core/people/rate-limit/rate-limit.ts";
import { impactKinds, ledgerKinds, noneUnreadable } from "../support/ledger-rows.ts";
import { peopleKinds } from "../support/people-rows.ts";
import { facts, type RowKind, renamed, type StoredRow, storedRows, tableOf } from "../support/stored-rows.ts";

/** Rows of an earlier release (tests/fixtures/rows/README.md): what deployed tables hold, today's code must understand. */
const tables = { ledger: ledgerKinds, impact: impactKinds, people: peopleKinds } as const;

/** Counters that only conditions look at: no reader answers them. */
const isCounter = ({ pk, sk }: StoredRow) => pk.startsWith("limit#") || sk.startsWith("cap#");
const nameOf = ({ pk, sk }: StoredRow) => `${pk} / ${sk}`;

/** What the kind's reader answers of this row while the table holds another in its place; undefined where it fails. */
async function readAs(kind: RowKind, row: StoredRow, held: StoredRow, all: readonly StoredRow[]) {
  const rows = all.map((one) => (one === row ? held : one));
  return kind.read(row, tableOf(rows)).catch(() => undefined);
}

describe.each(Object.entries(tables))("a table %s that an earlier release wrote", (table, kinds) => {
  const rows = storedRows(table as keyof typeof tables);
  const cases = rows
    .filter((row) => !isCounter(row))
    .map((row) => ({ name: nameOf(row), row, kind: kinds.find(({ is }) => is(row)) }));

  test("has rows of every kind, each of which one kind claims", () => {
    for (const row of rows.filter((one) => !isCounter(one))) {
      expect([nameOf(row), kinds.filter(({ is }) => is(row)).length]).toEqual([nameOf(row), 1]);
    }
    expect(kinds.filter(({ is }) => !rows.some(is)).map(({ name }) => name)).toEqual([]);
  });

  test.each(cases)("is read to the letter: $name", async ({ row, kind }) => {
    expect(await kind?.read(row, tableOf(rows))).toEqual(facts(row, kind?.unread));
  });

  test.each(cases.filter(({ kind }) => kind?.write !== undefined))(
    "is written to the letter: $name",
    async ({ row, kind }) => {
      const neighbours = rows.filter(
        (one) => one !== row && (one.sk === "salt" || one.sk.startsWith("contact#")),
      );
      const held = kind?.replaces ? [...neighbours, row] : neighbours;
      const table = tableOf(held);
      await kind?.write?.(row, table);
      expect(table.written).toContainEqual(row);
    },
  );

  test.each(cases)("is not read under another name of any attribute: $name", async ({ row, kind }) => {
    if (kind === undefined) throw new Error("No kind of ours");
    const right = await readAs(kind, row, row, rows);
    for (const mutant of renamed(row, kind.unread)) {
      const read = await readAs(kind, row, mutant.row, rows);
      expect([mutant.path, read]).not.toEqual([mutant.path, right]);
    }
  });
});

test("an entry of an earlier release is found under its customer", async () => {
  const rows = storedRows("ledger");
  const known = rows.filter(({ kind, customer }) => kind === "accrual" && customer !== undefined);
  expect(known.length).toBeGreaterThan(0);
  for (const { customer, gift, parts } of known) {
    const entries = customerEntriesStore(tableOf(rows).dynamo, "T", noneUnreadable);
    const found = await entries.of(CustomerId.parse(customer));
    expect(found).toContainEqual(expect.objectContaining({ gift, parts }));
  }
});

test("a counter of an earlier release has the attributes that today's writer raises", async () => {
  const limit = tableOf([]);
  const counted = { key: async () => "k".repeat(64), now: () => "2026-11-26T12:00:00Z" };
  await rateLimitStore(limit.dynamo, "T", counted).consume(QUESTIONS, "somebody");
  const cap = tableOf(storedRows("people"));
  const claim = storedRows("people").find(({ outcome }) => outcome === "unknown");
  if (claim === undefined) throw new Error("No claim");
  await peopleKinds.find(({ is }) => is(claim))?.write?.(claim, cap);
  const raised = ([update = ""]: readonly string[]) =>
    [...update.matchAll(/(?:ADD|SET) (\w+)/g)].map(([, name]) => name);
  const counters = storedRows("people").filter(isCounter);
  expect(counters.length).toBe(2);
  for (const row of counters) {
    const names = raised(row.pk.startsWith("limit#") ? limit.updates : cap.updates);
    expect(Object.keys(facts(row)).toSorted()).toEqual(names.toSorted());
  }
});
