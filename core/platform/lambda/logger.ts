import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";

/** The lines of a stack trace that name places in the code, without its head, which repeats the message. */
function framesOf(stack: string | undefined): string[] {
  return (stack ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("at "))
    .slice(0, 12);
}

/**
 * What is logged of an error: its name, where it happened and, except for what quotes its input, its message. Of what is
 * thrown and no error, its type.
 * - A SyntaxError of JSON.parse quotes the text that it read, which may hold a person's address.
 * - Further properties of an SDK error (such as the item that failed a condition) are left out.
 * - What looks like an email address is replaced, whatever code wrote the message.
 */
export function loggableError(error: unknown): LogAttributes {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    ...(error instanceof SyntaxError ? {} : { message: error.message.replace(/\S+@\S+/g, "[address]") }),
    at: framesOf(error.stack),
    ...(error.cause instanceof Error ? { cause: loggableError(error.cause) } : {}),
  };
}

class PlainFormatter extends LogFormatter {
  override formatError(error: Error): LogAttributes {
    return loggableError(error);
  }

  formatAttributes(attributes: UnformattedAttributes, more: LogAttributes): LogItem {
    return new LogItem({
      attributes: {
        level: attributes.logLevel,
        message: attributes.message,
        timestamp: attributes.timestamp.toISOString(),
        ...more,
      },
    });
  }
}

/**
 * The log of all functions: one JSON line per call. Callers hand it counts, codes, names of outcomes and opaque
 * ids, never a body, a header's value or an identity.
 */
export const logger = new Logger({ logFormatter: new PlainFormatter() });

/** The part of the log that a middleware stack uses. */
export interface CallLog {
  info(message: string, facts: LogAttributes): void;
  error(message: string, facts: LogAttributes): void;
}
