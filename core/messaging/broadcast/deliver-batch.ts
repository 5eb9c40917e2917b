import { createHash } from "node:crypto";
import type { CustomerId } from "../../model/customer.ts";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { mapBounded } from "../../platform/bounded.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { TimeLeft } from "../../platform/lambda/queue.ts";
import { type DeliverMessageDeps, deliverMessage } from "../delivery/deliver-message.ts";
import type { MessageDelivered } from "../delivery/delivery.ts";
import { ProviderBusyError } from "../delivery/refused-message.ts";
import type { FactsGathered } from "../journeys/facts.ts";
import type { BatchQueue } from "./batch-queue.client.ts";
import { type BroadcastBatch, DELAY_SECONDS_MAX, type GatherForBatch } from "./broadcast.ts";
import { type PacedDeps, paced, type Rates } from "./paced.ts";

/** The most deliveries at once. One takes a dozen round trips: this many keep up the provider's rate. */
export const UNDER_WAY_MAX = 16;
/** No delivery starts with less time left: enough for one at the slowest rate with a provider that throttles. */
export const TIME_RESERVED_MS = 75_000;
/** After this many throttled attempts the batch fails, and an operator looks at it. */
export const ATTEMPTS_MAX = 10;
/** Doubles with each attempt. */
const BUSY_DELAY_SECONDS = 30;

/** Some messages of a batch failed, perhaps for good. All others were delivered; the batch may be tried again. */
export class BatchFailedError extends Error {
  override readonly name = "BatchFailedError";
}

export interface DeliverBatchDeps extends DeliverMessageDeps, PacedDeps {
  readonly gather: GatherForBatch;
  readonly queue: BatchQueue;
  readonly rates: Rates;
}

/**
 * The result for one customer of a batch.
 * - `busy`: the provider throttled the message
 * - `notBegun`: the worker had no time left
 * - `notConcerned`: there are no facts for this customer
 * - `notYet`: the day has not come on the customer's clock; `until`: when it does
 */
type CustomerOutcome =
  | MessageDelivered
  | { readonly outcome: "busy" | "notBegun" | "notConcerned" }
  | { readonly outcome: "notYet"; readonly until: Instant }
  | { readonly outcome: "failed"; readonly error: unknown };

type Batch = Omit<BroadcastBatch, "customers" | "attempt">;

/**
 * Delivers one message to each customer of a batch at the provider's rate, as `deliverMessage` does: decided, claimed and
 * sent at most once. Deferred customers are requeued for their time, unstarted ones at once, throttled ones with backoff.
 * A second delivery of the batch sends no message again.
 */
export function deliverBatch(
  deps: DeliverBatchDeps,
): (batch: BroadcastBatch, timeLeft: TimeLeft) => Promise<CallOutcome> {
  return async ({ customers, attempt, ...batch }, timeLeft) => {
    const deliver = deliverMessage({ ...deps, ...paced(deps, deps.rates, deps) });
    const factsFor = await deps.gather(batch);
    const deliverTo = async (customer: CustomerId): Promise<CustomerOutcome> => {
      if (timeLeft() < TIME_RESERVED_MS) return { outcome: "notBegun" };
      try {
        const gathered = await factsFor(customer);
        if (gathered.outcome === "notConcerned" || gathered.outcome === "notYet") return gathered;
        return await deliver(toDelivery(batch, customer, gathered));
      } catch (error) {
        return error instanceof ProviderBusyError ? { outcome: "busy" } : { outcome: "failed", error };
      }
    };
    const outcomes = await mapBounded(customers, UNDER_WAY_MAX, deliverTo);
    const results = customers.flatMap((customer, index) => {
      const result = outcomes[index];
      return result === undefined ? [] : [{ customer, result }];
    });
    await requeue(deps, batch, attempt, results);
    const failure = outcomes.find((one) => one.outcome === "failed");
    if (failure !== undefined)
      throw new BatchFailedError("Not all customers were written to", { cause: failure.error });
    return { outcome: "delivered", facts: countsOf(outcomes) };
  };
}

type SendableFacts = Exclude<FactsGathered, { outcome: "notConcerned" | "notYet" }>;

function toDelivery({ journey, message, key }: Batch, customer: CustomerId, gathered: SendableFacts) {
  if (gathered.outcome === "gathered") throw new Error(`No digest gathers ${message}`);
  const { outcome, facts, validUntil, channel } = gathered;
  return {
    customer,
    message,
    sendKey: `${journey.name}:${gathered.key ?? key}`,
    facts,
    journey,
    validUntil,
    goalReached: false,
    holds: outcome === "current",
    ...(channel && { channel }),
  };
}

interface CustomerResult {
  readonly customer: CustomerId;
  readonly result: CustomerOutcome;
}

async function requeue(
  { queue, now }: Pick<DeliverBatchDeps, "queue" | "now">,
  batch: Batch,
  attempt: number,
  results: readonly CustomerResult[],
): Promise<void> {
  const at = now();
  const waiting = results.flatMap(({ customer, result }) =>
    result.outcome === "deferred" || result.outcome === "notYet"
      ? [{ customer, time: requeueTime(at, result.until) }]
      : [],
  );
  for (const [time, group] of Map.groupBy(waiting, (one) => one.time)) {
    const rest = { ...batch, customers: group.map(({ customer }) => customer), attempt: 0 };
    const seconds = secondsBetween(at, time);
    if (seconds <= DELAY_SECONDS_MAX) await queue.post(rest, Math.max(0, seconds));
    else await queue.postAt(rest, time, scheduleName(rest, time));
  }
  const notBegun = customersWith(results, "notBegun");
  if (notBegun.length > 0) await queue.post({ ...batch, customers: notBegun, attempt }, 0);
  const busy = customersWith(results, "busy");
  if (busy.length === 0) return;
  if (attempt >= ATTEMPTS_MAX) throw new BatchFailedError("The provider throttled each attempt");
  const delay = Math.min(DELAY_SECONDS_MAX, BUSY_DELAY_SECONDS * 2 ** attempt);
  await queue.post({ ...batch, customers: busy, attempt: attempt + 1 }, delay);
}

function customersWith(
  results: readonly CustomerResult[],
  outcome: CustomerOutcome["outcome"],
): CustomerId[] {
  return results.filter(({ result }) => result.outcome === outcome).map(({ customer }) => customer);
}

/** A schedule is to the minute: customers who may be written to within the same minute are requeued together. */
function requeueTime(now: Instant, until: Instant): Instant {
  if (secondsBetween(now, until) <= DELAY_SECONDS_MAX) return until;
  const minute = Math.ceil(Date.parse(until) / 60_000) * 60_000;
  return instantAt(minute);
}

function secondsBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

/** The same batch at the same time has the same name, so that a batch which is delivered twice is requeued once. */
function scheduleName(batch: BroadcastBatch, at: Instant): string {
  return createHash("sha256")
    .update(`${at} ${JSON.stringify(batch)}`)
    .digest("base64url");
}

function countsOf(outcomes: readonly CustomerOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
