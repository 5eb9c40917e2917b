import { z } from "zod";
import { CustomerEntry } from "../../core/giving/ledger/customer-entries.store.ts";
import { entriesPrefix } from "../../core/giving/ledger/ledger.keys.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { type OrdersReconciled, ReconcileOrders } from "../../core/intake/reconciliation/reconcile-orders.ts";
import { Broadcast, BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import { messageOf, messages } from "../../core/messaging/content/catalog.ts";
import { deliverMessage } from "../../core/messaging/delivery/deliver-message.ts";
import { DeliverMessage, type MessageDelivered } from "../../core/messaging/delivery/delivery.ts";
import { PlanBroadcasts, planBroadcasts } from "../../core/messaging/journeys/calendar/plan-broadcasts.ts";
import { GatherFacts, gatherFacts } from "../../core/messaging/journeys/event/gather-facts.ts";
import type { Rhythm } from "../../core/model/preferences.ts";
import { BatchPayouts, batchPayouts } from "../../core/settlement/batch-payouts.ts";
import { ReadPayable, readPayable } from "../../core/settlement/read-payable.ts";
import { ada, aPerson, noon, somePreferences } from "./eligibility-builders.ts";
import { aCause, brand } from "./giving-builders.ts";
import { accrual } from "./ledger-entries.ts";
import type { Call } from "./run-machine.ts";

/** What a workflow's tasks call, as the code is today, over one customer with one gift. Each parses what it is passed. */

/** The answer of what a workflow calls and no function of ours gives. */
export const NOTHING_ELSE = {};

/** Every outcome of a delivery leads an old run on; the type says when there is another. */
const deferred: MessageDelivered = {
  outcome: "deferred",
  until: "2026-11-23T07:00:00Z",
  reasons: ["quietHours"],
};

const gift = accrual({ orderId: "B-1001", gift: `gift_${"0".repeat(26)}`, placedAt: "2026-11-22T13:35:45Z" });
const brandConfig = async () => ({ brand, causes: [aCause("clean-rivers")], terms: [], pools: [] });

const deliver = deliverMessage({
  readPerson: async () => aPerson(),
  journeySwitch: async () => undefined,
  readAside: async () => ({ suppressed: false }),
  recipient: async (_, channel) => ({
    channel,
    hmac: "h".repeat(43),
    address: "ada@example.com",
    confirmed: true,
  }),
  claims: {
    findClaim: async () => undefined,
    claim: async () => "claimed",
    recordSent: async () => undefined,
    recordRefused: async () => undefined,
    release: async () => undefined,
    recordUnsent: async () => undefined,
  },
  readSaid: async ({ conversation }) => ({
    channel: "email",
    hmac: "h".repeat(43),
    conversation,
    facts: messages.answer.sample,
    promptUntil: noon,
  }),
  countSend: async () => "counted",
  countRefused: () => {},
  // The catalog's own schema is what a rendition may print.
  compose: async ({ message, facts }, _, { hmac }, at, said) => {
    messageOf(message).facts.parse(said?.facts ?? facts);
    const { topic, transactional } = messageOf(message);
    const rendition = { channel: "sms", text: "as rendered", parts: 1 } as const;
    return { to: hmac, topic, transactional, rendition, unsubscribe: undefined, at };
  },
  send: async () => ({ provider: "ses", id: "m-1" }),
  now: () => noon,
});

const Invocation = z.object({ FunctionName: z.string(), Payload: z.unknown() });
const Keyed = z.object({ Key: z.object({ pk: z.object({ S: z.string() }) }) });
const Queried = z.object({
  ExpressionAttributeValues: z.object({
    ":part": z.object({ S: z.string() }),
    ":after": z.object({ S: z.string() }),
  }),
});
const Started = z.object({ StateMachineArn: z.string(), Input: z.unknown() });
const Posted = z.object({ QueueUrl: z.string(), MessageBody: z.string() });

/** The functions by the placeholder that workflows have for them. */
function ours(rhythm: Rhythm): Readonly<Record<string, (payload: unknown) => unknown>> {
  const wanted = { email: true, sms: true, rhythm };
  const preferences = somePreferences();
  const topics = { ...preferences.topics, impact: wanted };
  const gather = gatherFacts({
    entries: {
      of: async () => [
        CustomerEntry.parse({ ...gift, purchase: entriesPrefix(gift), key: { pk: "bucket", sk: gift.kind } }),
      ],
    },
    preferences: async () => ({ ...preferences, topics }),
    brandConfig,
    now: () => "2026-11-22T14:00:00Z",
  });
  const plan = planBroadcasts({ brandConfig });
  const reconciled: OrdersReconciled = { outcome: "done", listed: 1, missing: 0, unusable: 0 };
  return {
    GatherFactsFunction: (payload) => gather(GatherFacts.parse(payload)),
    DeliverMessageFunction: (payload) => deliver(DeliverMessage.parse(payload)),
    PlanBroadcastsFunction: (payload) => plan(PlanBroadcasts.parse(payload)),
    ReconcileOrdersFunction: (payload): OrdersReconciled =>
      ReconcileOrders.parse(payload).cursor === undefined
        ? { ...reconciled, outcome: "more", cursor: "page-2" }
        : reconciled,
    ReadPayableFunction: (payload) => readOf()(ReadPayable.parse(payload)),
    BatchPayoutsFunction: (payload) =>
      batchPayouts({
        brandConfig,
        store: {
          read: async () => ({ accounts: [], payouts: [], paidCauses: new Map(), registers: new Map() }),
          settle: async () => "written",
        },
      })(BatchPayouts.parse(payload)),
  };
}

/** Of a ledger of two partitions it reads one a turn. */
function readOf() {
  const rows = ["bucket#2026-11-22T13:35Z#00", "bucket#2026-11-22T13:36Z#00"].map((pk, at) => ({
    key: { pk, sk: "a" },
    entry: { ...gift, orderId: `B-${at}` },
  }));
  return readPayable({
    ledger: {
      async *read(after) {
        yield rows.slice(after === undefined ? 0 : 1);
      },
    },
    brandConfig,
    dayIn: (timeZone) => calendar(timeZone).dayOf,
    nowMs: () => 0,
    turnMs: 0,
  });
}

const nameIn = (placeholder: string) => /^\$\{(\w+)\}$/.exec(placeholder)?.[1] ?? placeholder;

/** Throws where a function would refuse its input, and where nobody knows what is called. */
export function functionsOfToday(rhythm: Rhythm) {
  const functions = ours(rhythm);
  const calls: Readonly<Record<string, (passed: Call["arguments"]) => unknown>> = {
    InvokeFunction: async (passed) => {
      const { FunctionName, Payload } = Invocation.parse(passed);
      const called = functions[nameIn(FunctionName)];
      if (called === undefined) throw new Error(`No function of today is ${FunctionName}.`);
      return { Payload: structuredClone(await called(Payload)) };
    },
    // Whose order is it? The email is nobody's, the phone is a customer's.
    GetItem: (passed) =>
      Keyed.parse(passed).Key.pk.S.startsWith("identity#phone") ? { Item: { customer: { S: ada } } } : {},
    Query: (passed) =>
      Queried.parse(passed).ExpressionAttributeValues[":after"].S === "cus_"
        ? { Items: [{ sk: { S: ada } }] }
        : { Items: [] },
    StartExecution: (passed) => Started.parse(passed),
    StartExecutionAndWait: (passed) => ({ Output: Broadcast.parse(Started.parse(passed).Input) }),
    SendMessage: (passed) => {
      const { QueueUrl, MessageBody } = Posted.parse(passed);
      const body: unknown = JSON.parse(MessageBody);
      return nameIn(QueueUrl) === "BatchQueueUrl"
        ? BroadcastBatch.parse(body)
        : z.looseObject({ detail: z.object({}) }).parse(body);
    },
  };
  const answer = async ({ resource, arguments: passed }: Call): Promise<unknown> => {
    const called = calls[nameIn(resource)];
    if (called === undefined) throw new Error(`Nothing of today is ${resource}.`);
    return JSON.parse(JSON.stringify((await called(passed)) ?? {}));
  };
  return { answer, deferred };
}
