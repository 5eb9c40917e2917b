import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import type { Entry } from "../../core/giving/ledger/entry.ts";
import { calendar } from "../../core/impact/calendar.ts";
import type { Day } from "../../core/model/purchase.ts";
import { checkPayouts } from "../../core/settlement/check-payouts.ts";
import { duesOf } from "../../core/settlement/due.ts";
import { Payable } from "../../core/settlement/payable.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { type Tables, timeZoneOf } from "./tables.ts";

/**
 * Holds payouts and their accounts against the ledger: hand it each entry, then ask for problems. Payouts are read first, so one
 * that a run makes meanwhile is in none of it.
 */
export async function payoutsCheck(
  tables: Tables,
): Promise<{ readonly add: (entry: Entry) => void; readonly problems: () => string[] }> {
  const { accounts, payouts, paidCauses } = await payoutStore(tables.dynamo, tables.ledger).read();
  const { causes } = await brandConfigStore(tables.dynamo, tables.ledger).read();
  const { dayOf } = calendar(await timeZoneOf(tables));
  const payable = new Map<Day, Payable>(
    accounts.map(({ through }) => [through, new Payable(through, dayOf)]),
  );
  return {
    add(entry) {
      for (const sums of payable.values()) sums.add(entry);
    },
    problems() {
      const dues = new Map(
        [...payable].map(([through, sums]) => [through, duesOf(sums.sums(), causes, paidCauses)]),
      );
      return checkPayouts(accounts, payouts, ({ through }) => dues.get(through) ?? []);
    },
  };
}
