import { priceOf } from "../lib/cost/price-book.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { baselineWorker } from "./milestone-broadcast/baseline-worker.ts";
import { deliveryEventsUsd } from "./milestone-broadcast/delivery-events.ts";
import { customersOf } from "./milestone-broadcast/followers.ts";
import {
  baselineOrchestration,
  type Orchestrated,
  productOrchestration,
} from "./milestone-broadcast/orchestration.ts";
import { productWorker } from "./milestone-broadcast/product-worker.ts";
import { broadcast } from "./milestone-broadcast/workers.ts";

/** In five rounds a million. */
const RECIPIENTS = 200_000;
const BASELINE_RECIPIENTS = 20_000;
const MILLION = 1_000_000;
/** Of lib/engagement/broadcast.ts: the memory of a worker that sends 50 a second. */
const WORKER_GB = 0.5;
/** An Express child for each follower: one step of 100 ms and 64 MB, the least there is. */
const EXPRESS_GB_SECONDS = 0.1 * (64 / 1024);

/** What it takes to bring a million messages into the queue and out again. */
function orchestrationUsd(
  arm: Arm,
  { transitions, queueRequests, readUnits }: Orchestrated,
  count: number,
): number {
  const steps =
    arm === "baselineExpress"
      ? count * (priceOf("expressRun") + EXPRESS_GB_SECONDS * priceOf("expressGbSecond"))
      : transitions * priceOf("standardTransition");
  const usd = steps + queueRequests * priceOf("queueRequest") + readUnits * priceOf("readUnit");
  return (usd * MILLION) / count;
}

async function measure(arm: Arm, seed: number, eventsUsd: number): Promise<Figures> {
  const count = arm === "ours" ? RECIPIENTS : BASELINE_RECIPIENTS;
  const customers = customersOf(count);
  const planned =
    arm === "ours" ? await productOrchestration(customers) : await baselineOrchestration(customers);
  const outcome = await broadcast(
    { customers, batches: planned.batches, seed },
    arm === "ours" ? productWorker() : baselineWorker,
  );
  const { letters, texts } = outcome;
  return {
    recipients: count,
    taken: letters.taken + texts.taken,
    textsTaken: texts.taken,
    twice: letters.twice + texts.twice,
    afterOptOut: outcome.afterOptOut,
    aboveTheRate: letters.refused,
    textsAboveTheirRate: texts.refused,
    usedShareOfTheRate: letters.usedShare,
    batchesInTheDeadLetterQueue: outcome.dead,
    usdOrchestration: orchestrationUsd(arm, planned, count),
    usdWorkers:
      ((outcome.workerSeconds * WORKER_GB * priceOf("lambdaGbSecondArm") +
        outcome.batches * priceOf("lambdaRequest")) *
        MILLION) /
      count,
    // The idiomatic build receives no delivery events of SES.
    ...(arm === "ours" && { usdWhatSesTells: eventsUsd * MILLION }),
  };
}

const USD_MAX = 1;
const SHARE_MIN = 0.95;

export const milestoneBroadcast: Claim = {
  name: "milestone-broadcast",
  claim:
    "A milestone is told to a million followers at the providers' rates, a tenth of them by text, once, and to nobody who has just opted out (in a model, with 5 % faults and killed workers).",
  target:
    "orchestration under $1 a million, at least 95 % of the rate and never above, 0 twice, 0 after opt-out",
  headline: "usedShareOfTheRate",
  counts: [
    "recipients",
    "taken",
    "textsTaken",
    "twice",
    "afterOptOut",
    "aboveTheRate",
    "textsAboveTheirRate",
    "batchesInTheDeadLetterQueue",
  ],
  async open(): Promise<Bench> {
    const eventsUsd = await deliveryEventsUsd();
    return { measure: (arm, seed) => measure(arm, seed, eventsUsd), close: async () => {} };
  },
  passes: ({ ours }) =>
    (ours["usdOrchestration"] ?? USD_MAX) < USD_MAX &&
    (ours["usedShareOfTheRate"] ?? 0) >= SHARE_MIN &&
    ["twice", "afterOptOut", "aboveTheRate", "textsAboveTheirRate", "batchesInTheDeadLetterQueue"].every(
      (name) => ours[name] === 0,
    ),
};
