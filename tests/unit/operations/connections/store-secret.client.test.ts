import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { storeKey } from "../../../../core/operations/connections/store-secret.client.ts";
import { SENDERS } from "../../../support/senders.ts";
import { NOTIFICATION_URL } from "../../../support/webhooks.ts";

const secretsManager = mockClient(SecretsManagerClient);
const client = new SecretsManagerClient({ region: "us-east-1" });
const store = (more: Partial<Parameters<typeof storeKey>[2]> = {}) =>
  storeKey(client, "arn:web", { source: "shopify", key: "new-key-1", only: false, ...more });

function storedNow(): unknown {
  const call = secretsManager.commandCalls(PutSecretValueCommand).at(-1);
  return JSON.parse(call?.args[0].input.SecretString ?? "null");
}

beforeEach(() => {
  secretsManager.reset();
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: '{"secrets":[],"notYetSet":"x"}' });
});

describe("storing a connection's key", () => {
  test("is the only one at first", async () => {
    expect(await store()).toEqual({ keys: 1 });
    expect(storedNow()).toEqual({ secrets: ["new-key-1"] });
  });

  test("leaves the one before it valid, and no older one", async () => {
    secretsManager
      .on(GetSecretValueCommand)
      .resolves({ SecretString: '{"secrets":["old-key-1","older-key"]}' });
    expect(await store()).toEqual({ keys: 2 });
    expect(storedNow()).toEqual({ secrets: ["new-key-1", "old-key-1"] });
    expect(await store({ only: true })).toEqual({ keys: 1 });
    expect(storedNow()).toEqual({ secrets: ["new-key-1"] });
  });

  test("is refused where another connection has the same key, now or from before, in either spelling", async () => {
    const key = SENDERS.standard.key;
    for (const secrets of [[key], ["another-key", key], [key.replace("whsec_", "")]]) {
      secretsManager
        .on(GetSecretValueCommand, { SecretId: "arn:other" })
        .resolves({ SecretString: JSON.stringify({ secrets }) });
      const elsewhere = ["arn:empty", "arn:other"];
      expect(await store({ source: "standard", key, elsewhere })).toEqual({
        problem: "another connection has the same key, and what is sent to one would count at both",
      });
    }
    expect(secretsManager.commandCalls(PutSecretValueCommand)).toEqual([]);
    expect(await store({ elsewhere: ["arn:empty", "arn:other"] })).toEqual({ keys: 1 });
  });

  test("signs Square's webhooks with the connection's own address, until another is given, and no other system's", async () => {
    const address = "https://abc.lambda-url.eu-central-1.on.aws/webhooks/square/till";
    expect(await store({ source: "square", address })).toEqual({ keys: 1, signedAddress: address });
    expect(storedNow()).toEqual({ secrets: ["new-key-1"], notificationUrl: address });
    // A shop goes on to sign the address that it was given, whatever address the stage has by then.
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(storedNow()) });
    const later = await store({ source: "square", key: "newer-key", address: NOTIFICATION_URL });
    expect(later).toEqual({ keys: 2, signedAddress: address });
    await store({ source: "shopify", only: true, address });
    expect(storedNow()).toEqual({ secrets: ["new-key-1"], notificationUrl: address });
  });

  test("keeps Square's address unless another is given, and stores no key without one", async () => {
    expect(await store({ source: "square" })).toHaveProperty("problem");
    expect(secretsManager.commandCalls(PutSecretValueCommand)).toEqual([]);
    await store({ source: "square", notificationUrl: NOTIFICATION_URL });
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(storedNow()) });
    await store({ source: "square", key: "newer-key" });
    expect(storedNow()).toEqual({ secrets: ["newer-key", "new-key-1"], notificationUrl: NOTIFICATION_URL });
  });

  test.each([
    ["shopify", "short"],
    ["standard", "whsec_no base64"],
  ] as const)("refuses for %s what cannot be a key: %s", async (source, key) => {
    expect(await store({ source, key })).toHaveProperty("problem");
    expect(await store({ source: "standard", key: SENDERS.standard.key })).toEqual({ keys: 1 });
  });
});
