import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { EventsClient } from "../../core/events/event-bus.client.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { listeningStore } from "../../core/giving/config/listening.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { Accrual, Amendment, type Entry } from "../../core/giving/ledger/entry.ts";
import {
  accrualSortKey,
  amendmentSortKey,
  parseAllowanceShard,
  parseBucketKey,
} from "../../core/giving/ledger/ledger.keys.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { drawItems } from "../../core/giving/ledger/ledger.transaction.ts";
import { AliasRow, EarlyRefunds, OrderRow } from "../../core/giving/ledger/order-claim.ts";
import { announceGifts } from "../../core/impact/announce-gifts.ts";
import { type Children, inAllTime, inDay, inMonth, inQuarter } from "../../core/impact/impact.keys.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { Totals } from "../../core/impact/impact.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { ReachedMilestone } from "../../core/impact/milestone.ts";
import { StoredStory, storyStore } from "../../core/impact/stories/story.store.ts";
import { Service } from "../../core/model/answering-hours.ts";
import { Brand, Cause } from "../../core/model/cause.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { FeedbackForm } from "../../core/model/feedback-form.ts";
import { StatedStore } from "../../core/model/stated-store.ts";
import { MatchPool, Terms } from "../../core/model/terms.ts";
import { brandStore } from "../../core/operations/brand/brand.store.ts";
import type { BrandRow } from "../../core/operations/brand/compare-brand.ts";
import { getRow } from "../../core/platform/aws/table.store.ts";
import type { ReportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { HeadRow, LOG_HEAD_KEY, logHeadStore } from "../../core/proof/log-head.store.ts";
import { accrual } from "./ledger-entries.ts";
import { payeeKind, registerKind } from "./payee-rows.ts";
import { payoutKinds } from "./payout-rows.ts";
import type { RowKind, RowsTable, StoredRow } from "./stored-rows.ts";

/** Of the stage that the rows are from. */
const SHARDS = 4;
const NAME = "T";
/** Earlier releases kept no order rows for these. */
const PROMISED = new Set(["standard/pos"]);

export const noneUnreadable: ReportUnreadable = (items) => {
  if (items.length > 0) throw new Error(items.join("; "));
};

const ledgerOf = ({ dynamo }: RowsTable) => ledgerStore(dynamo, NAME, SHARDS, PROMISED);
const impactOf = ({ dynamo }: RowsTable) => impactStore(dynamo, NAME, noneUnreadable);
const begins = (text: string) => (row: StoredRow) => row.pk.startsWith(text);
const kindIs = (start: string, kind: string) => (row: StoredRow) => begins(start)(row) && row.kind === kind;
/** What follows the first separator of a key. */
const after = (key: string) => key.slice(key.indexOf("#") + 1);

function sortKeyOf(entry: Entry): string {
  return entry.kind === "accrual" ? accrualSortKey(entry) : amendmentSortKey(entry, entry.sequence);
}

async function readEntry({ pk, sk }: StoredRow, { dynamo }: RowsTable) {
  const bucket = parseBucketKey(pk);
  if (bucket === undefined) throw new Error(`${pk} is no bucket`);
  const pages = await Array.fromAsync(bucketStore(dynamo, NAME).read(bucket));
  return pages.flatMap(({ entries }) => entries).find((entry) => sortKeyOf(entry) === sk);
}

async function readParked(row: StoredRow, table: RowsTable) {
  const [refund] = EarlyRefunds.parse(row).refunds;
  const found = refund && (await ledgerOf(table).find(refund));
  return found?.kind === "parked" ? found.parked : undefined;
}

async function writeParked(row: StoredRow, table: RowsTable) {
  const { refunds } = EarlyRefunds.parse(row);
  for (const refund of refunds) await ledgerOf(table).park(refund, undefined);
}

export const ledgerKinds: readonly RowKind[] = [
  {
    name: "accrual",
    is: kindIs("bucket#", "accrual"),
    unread: ["byCustomer", "byCustomerAt"],
    read: readEntry,
    write: (row, table) => ledgerOf(table).record(Accrual.parse(row), [], undefined),
  },
  ...["clawback", "restoration", "supplement", "reassignment"].map(
    (kind): RowKind => ({
      name: kind,
      is: kindIs("bucket#", kind),
      unread: ["byCustomer", "byCustomerAt"],
      read: readEntry,
      write: (row, table) => ledgerOf(table).append(Amendment.parse(row), []),
    }),
  ),
  {
    name: "alias of an order",
    is: kindIs("order#", "alias"),
    async read(row, table) {
      const claimed = await ledgerOf(table).claimAlias(AliasRow.parse(row), undefined);
      return claimed.kind === "written" ? claimed.row : undefined;
    },
    write: (row, table) => {
      const { early: refunds, ...alias } = AliasRow.parse(row);
      return ledgerOf(table).claimAlias(alias, { ...alias, kind: "parked", refunds });
    },
  },
  {
    name: "claim link",
    is: begins("claim#"),
    unread: ["expires"],
    read: ({ pk }, { dynamo }) => claimLinkStore(dynamo, NAME).read(after(pk)),
  },
  ...payoutKinds,
  payeeKind,
  registerKind,
  {
    name: "head of the public log",
    is: ({ pk, sk }) => pk === LOG_HEAD_KEY.pk && sk === LOG_HEAD_KEY.sk,
    read: (_, { dynamo }) => logHeadStore(dynamo, NAME).decided(),
    write: (row, { dynamo }) => logHeadStore(dynamo, NAME).advance(undefined, HeadRow.parse(row)),
  },
  { name: "early refunds", is: (row) => row.kind === "parked", read: readParked, write: writeParked },
  {
    name: "order row",
    is: kindIs("order#", "order"),
    async read(row, table) {
      const claimed = await ledgerOf(table).claimOrder(OrderRow.parse(row), undefined);
      return claimed.kind === "existing" ? claimed.existing : undefined;
    },
    write: (row, table) => ledgerOf(table).claimOrder(OrderRow.parse(row), undefined),
  },
  {
    name: "first gift",
    is: begins("customer#"),
    unread: ["at"],
    async read({ pk, sk }, table) {
      return (await ledgerOf(table).givenBefore(after(pk))).has(after(sk)) ? {} : undefined;
    },
    write: ({ pk, sk, at }, table) => {
      const first = { customer: CustomerId.parse(after(pk)), firstFor: [after(sk)], placedAt: String(at) };
      return ledgerOf(table).record(accrual({ orderId: "1", ...first }), [], undefined);
    },
  },
  {
    name: "shard of an allowance",
    is: ({ pk, sk }) => pk.startsWith("allowance#") && parseAllowanceShard(sk) !== undefined,
    async read({ pk, sk }, { dynamo }) {
      const { left } = await allowanceStore(dynamo, NAME).balanceOf(after(pk));
      return { left: left.get(parseAllowanceShard(sk) ?? -1) };
    },
  },
  {
    name: "exhausted allowance",
    is: ({ pk, sk }) => pk.startsWith("allowance#") && parseAllowanceShard(sk) === undefined,
    unread: ["allowance"],
    async read({ pk }, { dynamo }) {
      return (await allowanceStore(dynamo, NAME).balanceOf(after(pk))).exhausted ? {} : undefined;
    },
    async write({ pk }, { written }) {
      const exhausts = { allowance: after(pk), empty: [] };
      const items = drawItems(NAME, [{ granted: 0, draws: [], exhausts }]);
      written.push(...items.flatMap(({ Put }) => (Put === undefined ? [] : [unmarshall(Put.Item)])));
    },
  },
  {
    name: "milestone",
    is: begins("milestone#"),
    read: async (row, { dynamo }) =>
      (await milestoneStore(dynamo, NAME, noneUnreadable).reached([ReachedMilestone.parse(row)]))[0],
    write: (row, { dynamo }) =>
      milestoneStore(dynamo, NAME, noneUnreadable).mark(ReachedMilestone.parse(row)),
  },
  {
    name: "brand config",
    is: begins("stated"),
    async read({ sk }, { dynamo }) {
      const { brand, causes, terms, pools, service } = await brandConfigStore(dynamo, NAME).read();
      if (sk === "brand") return brand;
      if (sk === "service") return service;
      const named = after(sk);
      return (
        causes.find(({ slug }) => sk === `cause#${slug}`) ??
        pools.find(({ id }) => sk === `pool#${id}`) ??
        terms.find(({ id, version }) => named === `${id}#${String(version).padStart(4, "0")}`)
      );
    },
    write: (row, { dynamo }) => brandStore(dynamo, NAME).publish([{ how: "new", row: brandRowOf(row) }]),
  },
  {
    name: "what the brand listens with",
    is: begins("listening"),
    async read({ sk }, { dynamo }) {
      const { stores, form } = await listeningStore(dynamo, NAME).read();
      return sk === "form" ? form : stores.find(({ id }) => sk === `store#${id}`);
    },
    write: (row, { dynamo }) => brandStore(dynamo, NAME).publish([{ how: "new", row: listeningRowOf(row) }]),
  },
  {
    name: "story",
    is: begins("stories"),
    read: async (row, { dynamo }) =>
      (await storyStore(dynamo, NAME, noneUnreadable).all()).find(({ slug }) => slug === row.sk),
    write: (row, { dynamo }) =>
      brandStore(dynamo, NAME).writeStory({
        part: "stories",
        name: row.sk,
        value: StoredStory.parse(row),
        words: { en: [], de: [] },
      }),
  },
  {
    name: "told story",
    is: begins("told#"),
    read: async ({ pk, sk }, { dynamo }) => {
      const item = await getRow({ dynamo, name: NAME }, { pk, sk });
      const published: unknown[] = [];
      const events: EventsClient = {
        publish: async (_, details) => {
          published.push(...details);
        },
      };
      await announceGifts({ events })([{ id: "1", at: "", key: { pk, sk }, item }]);
      return published[0];
    },
  },
  {
    name: "story's words",
    is: begins("story#"),
    read: async (row, { dynamo }) => ({
      words: await storyStore(dynamo, NAME, noneUnreadable).words(after(row.pk)),
    }),
  },
];

function brandRowOf(row: StoredRow): BrandRow {
  const name = row.sk;
  if (name === "brand") return { part: "brand", name, value: Brand.parse(row) };
  if (name.startsWith("cause#")) return { part: "causes", name, value: Cause.parse(row) };
  if (name.startsWith("pool#")) return { part: "pools", name, value: MatchPool.parse(row) };
  if (name === "service") return { part: "service", name, value: Service.parse(row) };
  return { part: "terms", name, value: Terms.parse(row) };
}

function listeningRowOf(row: StoredRow): BrandRow {
  const name = row.sk;
  return name === "form"
    ? { part: "feedback", name, value: FeedbackForm.parse(row) }
    : { part: "stores", name, value: StatedStore.parse(row) };
}

async function firstChild(table: RowsTable, of: Children): Promise<Totals | undefined> {
  const [page] = await Array.fromAsync(impactOf(table).children(of));
  return page?.[0];
}

const writeTotals: RowKind["write"] = (row, table) =>
  impactOf(table).put({ pk: row.pk, sk: row.sk }, Totals.parse(row));

export const impactKinds: readonly RowKind[] = [
  {
    name: "leaf",
    is: begins("leaf#"),
    read: ({ pk }, table) => firstChild(table, inQuarter(after(pk))),
    write: writeTotals,
  },
  {
    name: "quarter of an hour",
    is: begins("quarter#"),
    read: ({ pk }, table) => firstChild(table, inDay(after(pk))),
    write: writeTotals,
  },
  {
    name: "day",
    is: begins("day#"),
    async read({ sk }, table) {
      const [day] = await impactOf(table).days(sk, sk);
      const child = await firstChild(table, inMonth(sk.slice(0, 7)));
      return JSON.stringify(day?.totals) === JSON.stringify(child) ? day?.totals : undefined;
    },
    write: writeTotals,
  },
  {
    name: "month",
    is: begins("month"),
    read: (_, table) => firstChild(table, inAllTime()),
    write: writeTotals,
  },
  { name: "all time", is: begins("all"), read: (_, table) => impactOf(table).allTime(), write: writeTotals },
];
