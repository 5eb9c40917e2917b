import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { GatherFacts, gatherFacts } from "../../core/messaging/journeys/event/gather-facts.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { now } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { pause } from "../../core/platform/pause.ts";
import { GatherFactsEnv } from "./env.ts";

const env = readEnv(GatherFactsEnv);
const dynamo = new DynamoDBClient();

export const handler = task(
  GatherFacts,
  gatherFacts({
    entries: customerEntriesStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
    preferences: peopleStore(dynamo, env.PEOPLE_TABLE, pause).preferences,
    brandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
    now,
  }),
);
