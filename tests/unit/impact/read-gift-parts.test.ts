import { BatchGetItemCommand, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { cachedIf } from "../../../core/giving/config/brand-config.ts";
import { purchaseEntriesStore } from "../../../core/giving/ledger/purchase-entries.store.ts";
import { readGiftParts } from "../../../core/impact/read-gift-parts.ts";
import type { PersonalPurchase } from "../../../core/impact/read-personal.ts";
import { PAYOUTS_AGE_MAX_SECONDS, payoutsReader } from "../../../core/settlement/read-payouts.store.ts";
import { payoutKey } from "../../../core/settlement/settlement.keys.ts";
import { accrual } from "../../support/ledger-entries.ts";
import { aPayout, movesOf } from "../../support/payments.ts";
import { aCause } from "../../support/settlement-world.ts";
import { brand } from "../../support/states.ts";
import { tableOf } from "../../support/stored-rows.ts";

const rivers = aCause("clean-rivers", "1128267");
const payout = aPayout(
  { causes: ["clean-rivers"], minor: 4_000 },
  movesOf({ minor: 4_000, currency: "EUR" }, "2026-11-03"),
);
/** More purchases than a page lists, each settled and paid. */
const stored = Array.from({ length: 40 }, (_, at) => {
  const orderId = String(at);
  const gift = `gift_${orderId.padStart(26, "0")}`;
  const over = { recordedAt: "2026-09-20T10:01:00Z", placedAt: "2026-09-20T10:00:00Z", currency: "EUR" };
  const entry = accrual({ orderId, gift, settlesOn: "2026-10-10", ...over });
  return { pk: "bucket", sk: `${orderId}#accrual`, ...entry };
});
const purchases = stored.map(
  ({ gift, placedAt, currency, parts, settlesOn, pk, sk }): PersonalPurchase => ({
    ...{ gift, placedAt, currency, parts, settlesOn, pending: false, entries: [{ pk, sk }] },
  }),
);

function world(rows: readonly { readonly pk: string; readonly sk: string }[]) {
  const { dynamo } = tableOf([...rows]);
  const calls: string[] = [];
  const unreadable: string[] = [];
  const counted = {
    send: (command: object) => {
      calls.push(
        command instanceof BatchGetItemCommand ? "batch" : command instanceof QueryCommand ? "query" : "?",
      );
      return dynamo.send(command as never);
    },
  } as unknown as DynamoDBClient;
  const report = (items: readonly string[]) => void unreadable.push(...items);
  let at = "2026-11-22T12:00:00Z";
  const now = () => at;
  const read = readGiftParts({
    purchaseEntries: purchaseEntriesStore(counted, "T", report),
    payouts: cachedIf(payoutsReader(counted, "T", report), now, undefined, PAYOUTS_AGE_MAX_SECONDS),
    brandConfig: async () => ({ brand, causes: [rivers], terms: [], pools: [] }),
    now,
  });
  return { read, calls, unreadable, later: (time: string) => (at = time) };
}
const paid = { ...payoutKey(payout.id), ...payout };

test("a page of purchases is followed by one read of its entries, and one of payouts in some minutes", async () => {
  const { read, calls, later } = world([...stored, paid]);
  const parts = await read(purchases);
  expect(parts.size).toBe(40);
  expect(parts.get(purchases[0]?.gift ?? "")).toMatchObject([
    { minor: 100, state: { kind: "inPayment", payment: { kind: "booked", on: "2026-11-03" } } },
  ]);
  await read(purchases);
  expect(calls.toSorted()).toEqual(["batch", "batch", "query"]);
  later("2026-11-22T12:05:01Z");
  await read(purchases);
  expect(calls.filter((call) => call === "query")).toHaveLength(2);
});

test("purchases that are pending read nothing", async () => {
  const { read, calls } = world([...stored, paid]);
  expect((await read(purchases.map((one) => ({ ...one, pending: true })))).size).toBe(0);
  expect(calls).toEqual([]);
});

test("a purchase with an entry that cannot be read is left out alone, and nothing is told of payments with a payout that cannot", async () => {
  const [first, ...others] = stored;
  const { read, unreadable } = world([
    { ...first, pk: "bucket", sk: "0#accrual", kind: "new" } as never,
    ...others,
    paid,
  ]);
  expect((await read(purchases)).size).toBe(39);
  expect(unreadable).toHaveLength(1);
  const broken = world([...stored, { ...paid, causes: "none" } as never]);
  expect((await broken.read(purchases)).size).toBe(0);
  expect(broken.unreadable).toEqual([paid.sk]);
});
