import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DeleteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { marshall } from "@aws-sdk/util-dynamodb";
import { SMOKE_PARTITION, smokeRowKey } from "../../core/giving/ledger/ledger.keys.ts";
import { SmokeRow } from "../../core/giving/ledger/record-smoke.ts";
import { instantAt } from "../../core/model/instant.ts";
import { formatMinor } from "../../core/model/money.ts";
import { base32Id } from "../../core/model/prefixed-id.ts";
import { SMOKE_CONNECTION, SmokeId } from "../../core/model/smoke.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { getRow, queryAll, type Table } from "../../core/platform/aws/table.store.ts";
import { smokeKey } from "../../core/platform/crypto/smoke-key.ts";
import type { Connection } from "../../lib/stages.ts";
import { type DeployedStage, webhookAddress } from "../stage.ts";
import type { Step, Trace } from "./trace.ts";

const POLL_MS = 250;
const ID_BYTES = 17;
const REQUEST_TIMEOUT_MS = 15_000;

export function newSmokeId(): SmokeId {
  return SmokeId.parse(base32Id("smoke", randomBytes(ID_BYTES)));
}

export interface SmokeOptions {
  /** A connection of the stage: the test is posted to where its shop posts to. */
  readonly beside: Connection | undefined;
  readonly currency: string;
  readonly waitMs: number;
}

interface SignedSmoke {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A purchase of nobody, signed as Standard Webhooks sign. */
export function signedSmoke(key: string, id: SmokeId, currency: string, nowMs: number): SignedSmoke {
  const placedAt = instantAt(nowMs);
  const data = { orderId: id, placedAt, currency, base: "10", paid: "10" };
  const body = JSON.stringify({ type: "purchase.completed", timestamp: placedAt, data });
  const seconds = Math.floor(nowMs / 1000);
  const bytes = Buffer.from(key.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", bytes).update(`${id}.${seconds}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
  return { headers, body };
}

async function post(
  address: string,
  { headers, body }: SignedSmoke,
): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const answer = await fetch(address, { method: "POST", headers, body, signal });
  return { status: answer.status, text: await answer.text() };
}

async function untilRecorded(table: Table, id: SmokeId, waitMs: number): Promise<SmokeRow | undefined> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const row = await getRow(table, smokeRowKey(id));
    if (row !== undefined) return SmokeRow.parse(row);
    if (Date.now() > deadline) return undefined;
    await sleep(POLL_MS);
  }
}

/** Deletes every test purchase that is recorded: this one, and those of tests that were stopped. */
async function clean({ dynamo, name }: Table): Promise<void> {
  for (const { pk, sk } of await queryAll(
    { dynamo, name },
    { what: "test purchases", pk: SMOKE_PARTITION },
  )) {
    await dynamo.send(new DeleteItemCommand({ TableName: name, Key: marshall({ pk, sk }) }));
  }
}

function describeGift({ currency, parts, noGift }: SmokeRow): string {
  const total = parts.reduce((sum, { minor }) => sum + minor, 0);
  const gifts = `${formatMinor(total, currency)} ${currency} (${parts.map(({ cause }) => cause).join(", ")})`;
  if (noGift === undefined) return `A purchase like it gives ${gifts}.`;
  return noGift === "noTerms"
    ? "It gives nothing: the terms in force are of connections by name, or there are none."
    : `A purchase like it gives nothing: ${noGift}.`;
}

/**
 * Sends a signed test purchase to the stage's own address, and waits for what the workflow records of it where no figure counts
 * it. Deletes that when it has been read.
 */
export async function smokePurchase(
  stage: DeployedStage,
  id: SmokeId,
  { beside, currency, waitMs }: SmokeOptions,
): Promise<Trace> {
  const secrets = new SecretsManagerClient(stage.config);
  const table = { dynamo: new DynamoDBClient(stage.config), name: stage.output("LedgerTable") };
  try {
    const key = smokeKey(await secretsClient(secrets)(stage.output("IdentitySecretArn")));
    const address = `${webhookAddress(stage, beside)}/webhooks/${SMOKE_CONNECTION.source}/${SMOKE_CONNECTION.connection}`;
    const sent: Step = { name: "sent", atMs: Date.now() };
    const { status, text } = await post(address, signedSmoke(key, id, currency, sent.atMs));
    const answered: Step = { name: `answered ${status}: on the bus`, atMs: Date.now() };
    if (status !== 202) {
      const what = `The webhook address answered ${status}: ${text.slice(0, 300)}`;
      const next = "docs/operating/shops.md, Webhooks fail; the log of receive-purchase has its line.";
      return { part: "purchase", steps: [sent], problem: { what, next } };
    }
    const row = await untilRecorded(table, id, waitMs);
    if (row === undefined) {
      const what = `Nothing was recorded within ${waitMs / 1000} s.`;
      const next = "Look at the runs of give-share and the log of record-gift; apply the brand if none is.";
      return { part: "purchase", steps: [sent, answered], problem: { what, next } };
    }
    const steps: Step[] = [
      sent,
      { name: "received", atMs: row.receivedMs },
      answered,
      { name: "run", atMs: Date.parse(row.startedAt) },
      { name: "entry", atMs: row.recordedMs },
    ];
    return {
      part: "purchase",
      steps: steps.toSorted((one, other) => one.atMs - other.atMs),
      said: describeGift(row),
    };
  } finally {
    await clean(table);
    table.dynamo.destroy();
    secrets.destroy();
  }
}
