import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { PlacedAtFixed } from "../../core/giving/ledger/order-row.ts";
import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import { ConnectionSecret } from "../../core/intake/shop-system/signature.ts";
import { isThin } from "../../core/intake/sources/registry.ts";
import { brandWarnings } from "../../core/intake/warnings/brand-warnings.ts";
import { LookUps } from "../../core/intake/webhook/look-ups.ts";
import { eventsOfWebhook } from "../../core/intake/webhook/read-webhook.ts";
import type { OrderRef, Purchase } from "../../core/model/purchase.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { identitySecret } from "../../core/platform/crypto/identity.ts";
import {
  type Connection,
  connectionName,
  outputName,
  placedAtFixedText,
  type StageSettings,
} from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import type { DeployedStage } from "../stage.ts";
import { webhookAddress } from "./addresses.ts";
import { SAMPLES, type SamplePurchase, sampleRefund } from "./sample-webhooks.ts";
import { signedWebhook } from "./sign-webhook.ts";
import { describeGift, untilRecorded } from "./trace-order.ts";

const REQUEST_TIMEOUT_MS = 15_000;

/** A webhook to send, and the sample that it is, if it is one. */
export interface TestWebhook {
  readonly body: Buffer;
  readonly topic?: string | undefined;
  readonly sample?: SamplePurchase;
}

/** What happened to one test webhook, as lines; `isDone`: nothing is left to look at. */
export interface TestReport {
  readonly lines: readonly string[];
  readonly isDone: boolean;
}

export async function webhookFromFile(path: string, topic: string | undefined): Promise<TestWebhook> {
  try {
    return { body: await readFile(path), topic };
  } catch (cause) {
    throw new CliError(`${path} cannot be read.`, "Give the file of a webhook's body.", { cause });
  }
}

/** A purchase that no other test has. */
export function sampleWebhook(
  { source }: Connection,
  said: Omit<SamplePurchase, "number" | "placedMs">,
  nowMs: number,
): TestWebhook {
  const sample = { ...said, number: String(nowMs), placedMs: nowMs };
  if (isThin(source)) {
    throw new CliError(
      `A webhook of ${source} only names an order, and a sample's is in no shop.`,
      "Place a test order in the shop system, or give the body of a webhook with --file.",
    );
  }
  const { topic, payload } = SAMPLES[source](sample);
  return { body: Buffer.from(JSON.stringify(payload)), topic, sample };
}

async function secretOf(stage: DeployedStage, connection: Connection): Promise<ConnectionSecret> {
  const client = new SecretsManagerClient(stage.config);
  try {
    const SecretId = stage.output(outputName("ConnectionSecret", connection));
    const { SecretString = "{}" } = await client.send(new GetSecretValueCommand({ SecretId }));
    const secret = ConnectionSecret.safeParse(JSON.parse(SecretString));
    if (secret.success) return secret.data;
  } finally {
    client.destroy();
  }
  const name = connectionName(connection);
  throw new CliError(
    `${name} has no key yet, so nothing can be signed for it.`,
    `Store the shop system's key with \`npx wellspring pos secret ${name}\`.`,
  );
}

/** What a webhook's answer says; a body that is no JSON of ours says nothing. */
const Answer = z.looseObject({
  outcome: z.string().optional(),
  detail: z.string().optional(),
  faults: z.array(z.object({ field: z.string(), reason: z.string() })).default([]),
  ignored: z.array(z.string()).default([]),
  warnings: z
    .array(z.object({ path: z.string(), message: z.string(), didYouMean: z.string().optional() }))
    .default([]),
});
type Answer = z.infer<typeof Answer>;

function parsed(text: string): Answer {
  try {
    return Answer.parse(JSON.parse(text));
  } catch {
    return { detail: text.slice(0, 300), faults: [], ignored: [], warnings: [] };
  }
}

/** A warning as a line below the answer. */
function warningLine({ path, message, didYouMean }: Answer["warnings"][number]): string {
  return `  ${path}: ${message}${didYouMean === undefined ? "" : ` Did you mean ${didYouMean}?`}`;
}

/** An answer as lines: what became of the webhook, then each fault, what is ignored, and each warning. */
export function describeAnswer(status: number, text: string, ms: number): readonly string[] {
  const { outcome, detail, faults, ignored, warnings } = parsed(text);
  return [
    `Answered ${status}${outcome === undefined ? "" : ` ${outcome}`} after ${ms} ms.${detail ? ` ${detail}` : ""}`,
    ...faults.map(({ field, reason }) => `  ${field}: ${reason}`),
    ...ignored.map((reason) => `  not counted: ${reason} (docs/operating/shops.md)`),
    ...warnings.map(warningLine),
  ];
}

/** Signs a webhook, posts it to where its shop would, and follows what it says into the ledger. */
export async function testWebhook(
  stage: DeployedStage,
  settings: StageSettings,
  connection: Connection,
  webhook: TestWebhook,
  waitMs: number,
): Promise<TestReport> {
  const address = webhookAddress(stage, connection);
  if (address === undefined)
    throw new CliError(`${connectionName(connection)} is not deployed yet.`, "Deploy the stage first.");
  const secret = await secretOf(stage, connection);
  const sent = { ...webhook, source: connection.source, id: `msg_${randomUUID()}`, nowMs: Date.now() };
  const { headers, body } = signedWebhook(sent, secret);
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const answer = await fetch(address, {
    method: "POST",
    headers,
    body: new Uint8Array(body),
    signal,
  });
  const text = await answer.text();
  const said = [`Posted to ${address}`, ...describeAnswer(answer.status, text, Date.now() - sent.nowMs)];
  const { outcome } = parsed(text);
  if (outcome === "quarantined") {
    return { isDone: false, lines: [...said, "It waits in quarantine: `npx wellspring quarantine list`."] };
  }
  if (outcome !== "accepted") return { isDone: answer.status === 200, lines: said };
  const traced = await trace(stage, settings, connection, { ...webhook, waitMs });
  // A shop system's answer has no warnings, and a function that just started may have left some out.
  const more = traced.lines.filter((line) => !said.includes(line));
  return { isDone: traced.isDone, lines: [...said, ...more] };
}

async function trace(
  stage: DeployedStage,
  settings: StageSettings,
  connection: Connection,
  { body, topic, waitMs }: TestWebhook & { readonly waitMs: number },
): Promise<TestReport> {
  const dynamo = new DynamoDBClient(stage.config);
  const secrets = new SecretsManagerClient(stage.config);
  try {
    const [order] = await ordersIn(stage, secrets, { ...connection, body, topic });
    if (order === undefined) return { isDone: true, lines: ["It is on the bus; it is no purchase."] };
    const ledger = ledgerStore(
      dynamo,
      stage.output("LedgerTable"),
      settings.ledgerShards,
      PlacedAtFixed.parse(placedAtFixedText(settings)),
    );
    const began = Date.now();
    const config = await brandConfigStore(dynamo, stage.output("LedgerTable")).read();
    const warned = "base" in order ? brandWarnings(config, order).map(warningLine) : [];
    const found = await untilRecorded(ledger, order, waitMs);
    if (found.kind !== "purchase") {
      const next =
        "`npx wellspring redrive` lists what failed; `brand apply` if no brand is applied; the runs of give-share say more.";
      return {
        isDone: false,
        lines: [...warned, `Order ${order.orderId} is not in the ledger after ${waitMs / 1000} s.`, next],
      };
    }
    const { accrual } = found;
    const where = `Order ${order.orderId} is in the ledger as ${accrual.gift}, ${Date.now() - began} ms later.`;
    return { isDone: true, lines: [...warned, where, ...describeGift(accrual)] };
  } finally {
    dynamo.destroy();
    secrets.destroy();
  }
}

/** The orders that a webhook is about: purchases as it says them, or names of orders that their shop is asked for. */
async function ordersIn(
  { output }: DeployedStage,
  secrets: SecretsManagerClient,
  { source, name, body, topic }: Connection & TestWebhook,
): Promise<readonly (Purchase | OrderRef)[]> {
  const read = eventsOfWebhook({
    key: identitySecret(secretsClient(secrets), output("IdentitySecretArn")),
    lookUps: LookUps.parse(output("LookUps")),
    roundUps: RoundUpsText.parse(output("RoundUps")),
    now,
  });
  const result = await read({ source, connection: name, topic, body });
  if (result.outcome !== "events") return [];
  return result.events.flatMap(({ detail }) => {
    if ("purchase" in detail) return [detail.purchase];
    return "order" in detail ? [detail.order] : [];
  });
}

/** The refund that takes a sample back. */
export function refundOf(sample: SamplePurchase): TestWebhook {
  return { body: Buffer.from(JSON.stringify(sampleRefund(sample))) };
}
