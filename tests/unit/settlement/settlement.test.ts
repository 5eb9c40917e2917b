import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PayoutStore, payoutStore } from "../../../core/settlement/payout.store.ts";
import { proposePayouts } from "../../../core/settlement/propose.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { causes, liveThrough, type Mutant, settlementStories } from "../../support/settlement-world.ts";

const sums = [
  { cause: "rivers", currency: "EUR", funding: "brand", minor: 700 },
  { cause: "lakes", currency: "EUR", funding: "brand", minor: 200 },
  { cause: "rivers", currency: "JPY", funding: "customer", minor: 500 },
  { cause: "paths", currency: "EUR", funding: "brand", minor: -40 },
] as const;
const run = { at: "2026-12-01T09:00:00Z", by: "ann", through: "2026-11-30" };

/** Blind writes: the account's version is not looked at. */
const blind = (store: PayoutStore): PayoutStore => ({
  ...store,
  settle: async ({ account }, payout) => {
    const before = await store.account(account);
    return store.settle({ before, account }, payout);
  },
});
const mutants: Readonly<Record<string, Mutant>> = {
  "an account's version is not looked at": { store: blind },
  "a run forgets what was paid": {
    store: (store) => ({
      ...store,
      read: async () => {
        const read = await store.read();
        return { ...read, accounts: read.accounts.map((account) => ({ ...account, paid: 0 })) };
      },
    }),
  },
  "a returned payout is not owed again": {
    store: (store) => ({ ...store, advance: (before, payout) => store.advance(before, payout) }),
  },
  "a payout is written without its account": {
    store: (store) => ({
      ...store,
      settle: ({ before, account }, payout) =>
        store.settle({ before, account: { ...account, paid: before?.paid ?? 0 } }, payout),
    }),
  },
  "refunds are left out": { sums: (all) => all.filter(({ minor }) => minor > 0) },
  "the days of earlier runs are forgotten": {
    store: (store) => ({
      ...store,
      read: async () => {
        const read = await store.read();
        return { ...read, accounts: read.accounts.map((one) => ({ ...one, through: "2026-01-01" })) };
      },
    }),
  },
};

describe("payouts", () => {
  test("pay all that is payable and no more, whatever dies, runs beside, is refunded or returned", async () => {
    await fc.assert(
      fc.asyncProperty(settlementStories, (story) => liveThrough(story)),
      { numRuns: 40 },
    );
  });

  test.each(Object.entries(mutants))("break a promise where %s", async (_, mutant) => {
    const found = await fc.check(
      fc.asyncProperty(settlementStories, (story) => liveThrough(story, mutant)),
      { numRuns: 300, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });

  test("are the same bytes where a run died at any of its writes and was begun again", async () => {
    const written = async (deaths: readonly { readonly atWrite: number; readonly after: boolean }[]) => {
      const table = memoryTable();
      const store = payoutStore(table.dynamo, "T");
      for (const { atWrite, after } of deaths) {
        let writes = 0;
        const dying: PayoutStore = {
          ...store,
          settle: async (...change) => {
            writes += 1;
            if (writes === atWrite && !after) throw new Error("killed");
            const outcome = await store.settle(...change);
            if (writes === atWrite) throw new Error("killed");
            return outcome;
          },
        };
        await expect(proposePayouts({ store: dying, causes })(sums, run)).rejects.toThrow("killed");
      }
      await proposePayouts({ store, causes })(sums, run);
      return JSON.stringify(table.rows().toSorted((a, b) => (String(a["sk"]) < String(b["sk"]) ? -1 : 1)));
    };
    const undisturbed = await written([]);
    expect(JSON.parse(undisturbed).filter(({ sk }: { sk: string }) => sk.startsWith("payout#"))).toHaveLength(
      2,
    );
    for (const atWrite of [1, 2, 3]) {
      for (const after of [false, true]) expect(await written([{ atWrite, after }])).toBe(undisturbed);
    }
  });

  test("are of one charity, currency and funding each, under the charity's own key", async () => {
    const store = payoutStore(memoryTable().dynamo, "T");
    const proposals = await proposePayouts({ store, causes })(sums, run);
    expect(
      proposals.map(({ due, outcome }) => [due.charity, due.currency, due.funding, outcome.kind]),
    ).toEqual([
      ["GB-CHC-1128267", "EUR", "brand", "batched"],
      ["GB-CHC-1128267", "JPY", "customer", "batched"],
      ["GB-CHC-123456", "EUR", "brand", "carried"],
    ]);
    const { payouts } = await store.read();
    expect(payouts.map(({ minor, causes: of }) => [minor, of])).toEqual(
      expect.arrayContaining([
        [900, ["rivers", "lakes"]],
        [500, ["rivers"]],
      ]),
    );
  });

  test("change nothing where a run is only looked at", async () => {
    const table = memoryTable();
    await proposePayouts({ store: payoutStore(table.dynamo, "T"), causes })(sums, run, { dryRun: true });
    expect(table.rows()).toEqual([]);
  });
});
