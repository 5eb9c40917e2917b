import type { Used } from "../worker/measured.ts";

/** What one purchase makes AWS bill, counted. Times are computed from what was counted, never taken from the wall. */
export interface Bill {
  readonly httpApiRequest: number;
  readonly lambdaRequest: number;
  readonly lambdaGbSecondArm: number;
  readonly eventBridgeEvent: number;
  readonly expressRun: number;
  readonly expressGbSecond: number;
  readonly standardTransition: number;
  readonly writeUnit: number;
  readonly readUnit: number;
  readonly logGigabyte: number;
}

/** Stated, as nothing on this machine shows it: a call from a function to an AWS service in its region, and back. */
export const ROUND_TRIP_MS = 6;
/** Stated: what Step Functions takes to call a function and hear its answer, beside the function's own time. */
const TASK_MS = 10;
/** The memory at which a function has a whole processor; below, it has its share of one. */
const WHOLE_PROCESSOR_MIB = 1769;
/** A function's memory, where its stack does not say more. */
export const MEMORY_MIB = 256;
/** What CloudWatch adds to each line that it takes in. */
const LOG_LINE_BYTES = 26;
/** A line of the API's access log: lib/constructs/public-api.ts. */
export const ACCESS_LOG_BYTES = 190 + LOG_LINE_BYTES;
/** START, END and REPORT, which Lambda writes unless configured otherwise. */
export const LAMBDA_LOG_BYTES = 330 + 3 * LOG_LINE_BYTES;
/** Express bills in steps of 100 ms and 64 MB. */
const EXPRESS_STEP_MS = 100;
const EXPRESS_GB = 64 / 1024;

/** The billed milliseconds of one call: its processor time at its share of a processor, and what it waits for. */
export function billedMs(cpuMs: number, depth: number, memoryMiB = MEMORY_MIB): number {
  return Math.ceil(cpuMs * (WHOLE_PROCESSOR_MIB / memoryMiB) + depth * ROUND_TRIP_MS);
}

export function gbSeconds(ms: number, memoryMiB = MEMORY_MIB): number {
  return (ms / 1000) * (memoryMiB / 1024);
}

export function expressGbSeconds(ms: number): number {
  return ((Math.ceil(ms / EXPRESS_STEP_MS) * EXPRESS_STEP_MS) / 1000) * EXPRESS_GB;
}

/** What one more task of this length adds to a run; on average the step of 100 ms is neither gained nor lost. */
export function runGbSeconds(taskMs: number): number {
  return ((taskMs + TASK_MS) / 1000) * EXPRESS_GB;
}

/** How long a workflow lasts, by how long its tasks last. */
export function workflowMs(taskMs: readonly number[]): number {
  return taskMs.reduce((sum, ms) => sum + ms + TASK_MS, 0);
}

/** Bytes of log a call, as CloudWatch bills them. */
export function logBytes({ calls, logBytes: bytes, logLines }: Used): number {
  return calls === 0 ? 0 : (bytes + logLines * LOG_LINE_BYTES) / calls;
}

export function cpuMsOf({ calls, cpuMs }: Used): number {
  return calls === 0 ? 0 : cpuMs / calls;
}

export const NOTHING_USED: Used = { calls: 0, cpuMs: 0, logLines: 0, logBytes: 0 };
