import { DynamoDBClient, GetItemCommand, type GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { handler as foldImpact } from "../../functions/fold-impact/handler.ts";
import { handler as lookUpOrder } from "../../functions/look-up-order/handler.ts";
import { handler as receivePurchase } from "../../functions/receive-purchase/handler.ts";
import { handler as recordGift } from "../../functions/record-gift/handler.ts";
import { handler as takeBackGift } from "../../functions/reverse-gift/handler.ts";
import { handler as serveApi } from "../../functions/serve-api/handler.ts";
import { handler as servePages } from "../../functions/serve-pages/handler.ts";
import { handler as servePeople } from "../../functions/serve-people/handler.ts";
import { type Pace, workflow } from "../model/workflow.ts";
import { isOfPeople } from "../pages/site.ts";
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
    serve: measured("serve", async (event) => servedBy(event)(event)),
  };
}

const pages = lambda(servePages);
const api = lambda(serveApi);
const people = lambda(servePeople);

/** As the gateway routes a call, of the routes that the bench calls. */
function servedBy(event: unknown) {
  const path = String(Object(event).rawPath);
  if (path.startsWith("/api/")) return api;
  return isOfPeople(path) ? people : pages;
}
