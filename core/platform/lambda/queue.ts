import middy from "@middy/core";
import type { SQSBatchResponse } from "aws-lambda";
import * as z from "zod";
import { type CallLog, loggableError, logger } from "./logger.ts";

/** What became of a message, for the log. */
export interface MessageOutcome {
  readonly outcome: string;
  readonly facts?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** How many milliseconds this call may still take. */
export type TimeLeft = () => number;

interface Invocation {
  readonly getRemainingTimeInMillis?: TimeLeft;
}

const Event = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

/**
 * The stack of a function that reads a queue: one message after the other. One that does not parse, or whose use case
 * throws, is named as failed, so that the queue hands it out again and at last puts it in its dead-letter queue; the
 * others are done with. Exactly one log line per message, without its content.
 */
export function onQueue<Schema extends z.ZodType>(
  schema: Schema,
  useCase: (message: z.infer<Schema>, timeLeft: TimeLeft) => Promise<MessageOutcome>,
  log: CallLog = logger,
) {
  return middy<unknown, SQSBatchResponse>().handler(async (event: unknown, context: Invocation) => {
    const failed: string[] = [];
    for (const { messageId, body } of Event.parse(event).Records) {
      const startedMs = performance.now();
      const spent = () => ({ message: messageId, ms: Math.round(performance.now() - startedMs) });
      try {
        const parsed = schema.parse(JSON.parse(body));
        const { outcome, facts } = await useCase(parsed, context.getRemainingTimeInMillis ?? forever);
        log.info("message", { ...spent(), outcome, ...facts });
      } catch (error) {
        const cause = error instanceof Error ? loggableError(error) : { name: typeof error };
        log.error("message failed", { ...spent(), error: cause });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

/** Whoever calls without a clock does not stop us. */
const forever: TimeLeft = () => Number.POSITIVE_INFINITY;
