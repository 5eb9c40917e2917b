import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { claimStore } from "../../core/messaging/delivery/claim.store.ts";
import { claimTag } from "../../core/messaging/delivery/claim-tag.ts";
import { receiptStore } from "../../core/messaging/delivery/receipt.store.ts";
import {
  type DeliveryEvent,
  recordDeliveryEvent,
} from "../../core/messaging/delivery/record-delivery-event.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { historyKey } from "../../core/people/keys/people.keys.ts";
import type { HistoryEntry } from "../../core/people/records/history.ts";
import { priceOf } from "../../lib/cost/price-book.ts";
import { billedMs, gbSeconds } from "../minute/bill.ts";
import { meter } from "../minute/meter.ts";
import { startProxy } from "../proxy/proxy.ts";
import { customersOf } from "./followers.ts";

/** The events of a letter that arrives, of those that lib/engagement/delivery-events.ts subscribes to. */
const EVENT_TYPES: readonly DeliveryEvent[] = ["Email Sent", "Email Delivered"];
const LETTERS = 1_000;
/** How many letters there are for each whose answer was lost: its first delivery event settles it. */
const UNKNOWN_ONE_IN = 40;
/** Stated: processor time of one call, and the line that it logs, as CloudWatch bills it. */
const CPU_MS = 2;
const LOG_LINE_BYTES = 156;
const AT = "2026-11-18T11:00:00Z";
const TABLE = "people";

/**
 * US dollars for the delivery events of a letter: the product's own use case and stores, their calls of DynamoDB counted at
 * a proxy that answers for it. Events of AWS itself on the account's default bus, and their way into a function, cost
 * nothing beside the function (https://aws.amazon.com/eventbridge/pricing/).
 */
export async function deliveryEventsUsd(): Promise<number> {
  const proxy = await startProxy(undefined);
  const dynamo = new DynamoDBClient({
    endpoint: proxy.endpoint,
    region: localRegion,
    credentials: localCredentials,
  });
  const seen = meter(() => undefined);
  let line: HistoryEntry | undefined;
  let of: CustomerId | undefined;
  proxy.rule({
    watch: seen.watch,
    instead: (_, operation) =>
      operation === "Query" && line !== undefined && of !== undefined
        ? { Items: [marshall({ ...historyKey(of, AT, line.sendKey), ...line })], Count: 1 }
        : {},
  });
  const record = recordDeliveryEvent({
    receipts: receiptStore(dynamo, TABLE),
    claims: claimStore(dynamo, TABLE, async () => {}),
    suppressions: suppressionStore(dynamo, TABLE),
    smokes: { record: async () => {} },
    now: () => AT,
  });
  const sendKey = "milestone-reached:clean-rivers:EUR:30000";
  let calls = 0;
  try {
    for (const [number, customer] of customersOf(LETTERS).entries()) {
      of = customer;
      for (const [index, type] of EVENT_TYPES.entries()) {
        const isUnknown = index === 0 && number % UNKNOWN_ONE_IN === 0;
        line = {
          outcome: isUnknown ? "unknown" : "sent",
          at: AT,
          message: "milestone-reached",
          topic: "milestones",
          channel: "email",
          transactional: false,
          sendKey,
          consentVersion: 1,
        };
        const detail = { message: `ses-${number}`, claim: [claimTag({ customer, sendKey, at: AT })] };
        const { outcome } = await record({
          id: String(calls),
          source: "aws.ses",
          "detail-type": type,
          detail,
        });
        if (outcome !== (isUnknown ? "settled" : "known")) throw new Error(`A letter was ${outcome}`);
        calls += 1;
      }
    }
  } finally {
    dynamo.destroy();
    await proxy.close();
  }
  const { read, write, depth } = seen.take();
  const usd =
    calls * priceOf("lambdaRequest") +
    calls * gbSeconds(billedMs(CPU_MS, depth / calls)) * priceOf("lambdaGbSecondArm") +
    read * priceOf("readUnit") +
    write * priceOf("writeUnit") +
    ((calls * LOG_LINE_BYTES) / 1e9) * priceOf("logGigabyte");
  return usd / LETTERS;
}
