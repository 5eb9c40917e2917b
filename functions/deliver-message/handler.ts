import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { readSaid } from "../../core/conversations/answer/read-said.ts";
import { settleAnswer } from "../../core/conversations/answer/settle-answer.ts";
import { clockBy } from "../../core/conversations/clock/due.ts";
import { statedService } from "../../core/conversations/clock/stated-hours.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { messageOf } from "../../core/messaging/content/catalog.ts";
import { deliverMessage } from "../../core/messaging/delivery/deliver-message.ts";
import { DeliverSmoke, deliverSmoke } from "../../core/messaging/delivery/deliver-smoke.ts";
import { deliveryDeps } from "../../core/messaging/delivery/delivery.client.ts";
import { DeliverMessage, SaidIn } from "../../core/messaging/delivery/delivery.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { contactSecret } from "../../core/platform/crypto/contact-key.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { task } from "../../core/platform/lambda/task.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { DeliverMessageEnv } from "./env.ts";

const env = readEnv(DeliverMessageEnv);
const dynamo = new DynamoDBClient();
const conversations = conversationStore(dynamo, env.PEOPLE_TABLE, {
  key: contactSecret(secretsClient(new SecretsManagerClient()), env.CONTACT_SECRET),
  random: randomBytes,
  keptDays: wordsKeptDays,
  now,
});
const clockOf = clockBy(statedService(cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now)));

const deps = { ...deliveryDeps(dynamo, env), readSaid: readSaid(conversations) };
const deliver = deliverMessage(deps);
const settle = settleAnswer({ conversations, clockOf, now });
const smoke = deliverSmoke(deps);

/** A message to a customer, or a test message to a simulator. An answer of a person is settled in its conversation, too. */
export const handler = task(z.union([DeliverMessage, DeliverSmoke]), async (input) => {
  if ("smoke" in input) return smoke(input);
  const delivered = await deliver(input);
  if (messageOf(input.message).said) await settle(SaidIn.parse(input.facts), delivered);
  return delivered;
});
