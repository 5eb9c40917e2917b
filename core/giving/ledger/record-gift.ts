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
import { allowanceShard, fingerprint, giftId } from "./order-hash.ts";

/** What the workflow hands over: the purchase, whose it is (if known), and who chose which causes. */
export const RecordGift = z.object({
  purchase: Purchase,
  customer: CustomerId.optional(),
  chosen: CauseChoice,
});
export type RecordGift = z.infer<typeof RecordGift>;

/**
 * - `recorded`, `duplicate`: the purchase counts, once; `early` are refunds that came before it and are to be taken
 *   back now. A duplicate tells them again, because the delivery before it may have died in between.
 * - `conflict`: another purchase stands under the same key. Nothing was changed; somebody must look.
 */
export type GiftRecorded =
  | { readonly outcome: "recorded" | "duplicate"; readonly gift: string; readonly early: readonly Refund[] }
  | { readonly outcome: "conflict"; readonly gift: string };

export interface RecordGiftDeps {
  readonly ledger: Ledger;
  readonly holding: (allowance: string) => Promise<AllowanceBalance>;
  readonly stated: () => Promise<BrandConfig>;
  readonly now: Now;
  readonly pause: Pause;
}

/**
 * Records what a purchase gives, exactly once however often it is delivered: each delivery writes under the same
 * key, and only where nothing stands. A purchase that gives nothing is recorded with its reason.
 */
export function recordGift(deps: RecordGiftDeps): (task: RecordGift) => Promise<GiftRecorded> {
  return async (task) => {
    const stated = await deps.stated();
    const { timeZone } = appliedBrand(stated);
    const { purchase } = task;
    const print = fingerprint(purchase);
    if (refundsCarryPlacedAt(purchase.source)) return give(deps, task, { stated, timeZone, print });
    const row = await claimOrder(deps, purchase, print);
    if (row.fingerprint !== print) return { outcome: "conflict", gift: giftId(purchase) };
    const pinned = { ...purchase, placedAt: row.placedAt };
    const recorded = await give(deps, { ...task, purchase: pinned }, { stated, timeZone, print });
    return recorded.outcome === "conflict" ? recorded : { ...recorded, early: row.early };
  };
}

/** The order row that stands for this order afterwards: ours, or that of an earlier delivery. */
async function claimOrder(deps: RecordGiftDeps, purchase: Purchase, print: string): Promise<OrderRow> {
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
        fingerprint: print,
        early,
      };
      const claimed = await deps.ledger.claimOrder(row, expected);
      if (claimed.kind === "written") return row;
      if (claimed.standing.kind === "order") return claimed.standing;
      if (claimed.standing.kind === "parked") expected = claimed.standing;
      return "lost";
    },
    { racesMax: LEDGER_RACES_MAX, pause: deps.pause },
  );
}

interface Facts {
  readonly stated: BrandConfig;
  readonly timeZone: string;
  readonly print: string;
}

async function give(deps: RecordGiftDeps, task: RecordGift, facts: Facts): Promise<GiftRecorded> {
  const { purchase, customer } = task;
  const { ledger, pause } = deps;
  const priced = price(purchase, task.chosen, facts.stated);
  const home = homes(priced, purchase);
  let holdings: ReadonlyMap<string, AllowanceBalance> = new Map();
  let before = await givenBefore(deps, customer);
  let expected: EarlyRefunds | undefined;
  let lostTo: Extract<GiftWritten, { kind: "lost" }>["to"] | undefined;
  const attempt = async (): Promise<GiftRecorded | "lost"> => {
    if (lostTo === "allowance") holdings = await readHoldings(deps, priced);
    if (lostTo === "firstGift") before = await givenBefore(deps, customer);
    const settlement = settle(priced, home, holdings);
    const early = expected?.refunds ?? [];
    const accrual = toAccrual(task, priced, settlement, { ...facts, before, early, recordedAt: deps.now() });
    const written = await ledger.record(accrual, settlement.draws, expected);
    lostTo = written.kind === "lost" ? written.to : undefined;
    switch (written.kind) {
      case "written":
        return { outcome: "recorded", gift: accrual.gift, early };
      case "standing":
        if (written.standing.kind === "accrual") return standingGift(written.standing, facts.print);
        if (written.standing.kind === "parked") expected = written.standing;
        return "lost";
      case "lost":
        return "lost";
      default:
        return assertNever(written);
    }
  };
  return retryContended("the rows of one gift", attempt, { racesMax: LEDGER_RACES_MAX, pause });
}

function standingGift(standing: Accrual, print: string): GiftRecorded {
  const { gift, early } = standing;
  return standing.fingerprint === print
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

async function readHoldings(deps: RecordGiftDeps, priced: Priced): Promise<Map<string, AllowanceBalance>> {
  const holdings = new Map<string, AllowanceBalance>();
  for (const allowance of allowancesOf(priced)) {
    const holding = await deps.holding(allowance);
    if (holding.left.size === 0) throw new AllowanceMissingError(`${allowance} has no rows: apply the brand`);
    holdings.set(allowance, holding);
  }
  return holdings;
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
    fingerprint: on.print,
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
