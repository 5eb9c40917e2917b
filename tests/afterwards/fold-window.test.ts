import { LambdaClient, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { engineOf } from "../../cli/settings.ts";
import { FOLD_WINDOW_SECONDS } from "../../core/impact/fold-window.ts";
import { currentStage } from "../../local/stage.ts";

/** The suites before this one posted many purchases within a quarter of an hour, to stacks that were deployed for few. */
test("the fold gathers longer once many buy", async () => {
  const lambda = new LambdaClient(engineOf(await currentStage()));
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  const windows = EventSourceMappings.filter(({ FunctionArn }) =>
    /fold-?impact/i.test(FunctionArn ?? ""),
  ).map(({ MaximumBatchingWindowInSeconds }) => MaximumBatchingWindowInSeconds);
  expect(windows).toEqual([FOLD_WINDOW_SECONDS.busy]);
});
