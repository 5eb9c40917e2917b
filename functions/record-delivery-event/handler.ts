import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { claimStore } from "../../core/delivery/claim.store.ts";
import { receiptStore } from "../../core/delivery/receipt.store.ts";
import { recordDeliveryEvent } from "../../core/delivery/record-delivery-event.ts";
import { suppressionStore } from "../../core/people/suppression.store.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { onEvent } from "../../core/runtime/event.ts";
import { pause } from "../../core/runtime/pause.ts";
import { RecordDeliveryEventEnv } from "./env.ts";

const env = readEnv(RecordDeliveryEventEnv);
const dynamo = new DynamoDBClient();

export const handler = onEvent(
  recordDeliveryEvent({
    receipts: receiptStore(dynamo, env.PEOPLE_TABLE),
    claims: claimStore(dynamo, env.PEOPLE_TABLE, pause),
    suppressions: suppressionStore(dynamo, env.PEOPLE_TABLE),
    now,
  }),
);
