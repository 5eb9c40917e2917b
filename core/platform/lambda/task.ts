import middy from "@middy/core";
import type { z } from "zod";
import { type CallFacts, logCall, type Reported } from "./log-call.ts";
import { type CallLog, logger } from "./logger.ts";

/** The workflow passed an input that the task does not accept: trying again would not help. */
export class TaskInputError extends Error {
  override readonly name = "TaskInputError";
}

/** `about`: facts of the input for every line, also of an input that does not fit. Must not throw. */
interface TaskLine {
  readonly log?: CallLog;
  readonly about?: (input: unknown) => CallFacts;
}

/**
 * The stack of a function that a workflow calls. Parses the input, hands it to the use case, and answers with what
 * it returns: a value whose `outcome` the workflow chooses on. What the use case throws reaches the workflow under
 * its name. Exactly one log line per call, with the outcome and with `questions`, what an operator is to see of it.
 */
export function task<
  Schema extends z.ZodType,
  Result extends { readonly outcome: string; readonly questions?: readonly string[] },
>(
  schema: Schema,
  useCase: (input: z.infer<Schema>) => Promise<Result>,
  { log = logger, about = () => ({}) }: TaskLine = {},
) {
  return middy<unknown, Reported<Result>>()
    .use(logCall({ log, kind: "task", about }))
    .handler(async (input) => {
      const result = await useCase(parsed(schema, input));
      const { outcome, questions } = result;
      return { ...result, report: { facts: { outcome, ...(questions && { questions }) } } };
    });
}

function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
  throw new TaskInputError(`The input does not fit. ${fields.join("; ")}`);
}
