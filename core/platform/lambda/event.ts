import middy from "@middy/core";
import * as z from "zod";
import { type CallFacts, type CallOutcome, logCall, withReport } from "./log-call.ts";
import { type CallLog, logger } from "./logger.ts";

/** An event of a bus as its target receives it. `time`: when it happened, as its source says. */
export const BusEvent = z.object({
  id: z.string(),
  source: z.string(),
  "detail-type": z.string(),
  time: z.string().optional(),
  detail: z.unknown(),
});
export type BusEvent = z.infer<typeof BusEvent>;

function aboutEvent(input: unknown): CallFacts {
  const { data } = BusEvent.safeParse(input);
  return data === undefined ? {} : { event: data.id, type: data["detail-type"] };
}

/**
 * The stack of a function that a rule of an event bus calls. What the use case throws is rethrown, so that
 * Lambda retries and at last puts the event in the dead-letter queue. Exactly one log line per call.
 */
export function onEvent(useCase: (event: BusEvent) => Promise<CallOutcome>, log: CallLog = logger) {
  return middy<unknown, { readonly outcome: string }>()
    .use(logCall({ log, kind: "event", about: aboutEvent }))
    .handler(async (input) => withReport(await useCase(BusEvent.parse(input))));
}
