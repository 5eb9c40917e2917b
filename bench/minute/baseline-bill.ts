import type { Arm } from "../claim.ts";
import {
  ACCESS_LOG_BYTES,
  type Bill,
  billedMs,
  cpuMsOf,
  expressGbSeconds,
  gbSeconds,
  LAMBDA_LOG_BYTES,
  logBytes,
  NOTHING_USED,
  workflowMs,
} from "./bill.ts";
import type { Minute } from "./product-minute.ts";

/** Calls of record that wait for one another: put in progress, the transaction, completed. */
const RECORD_DEPTH = 3;
const SERVICE_TASK_MS = 6;

export function baselineBill({ receive, give, used, runs, purchases }: Minute, arm: Arm): Bill {
  const functions = ["validate", "calculate", "record"].map((name) => used[name] ?? NOTHING_USED);
  const received = used["receive-purchase"] ?? NOTHING_USED;
  const depths = [0, 0, RECORD_DEPTH];
  const taskMs = functions.map((one, index) => billedMs(cpuMsOf(one), depths[index] ?? 0));
  const receiveMs = billedMs(cpuMsOf(received), receive.depth / purchases);
  const isExpress = arm === "baselineExpress";
  const transitions = runs.reduce((sum, run) => sum + run.transitions, 0) / purchases;
  const lambdas = [received, ...functions];
  return {
    httpApiRequest: 1,
    lambdaRequest: lambdas.length,
    lambdaGbSecondArm: gbSeconds(receiveMs + taskMs.reduce((sum, ms) => sum + ms, 0)),
    eventBridgeEvent: (receive.events + give.events) / purchases,
    expressRun: isExpress ? 1 : 0,
    expressGbSecond: isExpress
      ? expressGbSeconds(workflowMs([...taskMs, SERVICE_TASK_MS, SERVICE_TASK_MS]))
      : 0,
    standardTransition: isExpress ? 0 : transitions,
    writeUnit: give.write / purchases,
    readUnit: give.read / purchases,
    logGigabyte:
      (lambdas.reduce((sum, one) => sum + logBytes(one) + LAMBDA_LOG_BYTES, 0) + ACCESS_LOG_BYTES) / 1e9,
  };
}
