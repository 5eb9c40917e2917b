import { randomUUID } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { madeIdempotent } from "./idempotency.ts";

/** The functions of give.asl.json: each logs, as the guides say, what it got and what it did. */

const env = z
  .object({ BASELINE_PREFIX: z.string(), BENCH_TIMEOUT_SECOND_MS: z.coerce.number() })
  .parse(process.env);
const logger = new Logger({ serviceName: "donations" });
const dynamo = new DynamoDBClient();
const SHARE_PERCENT = 2;

const Purchase = z.object({
  orderId: z.string(),
  currency: z.string(),
  base: z.number().int(),
  cause: z.string().default("native-seeds"),
  customer: z.string().optional(),
});
const Gift = Purchase.extend({ minor: z.number().int() });
type Gift = z.infer<typeof Gift>;

export async function validate(input: unknown) {
  const purchase = Purchase.parse(input);
  logger.info("Purchase is valid", { orderId: purchase.orderId });
  return purchase;
}

export async function calculate(input: unknown): Promise<Gift> {
  const purchase = Purchase.parse(input);
  const gift = { ...purchase, minor: Math.round((purchase.base * SHARE_PERCENT) / 100) };
  logger.info("Gift calculated", { orderId: gift.orderId, minor: gift.minor });
  return gift;
}

/** The bench moves the clock on for deliveries that come hours later, and runs it as much faster as timeouts are shorter. */
export const late = { ms: 0 };

const recordOnce = madeIdempotent(
  {
    dynamo,
    table: `${env.BASELINE_PREFIX}-idempotency`,
    nowMs: () => Date.now() * (1000 / env.BENCH_TIMEOUT_SECOND_MS) + late.ms,
  },
  (gift: Gift) => gift.orderId,
  async (gift) => {
    const donation = randomUUID();
    const counter = (id: string) => ({
      Update: {
        TableName: `${env.BASELINE_PREFIX}-counters`,
        Key: { id: { S: id } },
        UpdateExpression: "ADD purchases :one, minor :minor",
        ExpressionAttributeValues: { ":one": { N: "1" }, ":minor": { N: String(gift.minor) } },
      },
    });
    await dynamo.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName: `${env.BASELINE_PREFIX}-donations`,
              Item: {
                id: { S: donation },
                orderId: { S: gift.orderId },
                cause: { S: gift.cause },
                currency: { S: gift.currency },
                minor: { N: String(gift.minor) },
                createdAt: { S: new Date().toISOString() },
                ...(gift.customer !== undefined && { customer: { S: gift.customer } }),
              },
            },
          },
          counter(`cause#${gift.cause}#${gift.currency}`),
          counter(`community#${gift.currency}`),
          ...(gift.customer === undefined ? [] : [counter(`customer#${gift.customer}#${gift.currency}`)]),
        ],
      }),
    );
    logger.info("Gift recorded", { donation, orderId: gift.orderId });
    return { donation, orderId: gift.orderId, cause: gift.cause, minor: gift.minor };
  },
);

export function record(input: unknown) {
  return recordOnce(Gift.parse(input));
}
