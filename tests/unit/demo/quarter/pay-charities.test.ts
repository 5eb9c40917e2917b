import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { movePayout } from "../../../../core/settlement/move-payout.ts";
import { payeeStore } from "../../../../core/settlement/payees/payee.store.ts";
import { payeeSeal } from "../../../../core/settlement/payees/seal-payee.ts";
import { type PayoutStore, payoutStore } from "../../../../core/settlement/payout.store.ts";
import { payoutState } from "../../../../core/settlement/payout.ts";
import { payCharities } from "../../../../demo/quarter/pay-charities.ts";
import { takePain001 } from "../../../../demo/stand-in-bank.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { aCause } from "../../../support/settlement-world.ts";

const THROUGH = "2027-02-28";
const causes = [aCause("rivers", "1128267"), aCause("paths", "123456")];
const brand = {
  name: "Tarnfell",
  payouts: { minimum: { EUR: 500 }, secondPersonAbove: { EUR: 50_000 } },
};
const sums = [
  { cause: "rivers", currency: "EUR", funding: "brand", minor: 60_000 },
  { cause: "rivers", currency: "EUR", funding: "customer", minor: 700 },
  { cause: "paths", currency: "EUR", funding: "brand", minor: 499 },
  { cause: "paths", currency: "JPY", funding: "match", minor: 3_000 },
] as const;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A table with the payouts, the folder of the bank's files, and a run that dies at its nth write, before or after it. */
function world() {
  const { dynamo } = memoryTable();
  const store = payoutStore(dynamo, "T");
  const payees = {
    store: payeeStore(dynamo, "T"),
    seal: payeeSeal({ key: async () => "k".repeat(32), random: (count) => new Uint8Array(count) }),
  };
  const folder = mkdtempSync(join(tmpdir(), "wellspring-quarter-"));
  folders.push(folder);
  const pay = (through = THROUGH, from: readonly (typeof sums)[number][] = sums) =>
    payCharities({ store, payees, brand, causes, folder })(from, through);
  const dyingAt = (write: number, after: boolean) => {
    let writes = 0;
    const dying =
      <Args extends unknown[], Answer>(real: (...args: Args) => Promise<Answer>) =>
      async (...args: Args): Promise<Answer> => {
        writes += 1;
        if (writes === write && !after) throw new Error("killed");
        const answer = await real(...args);
        if (writes === write) throw new Error("killed");
        return answer;
      };
    const hindered: PayoutStore = {
      ...store,
      settle: dying(store.settle),
      advance: dying(store.advance),
    };
    return payCharities({ store: hindered, payees, brand, causes, folder })(sums, THROUGH);
  };
  const files = () =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  /** What the bank was told to pay, by payout. */
  const ordered = () =>
    Object.entries(files())
      .filter(([name]) => name.includes("pain.001"))
      .flatMap(([, text]) => takePain001(text).map(({ endToEndId }) => endToEndId));
  return { store, pay, dyingAt, files, ordered };
}

const stateOf = async (store: PayoutStore) => {
  const { accounts, payouts } = await store.read();
  const sorted = payouts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { accounts, payouts: sorted };
};

describe("paying the sample's charities", () => {
  test("takes each payout by two other people and the bank to its charity, and lets small ones wait", async () => {
    const { store, pay, files } = world();
    expect(await pay()).toEqual([]);
    const { payouts } = await stateOf(store);
    expect(payouts.map(({ minor }) => minor).toSorted((a, b) => a - b)).toEqual([700, 3_000, 60_000]);
    for (const payout of payouts) {
      const kinds = payout.entries.map(({ kind }) => kind);
      const approvals = payout.entries.filter(({ kind }) => kind === "approved");
      expect(new Set([payout.batched, ...approvals].map(({ by }) => by)).size).toBe(payout.approvals + 1);
      expect(kinds.slice(-4)).toEqual(["filed", "sent", "booked", "received"]);
      expect(payout.approvals).toBe(payout.minor === 700 ? 1 : 2);
    }
    const names = Object.keys(files()).map((name) => name.replace(/-[0-9a-f]{8}\./, "."));
    expect(names.toSorted()).toEqual([
      `${THROUGH}-EUR.camt.053.xml`,
      `${THROUGH}-EUR.pain.001.xml`,
      `${THROUGH}-JPY.camt.053.xml`,
      `${THROUGH}-JPY.pain.001.xml`,
    ]);
  });

  test("comes to the same entries and files where it died at any write and was begun again", async () => {
    const undisturbed = world();
    await undisturbed.pay();
    const wanted = await stateOf(undisturbed.store);
    const writes =
      wanted.accounts.length + wanted.payouts.reduce((all, { entries }) => all + entries.length, 0);
    for (let write = 1; write <= writes; write += 1) {
      for (const after of [false, true]) {
        const killed = world();
        await expect(killed.dyingAt(write, after)).rejects.toThrow("killed");
        expect(await killed.pay()).toEqual([]);
        expect(await stateOf(killed.store)).toEqual(wanted);
        expect(killed.files()).toEqual(undisturbed.files());
      }
    }
    expect(writes).toBeGreaterThan(20);
  });

  test("changes nothing when it is begun again, and pays a later day the difference alone", async () => {
    const { store, pay, ordered } = world();
    await pay();
    const before = await stateOf(store);
    expect(await pay()).toEqual([]);
    expect(await stateOf(store)).toEqual(before);
    const more = [...sums, { ...sums[2], minor: 1 } as unknown as (typeof sums)[2]];
    expect(await pay("2027-03-01", more)).toEqual([]);
    const { payouts } = await stateOf(store);
    expect(payouts).toHaveLength(before.payouts.length + 1);
    expect(new Set(ordered()).size).toBe(ordered().length);
  });

  test("pays what the bank gave back by another payout and file, and no other payout twice", async () => {
    const { store, pay, ordered } = world();
    await pay();
    const [first] = (await store.read()).payouts.filter(({ currency }) => currency === "EUR");
    if (first === undefined) throw new Error("nothing was paid");
    const said = { kind: "returned", because: "AC04", reference: "B1" } as const;
    await movePayout({ store })(first.id, said, { at: "2027-03-20T09:00:00Z", by: "ann" });
    expect(await pay()).toEqual([]);
    expect(new Set(ordered()).size).toBe(ordered().length);
    const states = (await store.read()).payouts.map((payout) => payoutState(payout).kind);
    expect(states.toSorted()).toEqual(["received", "received", "received", "returned"]);
  });

  test("says of a later day that was settled before that nothing is paid", async () => {
    const { pay } = world();
    await pay("2027-03-01");
    expect((await pay()).at(0)).toContain("is settled through 2027-03-01 already");
  });
});
