import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { deliverMessage } from "../../core/delivery/deliver-message.ts";
import { deliveryDeps } from "../../core/delivery/delivery.client.ts";
import { DeliverMessage } from "../../core/delivery/delivery.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { task } from "../../core/runtime/task.ts";
import { DeliverMessageEnv } from "./env.ts";

const env = readEnv(DeliverMessageEnv);

export const handler = task(DeliverMessage, deliverMessage(deliveryDeps(new DynamoDBClient(), env)));
