import middy from "@middy/core";
import type { SQSBatchResponse } from "aws-lambda";
import * as z from "zod";
import { type CallOutcome, logCall, withReport } from "./log-call.ts";
import { type CallLog, logger } from "./logger.ts";

/** How many milliseconds this call may still take. */
export type TimeLeft = () => number;

interface Invocation {
  readonly getRemainingTimeInMillis?: TimeLeft;
}

const Message = z.object({ messageId: z.string(), body: z.string() });
type Message = z.infer<typeof Message>;
const Event = z.object({ Records: z.array(Message) });

/**
 * The stack of a function that reads a queue: one message after the other. A message that does not parse, or whose use
 * case throws, is named as failed, so that the queue delivers it again and at last puts it in its dead-letter queue; the
 * other messages are deleted. Exactly one log line per message, without its content.
 */
export function onQueue<Schema extends z.ZodType>(
  schema: Schema,
  useCase: (message: z.infer<Schema>, timeLeft: TimeLeft) => Promise<CallOutcome>,
  log: CallLog = logger,
) {
  const onMessage = middy<Message, { readonly outcome: string }>({ timeoutEarlyInMillis: NEVER })
    .use(logCall<Message>({ log, kind: "message", timed: true, about: aboutMessage }))
    .handler(async ({ body }, context: Invocation) => {
      const message = schema.parse(JSON.parse(body));
      return withReport(await useCase(message, context.getRemainingTimeInMillis ?? unlimited));
    });
  return middy<unknown, SQSBatchResponse>().handler(async (event, context) => {
    const failed: string[] = [];
    for (const message of Event.parse(event).Records) {
      await onMessage(message, context).catch(() => failed.push(message.messageId));
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

/** The stack around all messages ends the call in time. */
const NEVER = 0;

const aboutMessage = ({ messageId }: Message) => ({ message: messageId });

/** A caller without a clock sets no limit. */
const unlimited: TimeLeft = () => Number.POSITIVE_INFINITY;
