import {
  GetEventSourceMappingCommand,
  type LambdaClient,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";

/** Whether the window was changed, was so already, or Lambda refused it or was out of reach: `reason` is the error's name. */
export type WindowSet =
  | { readonly kind: "changed" | "already"; readonly reason?: undefined }
  | { readonly kind: "refused"; readonly reason: string };

export interface BatchingWindow {
  /**
   * Sets how long a stream gathers records for a batch. Lambda takes up to a minute to follow; until then, and if it refuses,
   * batches come as before. Never throws. Asks once, and afterwards only where another window is wanted than was last seen.
   */
  set(seconds: number): Promise<WindowSet>;
}

/** The window of one event source mapping, of which nobody else changes it but a deploy. */
export function batchingWindow(lambda: LambdaClient, mappingId: string): BatchingWindow {
  let seen: number | undefined;
  return {
    async set(seconds) {
      try {
        seen ??= (await lambda.send(new GetEventSourceMappingCommand({ UUID: mappingId })))
          .MaximumBatchingWindowInSeconds;
        if (seen === seconds) return { kind: "already" };
        await lambda.send(
          new UpdateEventSourceMappingCommand({
            UUID: mappingId,
            MaximumBatchingWindowInSeconds: seconds,
          }),
        );
        seen = seconds;
        return { kind: "changed" };
      } catch (error) {
        return { kind: "refused", reason: error instanceof Error ? error.name : "unknown" };
      }
    },
  };
}
