import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { GatherFacts, gatherFacts } from "../../core/journey/gather-facts.ts";
import { customerEntriesStore } from "../../core/ledger/customer-entries.store.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { pause } from "../../core/runtime/pause.ts";
import { task } from "../../core/runtime/task.ts";
import { GatherFactsEnv } from "./env.ts";

const env = readEnv(GatherFactsEnv);
const dynamo = new DynamoDBClient();

export const handler = task(
  GatherFacts,
  gatherFacts({
    entries: customerEntriesStore(dynamo, env.LEDGER_TABLE),
    preferences: peopleStore(dynamo, env.PEOPLE_TABLE, pause).preferences,
    stated: remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now),
    now,
  }),
);
