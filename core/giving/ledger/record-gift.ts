import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { CustomerId } from "../../model/customer.ts";
import { Purchase, type Refund } from "../../model/purchase.ts";
import { refundsCarryPlacedAt } from "../../model/sources.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import { appliedBrand } from "../config/brand-in-force.ts";
import { CauseChoice } from "../pricing/choice.ts";
import type { AllowanceBalance } from "../pricing/draw.ts";
import { allowancesOf, price, settle } from "../pricing/price.ts";
import { detailsOf, toAccrual } from "./accrual.ts";
import { homes, readBalances } from "./balances.ts";
import type { Accrual } from "./entry.ts";
import { bucketMinute } from "./ledger.keys.ts";
import { type GiftWritten, LEDGER_RACES_MAX } from "./ledger.ts";
import { EARLY_BYTES_MAX, handedOn, REFUNDS_HANDED_BYTES_MAX } from "./limits.ts";
import { claimAliases } from "./link-order.ts";
import type { EarlyRefunds, OrderRow } from "./order-claim.ts";
import { fingerprintOf, giftId } from "./order-hash.ts";
import { openClaim, type PickCauseDeps } from "./pick-cause.ts";
import { refundsGone } from "./refunds-gone.ts";
import { type GiftFacts, supplementGift } from "./supplement-gift.ts";

/** The workflow's input: the purchase, its customer (if known), and the choice of causes. */
export const RecordGift = z.object({
  purchase: Purchase,
  customer: CustomerId.optional(),
  chosen: CauseChoice,
});
export type RecordGift = z.infer<typeof RecordGift>;

type Question = "roundUpHeld" | "causeRefused";

/**
 * - `recorded`, `duplicate`: the purchase counts, once; `supplemented`: so does what its order states more than before.
 *   `early` are refunds to be applied now: those that came before the purchase, and those whose part another entry
 *   changed. A duplicate answers them again, because the delivery before it may have died in between.
 * - `conflict`: what is recorded contradicts this statement. Nothing is changed; an operator must look.
 * - `questions`: what an operator is to see of a recorded gift: `roundUpHeld`, `causeRefused`
 */
export type GiftRecorded =
  | {
      readonly outcome: "recorded" | "supplemented" | "duplicate";
      readonly gift: string;
      readonly early: readonly Refund[];
      readonly questions?: readonly Question[];
    }
  | { readonly outcome: "conflict"; readonly gift: string };

export type RecordGiftDeps = PickCauseDeps;

/**
 * Records what a purchase gives, exactly once however often it is delivered: each delivery writes under the same key,
 * and only where no item exists. A purchase that gives nothing is recorded with its reason. An order that states more
 * than is recorded gets a supplement for that.
 */
export function recordGift(deps: RecordGiftDeps): (task: RecordGift) => Promise<GiftRecorded> {
  return async (named) => {
    const config = await deps.brandConfig();
    const { timeZone } = appliedBrand(config);
    const { orderId, early: underAliases } = await claimAliases(deps, named.purchase);
    const early = handedOn(underAliases, REFUNDS_HANDED_BYTES_MAX - EARLY_BYTES_MAX);
    const task = { ...named, purchase: { ...named.purchase, orderId } };
    const facts = { config, timeZone, fingerprint: fingerprintOf(task.purchase) };
    const recorded = await recordOrder(deps, task, facts);
    if (recorded.outcome === "conflict") return recorded;
    const all = [...recorded.early, ...early];
    const gone = await refundsGone(deps.ledger, task.purchase, recorded.outcome, all);
    return { ...recorded, early: handedOn([...all, ...gone]) };
  };
}

async function recordOrder(deps: RecordGiftDeps, task: RecordGift, facts: GiftFacts): Promise<GiftRecorded> {
  const { purchase } = task;
  if (!deps.ledger.keepsOrderRow(purchase)) {
    const given = await give(deps, task, facts);
    return given === "statedOtherwise" ? supplementGift(deps, task, facts) : given;
  }
  const row = await claimOrder(deps, purchase, facts.fingerprint);
  if (isPlacedAnew(row, purchase)) return { outcome: "conflict", gift: giftId(purchase) };
  if (row.fingerprint !== facts.fingerprint) {
    const amended = await supplementGift(deps, task, facts);
    return amended.outcome === "conflict" ? amended : { ...amended, early: [...row.early, ...amended.early] };
  }
  const pinned = { ...task, purchase: { ...purchase, placedAt: row.placedAt } };
  const given = await give(deps, pinned, facts);
  if (given === "statedOtherwise") return supplementGift(deps, task, facts);
  return given.outcome === "conflict" ? given : { ...given, early: [...row.early, ...given.early] };
}

/**
 * Whether an order whose source says that `placedAt` never changes comes with another one: a till's clock is wrong, or an
 * order id is used twice. Other sources let shops change it, and the first one counts.
 */
function isPlacedAnew(row: OrderRow, { source, placedAt }: Purchase): boolean {
  return refundsCarryPlacedAt(source) && bucketMinute(row.placedAt) !== bucketMinute(placedAt);
}

/** The order row that exists afterwards: of this delivery, or of an earlier one. */
async function claimOrder(deps: RecordGiftDeps, purchase: Purchase, fingerprint: string): Promise<OrderRow> {
  const { source, connection, orderId, placedAt } = purchase;
  let expected: EarlyRefunds | undefined;
  return retryContended(
    "the row of one order",
    async () => {
      const early = [...(expected?.refunds ?? [])];
      const order = { source, connection, orderId, placedAt, ...detailsOf(purchase) };
      const row: OrderRow = { kind: "order", ...order, fingerprint, early };
      const claimed = await deps.ledger.claimOrder(row, expected);
      if (claimed.kind === "written") return row;
      if (claimed.existing.kind === "order") return claimed.existing;
      if (claimed.existing.kind === "parked") expected = claimed.existing;
      return "lost";
    },
    { racesMax: LEDGER_RACES_MAX, pause: deps.pause },
  );
}

/** `statedOtherwise`: a gift is recorded under the key, of a statement that says something else. */
async function give(
  deps: RecordGiftDeps,
  task: RecordGift,
  facts: GiftFacts,
): Promise<GiftRecorded | "statedOtherwise"> {
  const { purchase, customer } = task;
  const { ledger, pause } = deps;
  const priced = price(purchase, task.chosen, facts.config);
  const home = homes(priced, purchase);
  const open = openClaim(deps);
  const by = { ...purchase, timeZone: facts.timeZone };
  let balances: ReadonlyMap<string, AllowanceBalance> = new Map();
  let before = await givenBefore(deps, customer);
  let expected: EarlyRefunds | undefined;
  let lostTo: Extract<GiftWritten, { kind: "lost" }>["to"] | undefined;
  const attempt = async (): Promise<GiftRecorded | "statedOtherwise" | "lost"> => {
    if (lostTo === "allowance") balances = await readBalances(deps, allowancesOf(priced));
    if (lostTo === "firstGift") before = await givenBefore(deps, customer);
    const settlement = settle(priced, home, balances);
    const early = expected?.refunds ?? [];
    const accrual = toAccrual(task, priced, settlement, {
      ...facts,
      before,
      early,
      keepsOrderRow: ledger.keepsOrderRow(purchase),
      recordedAt: deps.now(),
    });
    const written = await ledger.record(accrual, settlement.draws, expected);
    lostTo = written.kind === "lost" ? written.to : undefined;
    switch (written.kind) {
      case "written":
        await open(by, accrual);
        return { outcome: "recorded", gift: accrual.gift, early, ...questionsOf(accrual) };
      case "existing":
        if (written.existing.kind === "accrual") {
          await open(by, written.existing);
          return existingGift(written.existing, facts.fingerprint);
        }
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

function questionsOf({ roundUpHeld, causeRefused }: Accrual): { questions?: Question[] } {
  const questions: Question[] = [];
  if (roundUpHeld !== undefined) questions.push("roundUpHeld");
  if (causeRefused !== undefined) questions.push("causeRefused");
  return questions.length === 0 ? {} : { questions };
}

function existingGift(existing: Accrual, fingerprint: string): GiftRecorded | "statedOtherwise" {
  const { gift, early } = existing;
  return existing.fingerprint === fingerprint ? { outcome: "duplicate", gift, early } : "statedOtherwise";
}

async function givenBefore(deps: RecordGiftDeps, customer: string | undefined): Promise<ReadonlySet<string>> {
  return customer === undefined ? new Set() : await deps.ledger.givenBefore(customer);
}
