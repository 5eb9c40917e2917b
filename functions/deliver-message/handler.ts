import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { deliverMessage } from "../../core/messaging/delivery/deliver-message.ts";
import { deliveryDeps } from "../../core/messaging/delivery/delivery.client.ts";
import { DeliverMessage } from "../../core/messaging/delivery/delivery.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { DeliverMessageEnv } from "./env.ts";

const env = readEnv(DeliverMessageEnv);

export const handler = task(DeliverMessage, deliverMessage(deliveryDeps(new DynamoDBClient(), env)));
