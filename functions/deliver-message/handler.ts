import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { deliverMessage } from "../../core/messaging/delivery/deliver-message.ts";
import { DeliverSmoke, deliverSmoke } from "../../core/messaging/delivery/deliver-smoke.ts";
import { deliveryDeps } from "../../core/messaging/delivery/delivery.client.ts";
import { DeliverMessage } from "../../core/messaging/delivery/delivery.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { DeliverMessageEnv } from "./env.ts";

const env = readEnv(DeliverMessageEnv);

const deps = deliveryDeps(new DynamoDBClient(), env);
const deliver = deliverMessage(deps);
const smoke = deliverSmoke(deps);

/** A message to a customer, or a test message to a simulator. */
export const handler = task(z.union([DeliverMessage, DeliverSmoke]), async (input) =>
  "smoke" in input ? smoke(input) : deliver(input),
);
