import { dayIn, daysAfter } from "../../model/days.ts";
import type { Part } from "../../model/gift.ts";
import type { Purchase, Refund } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import type { CauseChoice } from "../pricing/choice.ts";
import type { AllowanceBalance } from "../pricing/draw.ts";
import { allowancesOf, type Settlement } from "../pricing/price.ts";
import { priceOfMore, settleMore } from "../pricing/price-more.ts";
import { roundUpHeld, stated } from "./accrual.ts";
import { homes, readBalances } from "./balances.ts";
import type { Supplement } from "./entry.ts";
import { LEDGER_RACES_MAX, PurchaseUnfinishedError } from "./ledger.ts";
import { givenParts, pickOf, reassignmentsOf } from "./left-of-gift.ts";
import { checkRoom } from "./limits.ts";
import { openClaim, type PickCauseDeps } from "./pick-cause.ts";
import { drawsOf, nextSequence, recordedStatements, reversal } from "./reversal.ts";
import { type OrderState, type RecordedOrder, relate, roundUpOf, stateOf } from "./statement.ts";

/** A statement of an order that is recorded, and the choice of causes for what it adds. */
interface LaterStatement {
  readonly purchase: Purchase;
  readonly chosen: CauseChoice;
}

export interface GiftFacts {
  readonly config: BrandConfig;
  readonly timeZone: string;
  readonly fingerprint: string;
}

export type SupplementGiftDeps = PickCauseDeps;

/** As in GiftRecorded; `early` are refunds whose part the supplement changed, `questions` are about what it adds. */
type GiftSupplemented =
  | {
      readonly outcome: "supplemented" | "duplicate";
      readonly gift: string;
      readonly early: readonly Refund[];
      readonly questions?: readonly "roundUpHeld"[];
    }
  | { readonly outcome: "conflict"; readonly gift: string };

/**
 * Compares a statement of an order with what is recorded of it, and records what it adds, once: each entry is written
 * under the sequence that its computation saw. The refunds of an order that grew are of another whole: they are answered
 * to be applied again. Throws {@link PurchaseUnfinishedError} while the first statement's own write is not done.
 */
export async function supplementGift(
  deps: SupplementGiftDeps,
  task: LaterStatement,
  facts: GiftFacts,
): Promise<GiftSupplemented> {
  let withBalances = false;
  const attempt = async (): Promise<GiftSupplemented | "lost"> => {
    const order = await deps.ledger.find(task.purchase);
    if (order.kind !== "purchase")
      throw new PurchaseUnfinishedError("The first statement's own retry must come first");
    const { gift } = order.accrual;
    const relation = relate(order, task.purchase);
    if (relation.kind === "contradicts") return { outcome: "conflict", gift };
    await openClaim(deps)({ ...task.purchase, timeZone: facts.timeZone }, order.accrual);
    if (relation.kind !== "more")
      return { outcome: "duplicate", gift, early: refundsOfOther(order, facts.timeZone) };
    const planned = await plan(deps, order, { ...task, purchase: relation.purchase }, facts, withBalances);
    checkRoom(order, planned.entry);
    const written = await deps.ledger.append(planned.entry, planned.settlement.draws);
    if (written.kind === "lost") {
      withBalances = written.to === "allowance";
      return "lost";
    }
    const amended = { ...order, amendments: [...order.amendments, planned.entry] };
    const early = refundsOfOther(amended, facts.timeZone);
    const heldMore = (planned.entry.roundUpHeld?.minor ?? 0) > (stateOf(order).roundUpHeld?.minor ?? 0);
    return { outcome: "supplemented", gift, early, ...(heldMore && { questions: ["roundUpHeld"] as const }) };
  };
  return retryContended("the entries of one purchase", attempt, {
    racesMax: LEDGER_RACES_MAX,
    pause: deps.pause,
  });
}

async function plan(
  deps: SupplementGiftDeps,
  order: RecordedOrder,
  { purchase, chosen }: LaterStatement,
  { config, timeZone, fingerprint }: GiftFacts,
  withBalances: boolean,
): Promise<{ readonly entry: Supplement; readonly settlement: Settlement }> {
  const { accrual } = order;
  const now = { ...purchase, placedAt: accrual.placedAt };
  const priced = priceOfMore(asPurchase(stateOf(order), now), now, pickedFor(order) ?? chosen, config);
  const given = givenParts(order);
  const shares = {
    ...priced,
    weights: sameCauses(movedOn(priced.weights, order, "brand"), given, "brand"),
    ownWeights: sameCauses(movedOn(priced.ownWeights, order, "customer"), given, "customer"),
  };
  const balances: ReadonlyMap<string, AllowanceBalance> = withBalances
    ? await readBalances(deps, allowancesOf(shares))
    : new Map();
  const settlement = settleMore(shares, given, homes(shares, now), balances);
  const recordedAt = deps.now();
  const happened = purchase.statedAt ?? purchase.refundsSoFar?.at ?? recordedAt;
  const held = roundUpHeld(purchase.roundUp, priced.terms);
  const { source, connection, orderId, currency, placedAt, customer } = accrual;
  return {
    settlement,
    entry: {
      kind: "supplement",
      source,
      connection,
      orderId,
      currency,
      placedAt,
      recordedAt,
      sequence: nextSequence(order),
      parts: [...settlement.parts],
      draws: drawsOf(settlement.draws),
      ...(customer && { customer }),
      settlesOn: daysAfter(dayIn(timeZone, happened), priced.terms?.returnDays ?? 0),
      ...stated(now, fingerprint),
      ...(held && { roundUpHeld: held }),
      shrink: settlement.shrink,
    },
  };
}

/** What is recorded of an order, as a purchase to be priced. */
function asPurchase(state: OrderState, purchase: Purchase): Purchase {
  const lines = (state.lines ?? []).map(([lineId, quantity, goods]) => {
    const sku = purchase.lines.find((line) => line.lineId === lineId)?.sku;
    return { lineId, quantity, goods, ...(sku !== undefined && { sku }) };
  });
  return { ...purchase, base: state.base, paid: state.paid, roundUp: roundUpOf(state), lines };
}

/** The choice of who picked a cause for the gift with its receipt: what the order gives more is of the same gift. */
function pickedFor(order: RecordedOrder): CauseChoice | undefined {
  const cause = pickOf(order)?.cause;
  return cause === undefined ? undefined : { by: "order", causes: [{ cause, weight: 1 }], otherwise: [] };
}

/** What is added for a cause that the brand ended goes to where the brand moved what the gift had given it. */
function movedOn(
  weights: ReadonlyMap<string, number>,
  order: RecordedOrder,
  funding: Part["funding"],
): ReadonlyMap<string, number> {
  const moved = new Map(weights);
  for (const { by, cause: to, parts } of reassignmentsOf(order)) {
    if (by !== "brand") continue;
    for (const { cause: from, minor, funding: of } of parts) {
      const weight = moved.get(from) ?? 0;
      if (of !== funding || minor >= 0 || weight === 0) continue;
      moved.delete(from);
      moved.set(to, (moved.get(to) ?? 0) + weight);
    }
  }
  return moved;
}

/** What is added goes to the causes of the purchase's gift, whatever its customer chose since. */
function sameCauses(
  weights: ReadonlyMap<string, number>,
  given: readonly Part[],
  funding: Part["funding"],
): ReadonlyMap<string, number> {
  const gave = given.filter((part) => part.funding === funding && part.minor > 0);
  const isSame = gave.every(({ cause }) => (weights.get(cause) ?? 0) > 0);
  return gave.length === 0 || isSame ? weights : new Map(gave.map(({ cause, minor }) => [cause, minor]));
}

/** One refund of those recorded, to be applied again, if they should take another amount now than was booked. */
function refundsOfOther(order: RecordedOrder, timeZone: string): Refund[] {
  const last = recordedStatements(order).at(-1);
  if (last === undefined) return [];
  const { source, connection, orderId, placedAt, currency, recordedAt } = order.accrual;
  const { refundId, refundedAt, scope } = last;
  const refund = { source, connection, orderId, placedAt, currency, refundId, refundedAt, scope };
  const { entry } = reversal(order, refund, { timeZone, recordedAt, balances: new Map() });
  return entry.parts.length === 0 ? [] : [refund];
}
