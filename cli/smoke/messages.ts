import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod";
import type { DeliverSmoke } from "../../core/messaging/delivery/deliver-smoke.ts";
import type { SimulatedLetter, SmokeId } from "../../core/model/smoke.ts";
import { smokeEventPartition } from "../../core/people/keys/people.keys.ts";
import { queryAll, type Table } from "../../core/platform/aws/table.store.ts";
import { functionOutput } from "../../lib/output-names.ts";
import type { DeployedStage } from "../stage.ts";
import type { Step, Trace } from "./trace.ts";

const POLL_MS = 500;

/** How SES ends a letter to each of its simulators. */
const ENDS: Readonly<Record<SimulatedLetter, string>> = {
  success: "Email Delivered",
  bounce: "Email Bounced",
  complaint: "Email Complaint Received",
};

const LOOK =
  "npx wellspring doctor says what keeps letters and texts back; the log of deliver-message has its line.";

const Answer = z.union([
  z.object({ outcome: z.literal("sent"), provider: z.string(), id: z.string() }),
  z.object({ outcome: z.literal("notAccepted"), because: z.string(), cure: z.string().optional() }),
  z.object({ errorType: z.string(), errorMessage: z.string().optional() }),
]);

/** Has the function that writes to customers send one test message. */
async function deliver(stage: DeployedStage, smoke: DeliverSmoke): Promise<z.infer<typeof Answer>> {
  const lambda = new LambdaClient(stage.config);
  try {
    const { Payload } = await lambda.send(
      new InvokeCommand({
        FunctionName: stage.output(functionOutput("deliver-message")),
        Payload: Buffer.from(JSON.stringify(smoke)),
      }),
    );
    return Answer.parse(JSON.parse(Buffer.from(Payload ?? []).toString("utf8")));
  } finally {
    lambda.destroy();
  }
}

async function eventsOf(table: Table, smoke: SmokeId): Promise<readonly Step[]> {
  const rows = await queryAll(table, { what: "events of a test letter", pk: smokeEventPartition(smoke) });
  return rows.map(({ sk, atMs }) => ({ name: String(sk), atMs: Number(atMs) }));
}

/** The events of SES about the letter, until the one by which it ends; those that came where it does not. */
async function untilEnded(
  stage: DeployedStage,
  smoke: SmokeId,
  { end, waitMs }: { readonly end: string; readonly waitMs: number },
): Promise<readonly Step[]> {
  const table = { dynamo: new DynamoDBClient(stage.config), name: stage.output("PeopleTable") };
  const deadline = Date.now() + waitMs;
  try {
    for (;;) {
      const events = await eventsOf(table, smoke);
      if (Date.now() > deadline || events.some(({ name }) => name === end)) return events;
      await sleep(POLL_MS);
    }
  } finally {
    table.dynamo.destroy();
  }
}

function notAccepted(part: string, sent: Step, answer: z.infer<typeof Answer>): Trace | undefined {
  if ("outcome" in answer && answer.outcome === "sent") return undefined;
  const because = "because" in answer ? answer.because : "errorType" in answer ? answer.errorType : "";
  const problem = {
    what: `The message was not accepted: ${because}.`,
    next: ("cure" in answer ? answer.cure : undefined) ?? LOOK,
  };
  return { part, steps: [sent], problem };
}

/** A letter to one of SES's simulators. The engine on one machine has no events of SES: there the trace ends when it is accepted. */
export async function smokeLetter(
  stage: DeployedStage,
  smoke: SmokeId,
  { simulator, waitMs }: { readonly simulator: SimulatedLetter; readonly waitMs: number },
): Promise<Trace> {
  const part = `letter to the ${simulator} simulator`;
  const sent: Step = { name: "called", atMs: Date.now() };
  const answer = await deliver(stage, { smoke, to: { channel: "email", simulator } });
  const refused = notAccepted(part, sent, answer);
  if (refused !== undefined) return refused;
  const accepted: Step = { name: "accepted by SES", atMs: Date.now() };
  if ("endpoint" in stage.config) return { part, steps: [sent, accepted] };
  const end = ENDS[simulator];
  const events = await untilEnded(stage, smoke, { end, waitMs });
  const steps = [sent, accepted, ...events].toSorted((one, other) => one.atMs - other.atMs);
  if (events.some(({ name }) => name === end)) return { part, steps };
  const problem = {
    what: `The event "${end}" did not come within ${waitMs / 1000} s.`,
    next: "Look at the rules DeliveryEvents and Bounces on the default bus, and the log of record-delivery-event.",
  };
  return { part, steps, problem };
}

/** A text to the number of AWS's simulator in the US, by the number or name that customers get texts from. */
export async function smokeText(stage: DeployedStage, smoke: SmokeId): Promise<Trace> {
  const part = "text to the simulator";
  const sent: Step = { name: "called", atMs: Date.now() };
  const answer = await deliver(stage, { smoke, to: { channel: "sms" } });
  return (
    notAccepted(part, sent, answer) ?? {
      part,
      steps: [sent, { name: "accepted by the provider", atMs: Date.now() }],
    }
  );
}
