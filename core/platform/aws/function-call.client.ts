import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";

/** Whether Lambda took a call, or refused it or was out of reach: `reason` is the error's name. */
export type CallTaken =
  | { readonly kind: "taken"; readonly reason?: undefined }
  | { readonly kind: "refused"; readonly reason: string };

/** Calls one function without waiting for it: once Lambda took the call, it calls and retries by itself. Never throws. */
export type FunctionCall = (input: object) => Promise<CallTaken>;

export function functionCall(lambda: LambdaClient, functionName: string): FunctionCall {
  return async (input) => {
    try {
      await lambda.send(
        new InvokeCommand({
          FunctionName: functionName,
          InvocationType: "Event",
          Payload: JSON.stringify(input),
        }),
      );
      return { kind: "taken" };
    } catch (error) {
      return { kind: "refused", reason: error instanceof Error ? error.name : "unknown" };
    }
  };
}
