import { randomBytes } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CliError } from "../cli/cli-error.ts";
import { engineOf } from "../cli/settings.ts";
import { identitiesOf } from "../core/intake/webhook/person-identities.ts";
import { ConnectionSecret } from "../core/intake/webhook/signature.ts";
import { CustomerId } from "../core/model/customer.ts";
import { hashId } from "../core/model/prefixed-id.ts";
import { customerStore } from "../core/people/records/customer.store.ts";
import { mapBounded } from "../core/platform/bounded.ts";
import { output } from "../local/deploy.ts";
import type { Stage } from "../local/stage.ts";
import { CONNECTIONS, type SampleSource, type Shopper, SOURCES } from "./facts.ts";
import type { SigningKeys } from "./signing.ts";

/** Keys of every connection, by source. */
export type Keys = ReadonlyMap<SampleSource, SigningKeys>;

const AT_ONCE = 8;

/**
 * The keys that each connection's shop system signs with. A connection that has none yet gets two, as in the middle of a
 * rotation: the sample signs with both. Keys that somebody stored are used as they are.
 */
export async function connectShops(stage: Stage): Promise<Keys> {
  const secretsManager = new SecretsManagerClient(engineOf(stage));
  try {
    const keys = new Map<SampleSource, SigningKeys>();
    for (const source of SOURCES) keys.set(source, await keysOf(secretsManager, stage, source));
    return keys;
  } finally {
    secretsManager.destroy();
  }
}

async function keysOf(
  secretsManager: SecretsManagerClient,
  stage: Stage,
  source: SampleSource,
): Promise<SigningKeys> {
  const connection = CONNECTIONS[source];
  const name = [source, connection].map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  const SecretId = output(stage.outputs, `ConnectionSecret${name}`);
  const { SecretString = "{}" } = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
  const stored = ConnectionSecret.safeParse(JSON.parse(SecretString));
  if (stored.success) return stored.data;
  const key =
    source === "standard"
      ? () => `whsec_${randomBytes(32).toString("base64")}`
      : () => randomBytes(24).toString("hex");
  const made: SigningKeys = {
    secrets: [key(), key()],
    ...(source === "square" && { notificationUrl: `${stage.webhookUrl}/webhooks/${source}/${connection}` }),
  };
  await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(made) }));
  return made;
}

/** Lets the brand know the people who chose before: their identities as hashes, and what they chose. Twice is as once. */
export async function introduceShoppers(stage: Stage, shoppers: readonly Shopper[]): Promise<void> {
  const secretsManager = new SecretsManagerClient(engineOf(stage));
  const dynamo = new DynamoDBClient(engineOf(stage));
  try {
    const secret = new GetSecretValueCommand({ SecretId: output(stage.outputs, "IdentitySecretArn") });
    const { SecretString: key = "" } = await secretsManager.send(secret);
    const customers = customerStore(dynamo, output(stage.outputs, "PeopleTable"));
    const known = shoppers.filter((shopper) => shopper.known);
    await mapBounded(known, AT_ONCE, async ({ number, email, phone, card, choice }) => {
      const identities = await identitiesOf({ emails: [email], phones: [phone], cards: [card] }, key);
      const saved = await customers.save({ customer: customerId(number), causes: [...choice] }, identities);
      if (saved === "identityTaken") {
        throw new CliError(
          "Somebody else has an identity of the sample's shoppers.",
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
