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
import { hashId } from "../core/model/prefixed-id.ts";
import type { Source } from "../core/model/sources.ts";
import { customerStore } from "../core/people/records/customer.store.ts";
import { mapBounded } from "../core/platform/bounded.ts";
import { outputName } from "../lib/stages.ts";
import type { Stage } from "../local/stage.ts";
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

/** Lets the brand know the people who chose before: their identities as hashes, and what they chose. Twice is as once. */
export async function introduceShoppers(stage: Stage, shoppers: readonly Shopper[]): Promise<void> {
  const secretsManager = new SecretsManagerClient(engineOf(stage));
  const dynamo = new DynamoDBClient(engineOf(stage));
  try {
    const secret = new GetSecretValueCommand({ SecretId: stage.output("IdentitySecretArn") });
    const { SecretString: key = "" } = await secretsManager.send(secret);
    const customers = customerStore(dynamo, stage.output("PeopleTable"));
    const known = shoppers.filter((shopper) => shopper.known);
    await mapBounded(known, AT_ONCE, async ({ number, email, phone, card, choice }) => {
      const identities = await identitiesOf({ emails: [email], phones: [phone], cards: [card] }, key);
      const saved = await customers.save({ customer: customerId(number), causes: [...choice] }, identities);
      if (saved === "identityTaken") {
        throw new CliError(
          "Another customer has an identity of the sample's shoppers.",
          "Delete .local and start again.",
        );
      }
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
