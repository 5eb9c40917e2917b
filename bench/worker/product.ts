import { DynamoDBClient, GetItemCommand, type GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { handler as foldImpact } from "../../functions/fold-impact/handler.ts";
import { handler as lookUpOrder } from "../../functions/look-up-order/handler.ts";
import { handler as receivePurchase } from "../../functions/receive-purchase/handler.ts";
import { handler as recordGift } from "../../functions/record-gift/handler.ts";
import { handler as takeBackGift } from "../../functions/reverse-gift/handler.ts";
import { handler as serveApi } from "../../functions/serve-api/handler.ts";
import { handler as servePages } from "../../functions/serve-pages/handler.ts";
import { type Pace, workflow } from "../model/workflow.ts";
import type { BuildUnderTest } from "./build-under-test.ts";
import { lambda } from "./lambda.ts";
import { measured } from "./measured.ts";

/** The product: its own handlers, and its own workflow file. */
export function buildUnderTest(file: string, pace: Pace, peopleTable: string): BuildUnderTest {
  const dynamo = new DynamoDBClient();
  const functions = {
    "${LookUpOrderFunction}": measured("look-up-order", lambda(lookUpOrder)),
    "${RecordGiftFunction}": measured("record-gift", lambda(recordGift)),
    "${ReverseGiftFunction}": measured("reverse-gift", lambda(takeBackGift)),
  };
  const give = workflow(
    file,
    {
      "${GetItem}": (args) =>
        dynamo.send(
          new GetItemCommand({ ...args, TableName: peopleTable } as unknown as GetItemCommandInput),
        ),
      "${InvokeFunction}": async ({ FunctionName, Payload }) => {
        const invoked = functions[FunctionName as keyof typeof functions];
        return { Payload: await invoked(Payload) };
      },
      "${SendMessage}": async () => ({}),
    },
    pace,
  );
  return {
    receive: measured("receive-purchase", lambda(receivePurchase)),
    give: (event) => give(event),
    fold: measured("fold-impact", lambda(foldImpact)),
    serve: measured("serve", async (event) => (isOfApi(event) ? api : pages)(event)),
  };
}

const pages = lambda(servePages);
const api = lambda(serveApi);

/** As the gateway routes a call. */
function isOfApi(event: unknown): boolean {
  return String(Object(event).rawPath).startsWith("/api/");
}
