import { DynamoDBClient, GetItemCommand, type GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand, type PutEventsCommandInput } from "@aws-sdk/client-eventbridge";
import { handler as receivePurchase } from "../baseline/receive-purchase.ts";
import { handler as serveApi } from "../baseline/serve-api.ts";
import { calculate, late, record, validate } from "../baseline/steps.ts";
import { type Pace, workflow } from "../model/workflow.ts";
import type { BuildUnderTest } from "./build-under-test.ts";
import { lambda } from "./lambda.ts";
import { measured } from "./measured.ts";

/** The idiomatic build. Express or Standard is a matter of price and of what a second run means, not of its code. */
export function buildUnderTest(file: string, pace: Pace, prefix: string): BuildUnderTest {
  const dynamo = new DynamoDBClient();
  const eventBridge = new EventBridgeClient();
  const functions = {
    validate: measured("validate", validate),
    calculate: measured("calculate", calculate),
    record: measured("record", record),
  };
  const give = workflow(
    file,
    {
      "arn:aws:states:::lambda:invoke": async ({ FunctionName, Payload }) => ({
        Payload: await functions[FunctionName as keyof typeof functions](Payload),
      }),
      "arn:aws:states:::dynamodb:getItem": (args) =>
        dynamo.send(
          new GetItemCommand({ ...args, TableName: `${prefix}-customers` } as unknown as GetItemCommandInput),
        ),
      "arn:aws:states:::events:putEvents": (args) =>
        eventBridge.send(new PutEventsCommand(args as unknown as PutEventsCommandInput)),
    },
    pace,
  );
  return {
    receive: measured("receive-purchase", lambda(receivePurchase)),
    give: (event, lateMs) => {
      late.ms = lateMs;
      return give(event);
    },
    fold: async () => undefined,
    serve: measured("serve", lambda(serveApi)),
  };
}
