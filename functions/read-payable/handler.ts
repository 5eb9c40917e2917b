import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { entryPagesStore } from "../../core/giving/ledger/entry-pages.store.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { nowMs } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { ReadPayable, readPayable } from "../../core/settlement/read-payable.ts";
import { ReadPayableEnv } from "./env.ts";

const env = readEnv(ReadPayableEnv);
const dynamo = new DynamoDBClient();

export const handler = task(
  ReadPayable,
  readPayable({
    ledger: entryPagesStore(dynamo, env.LEDGER_TABLE),
    brandConfig: brandConfigStore(dynamo, env.LEDGER_TABLE).read,
    dayIn: (timeZone) => calendar(timeZone).dayOf,
    nowMs,
  }),
);
