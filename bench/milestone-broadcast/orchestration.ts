import { join } from "node:path";
import { projectRoot } from "../../cli/settings.ts";
import { BATCH_CUSTOMERS_MAX, BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { audienceKey } from "../../core/people/keys/audience.keys.ts";
import { itemBytes } from "../../core/platform/aws/item-bytes.ts";
import { chanceFrom } from "../../demo/chance.ts";
import { type Run, workflow } from "../model/workflow.ts";

const AUDIENCE = "cause:clean-rivers";
/** SQS bills each 64 KB of a message as a call. */
const SQS_CHUNK_BYTES = 64 * 1024;
/** As many messages as Lambda takes from a queue at a time, unless configured otherwise. */
const BASELINE_BATCH = 10;
const READ_UNIT_BYTES = 4096;
const PACE = { secondMs: 0, timeoutSecondMs: 10_000, chance: chanceFrom(1) };
const AT = "2026-11-18T11:00:00Z";

const INPUT = {
  journey: { name: "milestone-reached", startedAt: AT },
  message: "milestone-reached",
  key: "clean-rivers:EUR:30000",
  audience: AUDIENCE,
  about: { about: "milestone", cause: "clean-rivers", currency: "EUR", amount: 30_000, at: AT },
};

export interface Orchestrated {
  readonly batches: readonly BroadcastBatch[];
  readonly transitions: number;
  /** Calls of SQS as it bills them: each message is sent, received and deleted. */
  readonly queueRequests: number;
  readonly readUnits: number;
}

/** Runs state-machines/broadcast.asl.json over an audience that is held in memory, page by page. */
export async function productOrchestration(customers: readonly CustomerId[]): Promise<Orchestrated> {
  const parts = new Map<string, CustomerId[]>();
  for (const customer of customers.toSorted()) {
    const { pk } = audienceKey(AUDIENCE, customer);
    const part = parts.get(pk);
    if (part === undefined) parts.set(pk, [customer]);
    else part.push(customer);
  }
  const batches: BroadcastBatch[] = [];
  let queueRequests = 0;
  let readUnits = 0;
  const run = workflow(
    join(projectRoot, "state-machines", "broadcast.asl.json"),
    {
      async "${Query}"({ ExpressionAttributeValues }) {
        const { ":part": part } = ExpressionAttributeValues as { ":part": { S: string } };
        const page = parts.get(part.S)?.splice(0, BATCH_CUSTOMERS_MAX) ?? [];
        const bytes =
          page.length * itemBytes({ pk: part, sk: { S: page[0] ?? "" }, customer: { S: page[0] ?? "" } });
        readUnits += Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) / 2;
        return { Items: page.map((customer) => ({ sk: { S: customer } })) };
      },
      async "${SendMessage}"({ MessageBody }) {
        const text = String(MessageBody);
        batches.push(BroadcastBatch.parse(JSON.parse(text)));
        queueRequests += 2 * Math.ceil(Buffer.byteLength(text) / SQS_CHUNK_BYTES) + 1;
        return {};
      },
    },
    PACE,
  );
  const { transitions } = insisted(await run(INPUT));
  return { batches, transitions, queueRequests, readUnits };
}

/** Runs the idiomatic broadcast over as many followers. Its batches are those of the queue, ten messages each. */
export async function baselineOrchestration(customers: readonly CustomerId[]): Promise<Orchestrated> {
  const run = workflow(
    join(projectRoot, "bench", "baseline", "broadcast.asl.json"),
    {
      "arn:aws:states:::dynamodb:getItem": async () => ({ Item: { agreed: { BOOL: true } } }),
      "arn:aws:states:::sqs:sendMessage": async () => ({}),
    },
    PACE,
  );
  const { transitions } = insisted(await run({ customers }));
  const batches: BroadcastBatch[] = [];
  for (let from = 0; from < customers.length; from += BASELINE_BATCH) {
    const page = customers.slice(from, from + BASELINE_BATCH);
    batches.push(BroadcastBatch.parse({ ...INPUT, customers: page }));
  }
  // Each message is sent by itself; ten are received and deleted at a time.
  return { batches, transitions, queueRequests: 1.2 * customers.length, readUnits: customers.length / 2 };
}

function insisted(run: Run): Run {
  if (run.status !== "succeeded") throw new Error(`The broadcast failed: ${String(run.output)}`);
  return run;
}
