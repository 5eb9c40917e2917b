import { randomBytes } from "node:crypto";
import { signedWebhook } from "../../cli/pos/sign-webhook.ts";
import type { EngineAddress } from "../../cli/settings.ts";
import { instantAt } from "../../core/model/instant.ts";
import { type Connection, connectionName } from "../../lib/stages.ts";
import { http } from "../../local/http.ts";
import { shopPortOf } from "../../local/settings.ts";
import type { Stage } from "../../local/stage.ts";
import { connectShop } from "../connect.ts";
import { demoConnections } from "../sample-stage.ts";
import type { SigningKeys } from "../signing.ts";
import { type DemoOrder, shopifyBody } from "./order.ts";
import { type DemoShop, serveShop } from "./serve.ts";

const TOPIC = "orders/paid";
const TOKEN_BYTES = 16;

/**
 * Opens the demo shop: a shop of Shopify's kind, whose orders are posted as Shopify would. Undefined where the stage has not the
 * sample's shop, beside an engine that is not ours, and where another start has its port.
 */
export async function openShop(
  where: EngineAddress,
  stage: Stage,
  connections: readonly Connection[],
): Promise<DemoShop | undefined> {
  const sample = demoConnections.find(({ source }) => source === "shopify");
  const connection = connections.find(({ source, name }) => source === "shopify" && name === sample?.name);
  if (where.kind === "given" || connection === undefined) return undefined;
  const keys = await connectShop(stage, "shopify");
  const settings = { site: stage.siteUrl, connection: connectionName(connection) };
  const send = (order: DemoOrder) => postOrder(stage, connection, keys, order, Date.now());
  try {
    const newToken = () => randomBytes(TOKEN_BYTES).toString("hex");
    return await serveShop(shopPortOf(where), { settings, send, nowMs: Date.now, newToken });
  } catch (error) {
    if (Object(error).code === "EADDRINUSE") return undefined;
    throw error;
  }
}

/** Throws where the webhook was not taken: then there is no order. */
async function postOrder(
  stage: Stage,
  connection: Connection,
  secret: SigningKeys,
  order: DemoOrder,
  nowMs: number,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(shopifyBody(order, instantAt(nowMs))));
  const webhook = { source: "shopify", body, topic: TOPIC, id: order.number, nowMs } as const;
  const { headers } = signedWebhook(webhook, { ...secret, secrets: [...secret.secrets] });
  const answer = await http(stage.webhookAddress(connection), { method: "POST", headers, body });
  if (answer.status >= 300) throw new Error(`The webhook was answered ${answer.status}: ${answer.body}`);
}
