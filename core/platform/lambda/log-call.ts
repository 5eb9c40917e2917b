import type { LogAttributes } from "@aws-lambda-powertools/logger/types";
import type middy from "@middy/core";
import type { Context } from "aws-lambda";
import { type CallLog, loggableError } from "./logger.ts";

/** Counts, codes, names of outcomes and opaque ids: what a log line may hold beside its message. */
export type CallFacts = Readonly<Record<string, string | number | readonly string[]>>;

/** What a use case answers where nothing but the log reads more than its outcome. */
export interface CallOutcome {
  readonly outcome: string;
  readonly facts?: CallFacts;
}

/** What a handler reports of its call. Where a part of a batch failed and the rest is done, the line is an error. */
interface CallReport {
  readonly facts: CallFacts;
  readonly failedInPart?: boolean;
}

/** A handler's result, with the report that `logCall` writes and takes off before Lambda sees the result. */
export type Reported<Result> = Result & { readonly report?: CallReport };

/** The result and the report of an outcome. `about` names the call in the line of its success. */
export function withReport(
  { outcome, facts }: CallOutcome,
  about: CallFacts = {},
): Reported<{ readonly outcome: string }> {
  return { outcome, report: { facts: { ...about, outcome, ...facts } } };
}

/**
 * - `kind`: the message of the line; ` failed` and ` failed in part` are appended to it
 * - `about`: facts of the event, for every line. Must not throw, whatever the event is
 * - `timed`: adds the milliseconds that the call took
 */
interface CallLine<Event> {
  readonly log: CallLog;
  readonly kind: string;
  readonly about?: (event: Event) => CallFacts;
  readonly timed?: boolean;
}

type Started = { startedMs: number };
type LoggedCall<Event> = middy.Request<Event, Reported<object>, unknown, Context, Started>;

/**
 * Middleware that writes exactly one log line per call: what the handler reports, or the cause of its failure. Failures
 * pass through. Must be the first of its stack, so that it times and reports what the others do as well.
 */
export function logCall<Event>({ log, kind, about, timed }: CallLine<Event>) {
  function write(request: LoggedCall<Event>, failure?: LogAttributes): void {
    const { event, internal, response } = request;
    const { report, ...result } = response ?? {};
    // A failure that no middleware answered has no result, and Middy throws it on.
    if (response) request.response = result;
    const ms = timed && { ms: Math.round(performance.now() - internal.startedMs) };
    const line = { ...about?.(event), ...report?.facts, ...ms, ...failure };
    if (failure) log.error(`${kind} failed`, line);
    else if (report?.failedInPart) log.error(`${kind} failed in part`, line);
    else log.info(kind, line);
  }
  return {
    before: ({ internal }) => {
      internal.startedMs = performance.now();
    },
    after: (request) => write(request),
    onError: (request) => write(request, { error: loggableError(request.error) }),
  } satisfies middy.MiddlewareObj<Event, Reported<object>, unknown, Context, Started>;
}
