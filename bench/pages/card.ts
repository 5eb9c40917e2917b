import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CUSTOMER_ID_BYTES, customerIdOf } from "../../core/model/customer.ts";
import { cardStore } from "../../core/people/cards/card.store.ts";
import { startingPreferences } from "../../core/people/preferences/starting-preferences.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { now } from "../../core/platform/clock.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { sessionCookie } from "../../core/site/auth/session-cookie.ts";
import type { Stage } from "../world/world.ts";

/** A customer who has a card and is signed in: what their browser sends. */
export async function signedInWithCard(dynamo: DynamoDBClient, stage: Stage): Promise<string> {
  const { people, contactKey, identityKey } = stage;
  const customer = customerIdOf(randomBytes(CUSTOMER_ID_BYTES));
  const keys = { addresses: async () => contactKey, identities: async () => identityKey };
  await peopleStore(dynamo, people, pause).savePreferences(customer, startingPreferences("en"));
  await cardStore(dynamo, people, { keys, random: randomBytes, pause }).replace(customer, {
    instead: 0,
    at: now(),
  });
  const token = await sessionStore(dynamo, people, { random: randomBytes, now }).start(customer);
  return sessionCookie(token).split(";", 1)[0] ?? "";
}
