import { randomBytes } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CliError } from "../cli/cli-error.ts";
import { engineOf } from "../cli/settings.ts";
import { ConnectionSecret } from "../core/intake/shop-system/signature.ts";
import { wholeSources } from "../core/intake/sources/registry.ts";
import { identitiesOf } from "../core/intake/webhook/person-identities.ts";
import { CustomerId } from "../core/model/customer.ts";
import { CARD_TOKEN_BYTES } from "../core/model/customer-card.ts";
import { hashId } from "../core/model/prefixed-id.ts";
import type { Source } from "../core/model/sources.ts";
import { cardStore } from "../core/people/cards/card.store.ts";
import { saltStore } from "../core/people/contacts/salt.store.ts";
import { customerStore } from "../core/people/records/customer.store.ts";
import { secretsClient } from "../core/platform/aws/secrets.client.ts";
import { mapBounded } from "../core/platform/bounded.ts";
import { now } from "../core/platform/clock.ts";
import { contactSecret } from "../core/platform/crypto/contact-key.ts";
import { identitySecret } from "../core/platform/crypto/identity.ts";
import { pause } from "../core/platform/pause.ts";
import { outputName } from "../lib/stages.ts";
import type { Stage } from "../local/stage.ts";
import { cardBytesOf, scannedCardOf } from "./cards.ts";
import { connectionOf, type Shopper } from "./facts.ts";
import { sampleShopOf } from "./sample-shops.ts";
import type { SigningKeys } from "./signing.ts";

/** Keys of every connection, by source. */
export type Keys = ReadonlyMap<Source, SigningKeys>;

const AT_ONCE = 8;
const KEY_BYTES = 32;

function inHexadecimal(random: Buffer): string {
  return random.toString("hex");
}

/**
 * The keys that each connection's shop system signs with. A connection that has none yet gets two, as in the middle of a
 * rotation: the sample signs with both. Keys that are stored already are used as they are.
 */
export async function connectShops(stage: Stage): Promise<Keys> {
  const secretsManager = new SecretsManagerClient(engineOf(stage));
  try {
    const keys = new Map<Source, SigningKeys>();
    for (const source of wholeSources) keys.set(source, await keysOf(secretsManager, stage, source));
    return keys;
  } finally {
    secretsManager.destroy();
  }
}

/** The same of one shop alone. */
export async function connectShop(stage: Stage, source: Source): Promise<SigningKeys> {
  const secretsManager = new SecretsManagerClient(engineOf(stage));
  try {
    return await keysOf(secretsManager, stage, source);
  } finally {
    secretsManager.destroy();
  }
}

async function keysOf(
  secretsManager: SecretsManagerClient,
  stage: Stage,
  source: Source,
): Promise<SigningKeys> {
  const name = connectionOf(source);
  const SecretId = stage.output(outputName("ConnectionSecret", { source, name }));
  const { SecretString = "{}" } = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
  const stored = ConnectionSecret.safeParse(JSON.parse(SecretString));
  if (stored.success) return stored.data;
  const { newKey = inHexadecimal, signsAddress } = sampleShopOf(source);
  const made: SigningKeys = {
    secrets: [newKey(randomBytes(KEY_BYTES)), newKey(randomBytes(KEY_BYTES))],
    ...(signsAddress && { notificationUrl: stage.webhookAddress({ source, name }) }),
  };
  await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(made) }));
  return made;
}

/**
 * Lets the brand know the people who chose before: their identities as hashes, what they chose, and their cards, also where a
 * visitor has made another since. Twice is as once.
 */
export async function introduceShoppers(stage: Stage, shoppers: readonly Shopper[]): Promise<void> {
  const secretsManager = new SecretsManagerClient(engineOf(stage));
  const dynamo = new DynamoDBClient(engineOf(stage));
  try {
    const read = secretsClient(secretsManager);
    const keys = {
      addresses: contactSecret(read, stage.output("ContactSecretArn")),
      identities: identitySecret(read, stage.output("IdentitySecretArn")),
    };
    const table = stage.output("PeopleTable");
    const customers = customerStore(dynamo, table);
    const key = await keys.identities();
    const known = shoppers.filter((shopper) => shopper.known);
    await mapBounded(known, AT_ONCE, async (shopper) => {
      const { number, email, phone, card, choice } = shopper;
      const customer = customerId(number);
      const identities = await identitiesOf({ emails: [email], phones: [phone], cards: [card] }, key);
      const saved = await customers.save({ customer, causes: [...choice] }, identities);
      if (saved === "identityTaken") {
        throw new CliError(
          "Another customer has an identity of the sample's shoppers.",
          "Delete .local and start again.",
        );
      }
      await saltStore(dynamo, table).some(customer, randomBytes);
      const random = (count: number) =>
        count === CARD_TOKEN_BYTES ? cardBytesOf(shopper) : randomBytes(count);
      const cards = cardStore(dynamo, table, { keys, random, pause });
      const has = await cards.read(customer);
      if (has?.token === scannedCardOf(shopper)) return;
      await cards.replace(customer, { instead: has?.version ?? 0, at: now() });
    });
  } finally {
    secretsManager.destroy();
    dynamo.destroy();
  }
}

/** The same person has the same id on every day of the sample. */
export function customerId(number: number): CustomerId {
  return CustomerId.parse(hashId("cus", `sample shopper ${number}`));
}
