import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { statedStore } from "../../core/giving/stated.store.ts";
import { servePeople } from "../../core/people-pages/serve-people.ts";
import { now } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { http } from "../../core/runtime/http.ts";
import { ServePeopleEnv } from "./env.ts";

const env = readEnv(ServePeopleEnv);
const dynamo = new DynamoDBClient();

export const handler = http(servePeople({ stated: statedStore(dynamo, env.LEDGER_TABLE).read, now }));
