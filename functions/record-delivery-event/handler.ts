import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { claimStore } from "../../core/messaging/delivery/claim.store.ts";
import { receiptStore } from "../../core/messaging/delivery/receipt.store.ts";
import { recordDeliveryEvent } from "../../core/messaging/delivery/record-delivery-event.ts";
import { smokeEventStore } from "../../core/messaging/delivery/smoke-event.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { epochMs, now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { onEvent } from "../../core/platform/lambda/event.ts";
import { pause } from "../../core/platform/pause.ts";
import { RecordDeliveryEventEnv } from "./env.ts";

const env = readEnv(RecordDeliveryEventEnv);
const dynamo = new DynamoDBClient();

export const handler = onEvent(
  recordDeliveryEvent({
    receipts: receiptStore(dynamo, env.PEOPLE_TABLE),
    claims: claimStore(dynamo, env.PEOPLE_TABLE, pause),
    suppressions: suppressionStore(dynamo, env.PEOPLE_TABLE),
    smokes: smokeEventStore(dynamo, env.PEOPLE_TABLE, epochMs),
    now,
  }),
);
