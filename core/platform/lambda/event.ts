import middy from "@middy/core";
import * as z from "zod";
import { type CallLog, loggableError, logger } from "./logger.ts";

/** An event of a bus as its target sees it. */
export const BusEvent = z.object({
  id: z.string(),
  source: z.string(),
  "detail-type": z.string(),
  detail: z.unknown(),
});
export type BusEvent = z.infer<typeof BusEvent>;

/** What became of an event, for the log. */
export interface EventOutcome {
  readonly outcome: string;
  readonly facts?: Readonly<Record<string, string | number | readonly string[]>>;
}

/**
 * The stack of a function that a rule of an event bus calls. What the use case throws is thrown on, so that
 * Lambda tries again and at last puts the event in the dead-letter queue. Exactly one log line per call.
 */
export function onEvent(useCase: (event: BusEvent) => Promise<EventOutcome>, log: CallLog = logger) {
  return middy<unknown, EventOutcome>().handler(async (input) => {
    const event = BusEvent.parse(input);
    const about = { event: event.id, type: event["detail-type"] };
    try {
      const { outcome, facts } = await useCase(event);
      log.info("event", { ...about, outcome, ...facts });
      return { outcome };
    } catch (error) {
      log.error("event failed", {
        ...about,
        error: error instanceof Error ? loggableError(error) : { name: typeof error },
      });
      throw error;
    }
  });
}
