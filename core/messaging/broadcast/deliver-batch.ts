import { createHash } from "node:crypto";
import type { CustomerId } from "../../model/customer.ts";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { mapBounded } from "../../platform/bounded.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { TimeLeft } from "../../platform/lambda/queue.ts";
import { type DeliverMessageDeps, deliverMessage, ProviderBusyError } from "../delivery/deliver-message.ts";
import type { MessageDelivered } from "../delivery/delivery.ts";
import type { FactsGathered } from "../journeys/facts.ts";
import type { BatchQueue } from "./batch-queue.client.ts";
import { type BroadcastBatch, DELAY_SECONDS_MAX, type GatherForBatch } from "./broadcast.ts";
import { type PacedDeps, paced, type Rates } from "./paced.ts";

/** A message to somebody is a dozen round trips: so many are under way that the provider's pace is kept meanwhile. */
export const UNDER_WAY_MAX = 16;
/** Nothing is begun any more when so little time is left: the slowest pace, and a provider that holds us up. */
export const TIME_RESERVED_MS = 75_000;
/** After so many times a provider that is always too busy is somebody's to look at. */
export const ATTEMPTS_MAX = 10;
const BUSY_DELAY_SECONDS = 30;

/** Some of a batch could not be delivered, for a reason that time may not heal. All others were; it may be tried again. */
export class BatchFailedError extends Error {
  override readonly name = "BatchFailedError";
}

export interface DeliverBatchDeps extends DeliverMessageDeps, PacedDeps {
  readonly gather: GatherForBatch;
  readonly queue: BatchQueue;
  readonly rates: Rates;
}

/**
 * What became of one customer of a batch. `notBegun`: there was no time; `notConcerned`: there was nothing to tell them;
 * `notYet`: it is not their day before then.
 */
type Fate =
  | MessageDelivered
  | { readonly outcome: "busy" | "notBegun" | "notConcerned" }
  | { readonly outcome: "notYet"; readonly until: Instant }
  | { readonly outcome: "failed"; readonly error: unknown };

type Batch = Omit<BroadcastBatch, "customers" | "attempt">;

/**
 * Writes to each customer of a batch, at the provider's pace, as one message to them alone is written: decided upon, claimed
 * and sent at most once. Who must wait comes back at their time, for whom there was no time at once, and for whom the
 * provider was too busy after a while. A second delivery of the batch sends nobody anything again.
 */
export function deliverBatch(
  deps: DeliverBatchDeps,
): (batch: BroadcastBatch, timeLeft: TimeLeft) => Promise<CallOutcome> {
  return async ({ customers, attempt, ...batch }, timeLeft) => {
    const deliver = deliverMessage({ ...deps, ...paced(deps, deps.rates, deps) });
    const factsFor = await deps.gather(batch);
    const one = async (customer: CustomerId): Promise<Fate> => {
      if (timeLeft() < TIME_RESERVED_MS) return { outcome: "notBegun" };
      try {
        const gathered = await factsFor(customer);
        if (gathered.outcome === "notConcerned" || gathered.outcome === "notYet") return gathered;
        return await deliver(askFor(batch, customer, gathered));
      } catch (error) {
        return error instanceof ProviderBusyError ? { outcome: "busy" } : { outcome: "failed", error };
      }
    };
    const fates = await mapBounded(customers, UNDER_WAY_MAX, one);
    const all = customers.flatMap((customer, place) => {
      const fate = fates[place];
      return fate === undefined ? [] : [{ customer, fate }];
    });
    await comeBack(deps, batch, attempt, all);
    const failure = fates.find((fate) => fate.outcome === "failed");
    if (failure !== undefined)
      throw new BatchFailedError("Not all were written to", { cause: failure.error });
    return { outcome: "delivered", facts: countsOf(fates) };
  };
}

type Told = Exclude<FactsGathered, { outcome: "notConcerned" | "notYet" }>;

function askFor({ journey, message, key }: Batch, customer: CustomerId, gathered: Told) {
  if (gathered.outcome === "gathered") throw new Error(`Nobody gathers ${message} in a digest`);
  const { outcome, facts, validUntil } = gathered;
  return {
    customer,
    message,
    sendKey: `${journey.name}:${gathered.key ?? key}`,
    facts,
    journey,
    validUntil,
    goalReached: false,
    holds: outcome === "current",
  };
}

interface Done {
  readonly customer: CustomerId;
  readonly fate: Fate;
}

async function comeBack(
  { queue, now }: Pick<DeliverBatchDeps, "queue" | "now">,
  batch: Batch,
  attempt: number,
  all: readonly Done[],
): Promise<void> {
  const at = now();
  const late = all.flatMap(({ customer, fate }) =>
    fate.outcome === "deferred" || fate.outcome === "notYet"
      ? [{ customer, again: whenAgain(at, fate.until) }]
      : [],
  );
  for (const [again, those] of Map.groupBy(late, (each) => each.again)) {
    const rest = { ...batch, customers: those.map(({ customer }) => customer), attempt: 0 };
    const seconds = secondsBetween(at, again);
    if (seconds <= DELAY_SECONDS_MAX) await queue.post(rest, Math.max(0, seconds));
    else await queue.postAt(rest, again, nameOf(rest, again));
  }
  const notBegun = those(all, "notBegun");
  if (notBegun.length > 0) await queue.post({ ...batch, customers: notBegun, attempt }, 0);
  const busy = those(all, "busy");
  if (busy.length === 0) return;
  if (attempt >= ATTEMPTS_MAX) throw new BatchFailedError("The provider was too busy each time");
  const delay = Math.min(DELAY_SECONDS_MAX, BUSY_DELAY_SECONDS * 2 ** attempt);
  await queue.post({ ...batch, customers: busy, attempt: attempt + 1 }, delay);
}

function those(all: readonly Done[], outcome: Fate["outcome"]): CustomerId[] {
  return all.filter(({ fate }) => fate.outcome === outcome).map(({ customer }) => customer);
}

/** Schedules know minutes: those who may be written to within the same one come back together. */
function whenAgain(now: Instant, until: Instant): Instant {
  if (secondsBetween(now, until) <= DELAY_SECONDS_MAX) return until;
  const minute = Math.ceil(Date.parse(until) / 60_000) * 60_000;
  return instantAt(minute);
}

function secondsBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

/** The same batch at the same time has the same name, so that a batch which is delivered twice comes back once. */
function nameOf(batch: BroadcastBatch, at: Instant): string {
  return createHash("sha256")
    .update(`${at} ${JSON.stringify(batch)}`)
    .digest("base64url");
}

function countsOf(fates: readonly Fate[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of fates) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
