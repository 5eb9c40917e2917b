import middy from "@middy/core";
import type { z } from "zod";
import { type CallOutcome, logCall, withReport } from "./log-call.ts";
import { type CallLog, logger } from "./logger.ts";

/**
 * The stack of a function that another function calls and does not wait for. What does not fit the schema, and what the use case
 * throws, is thrown on, so that Lambda tries again. Exactly one log line per call.
 */
export function onCall<Schema extends z.ZodType>(
  schema: Schema,
  useCase: (input: z.infer<Schema>) => Promise<CallOutcome>,
  log: CallLog = logger,
) {
  return middy<unknown, { readonly outcome: string }>()
    .use(logCall({ log, kind: "call", timed: true }))
    .handler(async (input) => withReport(await useCase(schema.parse(input))));
}
