import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { CustomerId } from "../../model/customer.ts";
import { dayIn, daysAfter, instantAfter } from "../../model/days.ts";
import { type Instant, Purchase, type Refund } from "../../model/purchase.ts";
import { refundsCarryPlacedAt } from "../../model/sources.ts";
import { termsName } from "../../model/terms.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Now } from "../../platform/clock.ts";
import type { Pause } from "../../platform/pause.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { appliedBrand } from "../config/brand-in-force.ts";
import { CAP_SHARDS, poolName } from "../pricing/allowance.ts";
import { CauseChoice } from "../pricing/choice.ts";
import type { AllowanceBalance } from "../pricing/draw.ts";
import { allowancesOf, type Priced, price, type Settlement, settle } from "../pricing/price.ts";
import type { Accrual } from "./entry.ts";
import { AllowanceMissingError, type GiftWritten, LEDGER_RACES_MAX, type Ledger } from "./ledger.ts";
import type { EarlyRefunds, OrderRow } from "./order-claim.ts";
import { allowanceShard, fingerprintOf, giftId } from "./order-hash.ts";

/** The workflow's input: the purchase, its customer (if known), and the choice of causes. */
export const RecordGift = z.object({
  purchase: Purchase,
  customer: CustomerId.optional(),
  chosen: CauseChoice,
});
export type RecordGift = z.infer<typeof RecordGift>;

/**
 * - `recorded`, `duplicate`: the purchase counts, once; `early` are refunds that came before it and must be applied now.
 *   A duplicate answers them again, because the delivery before it may have died in between.
 * - `conflict`: the key holds another purchase. Nothing is changed; an operator must look.
 */
export type GiftRecorded =
  | { readonly outcome: "recorded" | "duplicate"; readonly gift: string; readonly early: readonly Refund[] }
  | { readonly outcome: "conflict"; readonly gift: string };

export interface RecordGiftDeps {
  readonly ledger: Ledger;
  readonly balanceOf: (allowance: string) => Promise<AllowanceBalance>;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly now: Now;
  readonly pause: Pause;
}

/**
 * Records what a purchase gives, exactly once however often it is delivered: each delivery writes under the same key,
 * and only where no item exists. A purchase that gives nothing is recorded with its reason.
 */
export function recordGift(deps: RecordGiftDeps): (task: RecordGift) => Promise<GiftRecorded> {
  return async (task) => {
    const config = await deps.brandConfig();
    const { timeZone } = appliedBrand(config);
    const { purchase } = task;
    const fingerprint = fingerprintOf(purchase);
    if (refundsCarryPlacedAt(purchase.source)) return give(deps, task, { config, timeZone, fingerprint });
    const row = await claimOrder(deps, purchase, fingerprint);
    if (row.fingerprint !== fingerprint) return { outcome: "conflict", gift: giftId(purchase) };
    const pinned = { ...purchase, placedAt: row.placedAt };
    const recorded = await give(deps, { ...task, purchase: pinned }, { config, timeZone, fingerprint });
    return recorded.outcome === "conflict" ? recorded : { ...recorded, early: row.early };
  };
}

/** The order row that exists afterwards: of this delivery, or of an earlier one. */
async function claimOrder(deps: RecordGiftDeps, purchase: Purchase, fingerprint: string): Promise<OrderRow> {
  const { source, connection, orderId, placedAt } = purchase;
  let expected: EarlyRefunds | undefined;
  return retryContended(
    "the row of one order",
    async () => {
      const early = [...(expected?.refunds ?? [])];
      const row: OrderRow = {
        kind: "order",
        source,
        connection,
        orderId,
        placedAt,
        fingerprint: fingerprint,
        early,
      };
      const claimed = await deps.ledger.claimOrder(row, expected);
      if (claimed.kind === "written") return row;
      if (claimed.existing.kind === "order") return claimed.existing;
      if (claimed.existing.kind === "parked") expected = claimed.existing;
      return "lost";
    },
    { racesMax: LEDGER_RACES_MAX, pause: deps.pause },
  );
}

interface Facts {
  readonly config: BrandConfig;
  readonly timeZone: string;
  readonly fingerprint: string;
}

async function give(deps: RecordGiftDeps, task: RecordGift, facts: Facts): Promise<GiftRecorded> {
  const { purchase, customer } = task;
  const { ledger, pause } = deps;
  const priced = price(purchase, task.chosen, facts.config);
  const home = homes(priced, purchase);
  let balances: ReadonlyMap<string, AllowanceBalance> = new Map();
  let before = await givenBefore(deps, customer);
  let expected: EarlyRefunds | undefined;
  let lostTo: Extract<GiftWritten, { kind: "lost" }>["to"] | undefined;
  const attempt = async (): Promise<GiftRecorded | "lost"> => {
    if (lostTo === "allowance") balances = await readBalances(deps, priced);
    if (lostTo === "firstGift") before = await givenBefore(deps, customer);
    const settlement = settle(priced, home, balances);
    const early = expected?.refunds ?? [];
    const accrual = toAccrual(task, priced, settlement, { ...facts, before, early, recordedAt: deps.now() });
    const written = await ledger.record(accrual, settlement.draws, expected);
    lostTo = written.kind === "lost" ? written.to : undefined;
    switch (written.kind) {
      case "written":
        return { outcome: "recorded", gift: accrual.gift, early };
      case "existing":
        if (written.existing.kind === "accrual") return existingGift(written.existing, facts.fingerprint);
        if (written.existing.kind === "parked") expected = written.existing;
        return "lost";
      case "lost":
        return "lost";
      default:
        return assertNever(written);
    }
  };
  return retryContended("the rows of one gift", attempt, { racesMax: LEDGER_RACES_MAX, pause });
}

function existingGift(existing: Accrual, fingerprint: string): GiftRecorded {
  const { gift, early } = existing;
  return existing.fingerprint === fingerprint
    ? { outcome: "duplicate", gift, early }
    : { outcome: "conflict", gift };
}

async function givenBefore(deps: RecordGiftDeps, customer: string | undefined): Promise<ReadonlySet<string>> {
  return customer === undefined ? new Set() : await deps.ledger.givenBefore(customer);
}

/** Orders begin to draw at different shards, so that a busy pool is not one hot row. */
function homes(priced: Priced, purchase: Purchase): (allowance: string) => number {
  const pools = new Map(priced.pools.map((pool) => [poolName(pool), pool.shards]));
  return (allowance) => allowanceShard(purchase, pools.get(allowance) ?? CAP_SHARDS);
}

async function readBalances(deps: RecordGiftDeps, priced: Priced): Promise<Map<string, AllowanceBalance>> {
  const balances = new Map<string, AllowanceBalance>();
  for (const allowance of allowancesOf(priced)) {
    const balance = await deps.balanceOf(allowance);
    if (balance.left.size === 0) throw new AllowanceMissingError(`${allowance} has no rows: apply the brand`);
    balances.set(allowance, balance);
  }
  return balances;
}

interface Circumstances extends Facts {
  readonly before: ReadonlySet<string>;
  readonly early: readonly Refund[];
  readonly recordedAt: Instant;
}

function toAccrual(task: RecordGift, priced: Priced, settlement: Settlement, on: Circumstances): Accrual {
  const { purchase, customer } = task;
  const { terms } = priced;
  const { source, connection, orderId, currency, placedAt, base, paid } = purchase;
  const gaveTo = settlement.parts.length === 0 ? [] : ["*", ...settlement.parts.map(({ cause }) => cause)];
  const claimDays = priced.claimable && settlement.parts.length > 0 ? (terms?.claimDays ?? 0) : 0;
  return {
    kind: "accrual",
    source,
    connection,
    orderId,
    currency,
    placedAt,
    recordedAt: on.recordedAt,
    parts: [...settlement.parts],
    draws: settlement.draws
      .flatMap(({ draws }) => draws)
      .map(({ allowance, shard, minor }) => ({ allowance, shard, minor })),
    ...(customer && { customer }),
    settlesOn: daysAfter(dayIn(on.timeZone, placedAt), terms?.returnDays ?? 0),
    gift: giftId(purchase),
    fingerprint: on.fingerprint,
    base,
    paid,
    ...(terms && { terms: termsName(terms) }),
    causeBy: priced.choice.by,
    ...(claimDays > 0 && { claimUntil: instantAfter(placedAt, claimDays) }),
    ...(settlement.noGift && { noGift: settlement.noGift }),
    onMatchRefund: terms?.onMatchRefund ?? "lapse",
    shrink: settlement.shrink,
    firstFor: customer === undefined ? [] : [...new Set(gaveTo)].filter((cause) => !on.before.has(cause)),
    early: [...on.early],
  };
}
