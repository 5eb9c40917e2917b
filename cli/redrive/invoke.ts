import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { jsonText } from "../../core/platform/json-text.ts";

/** Calls a function with a payload and returns its answer. Throws the function's own error, by name alone. */
export type Invoke = (payload: string) => Promise<string>;

const Failure = jsonText(z.object({ errorType: z.string().regex(/^[\w.]+$/) }));

/** A function that was called and failed. The name is that of its own error; the message might quote what it was given. */
class CallFailedError extends Error {
  override readonly name: string;

  constructor(errorType: string) {
    super("The function failed.");
    this.name = errorType;
  }
}

export function invoker(lambda: LambdaClient, FunctionName: string): Invoke {
  return async (payload) => {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(payload) }),
    );
    const answer = Buffer.from(Payload ?? []).toString("utf8");
    if (FunctionError === undefined) return answer;
    throw new CallFailedError(Failure.safeParse(answer).data?.errorType ?? FunctionError);
  };
}
