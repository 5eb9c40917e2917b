import type { Context } from "aws-lambda";

/** What a function of the bench sees of its call: enough for middy and for nothing else. */
const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: "bench",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:bench",
  memoryLimitInMB: "256",
  awsRequestId: "bench",
  logGroupName: "bench",
  logStreamName: "bench",
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

/** A handler as the Lambda runtime calls it. What comes in was made by the bench in the form of the event's type. */
export function lambda<Event, Answer>(
  handler: (event: Event, context: Context) => Promise<Answer> | Answer,
): (event: unknown) => Promise<unknown> {
  return async (event) => handler(event as Event, context);
}
