import { Entry } from "../../core/giving/ledger/entry.ts";
import type { Order } from "../../demo/facts.ts";
import { expect as expectedOf } from "../../demo/oracle.ts";
import type { GiftTotals } from "./deployed-stage.ts";
import { stated } from "./sample-day.ts";

/** What orders come to on stacks that others use, too: the oracle of the sample, whose code the product does not share. */

/** More than all these orders together could draw, in minor units. */
const PLENTY = 10n ** 15n;

/** Of pools nothing is compared, as other suites may have emptied them: here they never run out. */
const unmatched = { ...stated, pools: stated.pools.map((pool) => ({ ...pool, amount: PLENTY })) };

/** What the oracle says of these orders, without their match. */
export function wanted(orders: readonly Order[]): GiftTotals {
  const { figures } = expectedOf(orders, unmatched, new Date().toISOString().slice(0, 10));
  const own = figures.filter(({ funding, net }) => funding !== "match" && net !== 0);
  return Object.fromEntries(
    own.map(({ cause, funding, currency, net }) => [`${cause} ${funding} ${currency}`, net]),
  );
}

/** What the entries of one order come to, without its match. */
export function netOf(entries: readonly Record<string, unknown>[]): GiftTotals {
  const nets = new Map<string, number>();
  for (const entry of entries) {
    const { currency, parts } = Entry.safeParse(entry).data ?? { currency: "", parts: [] };
    for (const { cause, funding, minor } of parts.filter((part) => part.funding !== "match")) {
      const name = `${cause} ${funding} ${currency}`;
      nets.set(name, (nets.get(name) ?? 0) + minor);
    }
  }
  return Object.fromEntries([...nets].filter(([, minor]) => minor !== 0));
}

export function withoutMatch(totals: GiftTotals): GiftTotals {
  return Object.fromEntries(Object.entries(totals).filter(([name]) => !name.includes(" match ")));
}
