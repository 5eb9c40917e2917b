import { calendar } from "../../core/impact/calendar.ts";
import { formatMinor } from "../../core/model/money.ts";
import type { OrderRef } from "../../core/model/purchase.ts";
import type { Payout } from "../../core/settlement/payout.ts";
import { type CountedPart, countedBy } from "../../core/settlement/payout-purchases.ts";
import { readOrders } from "../ledger/read-orders.ts";
import { timeZoneOf } from "../ledger/tables.ts";
import { table } from "../table.ts";
import { idNamed, notFound, openPayouts, type PayoutsOptions, print } from "./payouts.ts";

/** Prints what a payout counted, purchase by purchase: `money trace` leads from each of them back to it. */
export async function purchases(named: string, options: PayoutsOptions): Promise<void> {
  const id = idNamed(named);
  const { tables, store } = await openPayouts(options);
  const { payouts } = await store.read();
  const payout = payouts.find((one) => one.id === id);
  if (payout === undefined) throw notFound(named);
  const { dayOf } = calendar(await timeZoneOf(tables));
  const counted = countedBy(id, await readOrders(tables, { quiet: options.json }), payouts, dayOf);
  print(options, { ...payout, purchases: counted }, () => purchaseLines(payout, counted));
}

/** The column of amounts, which a terminal aligns to the right. */
const AMOUNT = 3;

export function purchaseLines({ id, currency, minor }: Payout, counted: readonly CountedPart[]): string[] {
  const money = (amount: number) => `${formatMinor(amount, currency)} ${currency}`;
  const rows = counted.map((part) => [
    part.placedAt,
    nameOf(part.order),
    part.cause,
    money(part.minor),
    part.from,
  ]);
  const sum = counted.reduce((all, part) => all + part.minor, 0);
  return [
    table(["placed", "order", "cause", "amount", "payable from"], rows, new Set([AMOUNT])),
    "",
    sum === minor
      ? `They sum to ${money(minor)}, as ${id} does.`
      : `They sum to ${money(sum)}, and ${id} is of ${money(minor)}: \`ledger verify\` says what differs.`,
  ];
}

function nameOf({ source, connection, orderId }: OrderRef): string {
  return `${source}/${connection}/${orderId}`;
}
