import { randomUUID } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { type Quarantine, quarantineClient } from "../../core/intake/quarantine/quarantine.client.ts";
import { wholeSources } from "../../core/intake/sources/registry.ts";
import type { Source } from "../../core/model/sources.ts";
import { connectionOf } from "../../demo/facts.ts";
import { outputName } from "../../lib/stages.ts";
import { closeConnections, type HttpResponse, http } from "../../local/http.ts";
import { currentStage, type Stage } from "../../local/stage.ts";
import { bodyOf, SENDERS, type Signing, signed } from "../support/senders.ts";
import { NOTIFICATION_URL, standardPurchase } from "../support/webhooks.ts";

/** A purchase of now, of an order that no other run has. */
function purchaseOf(source: Source): unknown {
  return SENDERS[source].purchase({ id: randomUUID(), instant: new Date().toISOString() });
}

let stage: Stage;
let quarantine: Quarantine;
const keys = new Map<Source, { key: string; url: string }>();

/** The key that is stored already (a sample day's, or an earlier run's), for a warm function knows that one; else ours. */
async function keyOf(
  secretsManager: SecretsManagerClient,
  source: Source,
): Promise<{ key: string; url: string }> {
  const SecretId = stage.output(outputName("ConnectionSecret", { source, name: connectionOf(source) }));
  const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
  const stored: { secrets: string[]; notificationUrl?: string } = JSON.parse(SecretString ?? "{}");
  const [key] = stored.secrets;
  if (key !== undefined) return { key, url: stored.notificationUrl ?? NOTIFICATION_URL };
  const made = SENDERS[source].secret;
  await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(made) }));
  return { key: SENDERS[source].key, url: NOTIFICATION_URL };
}

beforeAll(async () => {
  stage = await currentStage();
  const config = { endpoint: stage.endpoint, region: localRegion, credentials: localCredentials };
  const secretsManager = new SecretsManagerClient(config);
  for (const source of wholeSources) keys.set(source, await keyOf(secretsManager, source));
  quarantine = quarantineClient(new S3Client(config), stage.output("QuarantineBucket"));
});
afterAll(closeConnections);

function post(source: Source, payload: unknown, signing: Signing = {}): Promise<HttpResponse> {
  const webhook = signed(source, payload, {
    ...keys.get(source),
    seconds: Math.floor(Date.now() / 1000),
    ...signing,
  });
  const url = stage.webhookAddress({ source, name: connectionOf(source) });
  return http(url, { method: "POST", headers: webhook.headers, body: webhook.body });
}

async function kept(connection: string): Promise<string[]> {
  const all: string[] = [];
  for await (const key of quarantine.keys(connection)) all.push(key);
  return all;
}

describe.each(wholeSources)("the deployed webhook of %s", (source) => {
  test("takes a genuine purchase in, and the same one again", async () => {
    const purchase = purchaseOf(source);
    expect(await post(source, purchase)).toMatchObject({
      status: 202,
      body: '{"outcome":"accepted","events":1}',
    });
    expect((await post(source, purchase)).status).toBe(202);
  });

  test("answers 401 to a key that is none of its own", async () => {
    const answer = await post(source, purchaseOf(source), { key: "whsec_Zm9yZ2VkZm9yZ2VkZm9yZ2Vk" });
    expect(answer.status).toBe(401);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
  });

  test("keeps a genuine webhook that cannot be used", async () => {
    const connection = `${source}/${connectionOf(source)}`;
    const before = await kept(connection);
    const text = `not JSON, ${randomUUID()}`;
    expect(await post(source, text)).toMatchObject({
      status: 202,
      body: expect.stringContaining("quarantined"),
    });
    const [key = ""] = (await kept(connection)).filter((one) => !before.includes(one));
    expect((await quarantine.get(key)).webhook.body.toString()).toBe(
      bodyOf(source, text, keys.get(source)?.key),
    );
    await quarantine.release(key);
  });
});

test("answers 404 to a connection that does not exist", async () => {
  const answer = await http(`${stage.webhookUrl}/webhooks/shopify/nobody`, { method: "POST", body: "{}" });
  expect(answer.status).toBe(404);
});

test("a webhook in our own format that says what nobody reads is answered with what", async () => {
  const couse = () => {
    const purchase = standardPurchase({ orderId: randomUUID(), placedAt: new Date().toISOString() });
    return { ...purchase, data: { ...purchase.data, couse: "clean-rivers" } };
  };
  // The first one may find a function that only starts, and whose advice does not come in time.
  await post("standard", couse());
  const { status, body } = await post("standard", couse());
  expect(status).toBe(202);
  expect(JSON.parse(body).warnings).toContainEqual({
    kind: "unknownMember",
    path: "data.couse",
    message: expect.any(String),
    didYouMean: "cause",
  });
});
