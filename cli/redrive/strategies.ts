import { type EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { ListedSource } from "../../core/intake/sources/registry.ts";
import { BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import { Connection } from "../../core/model/purchase.ts";
import type { RedriveStrategy } from "../../core/operations/redrive/redrive.ts";
import { jsonText } from "../../core/platform/json-text.ts";
import type { Invoke } from "./invoke.ts";

/** Strategies for letters that are not events of the bus. */

/** As a worker left it, or as a schedule keeps a request that the queue refused. */
const Batch = z.union([
  jsonText(BroadcastBatch),
  jsonText(z.object({ MessageBody: jsonText(BroadcastBatch) })).transform(({ MessageBody }) => MessageBody),
]);

/** Sends a batch to its queue again. Customers who were written to have a claim, and outdated messages are dropped. */
export function requeueBatch(sqs: SQSClient, QueueUrl: string): RedriveStrategy {
  return ({ body }) => {
    const batch = Batch.safeParse(body).data;
    if (batch === undefined) return { because: "notABatch" };
    return {
      what: `batch of ${batch.journey.name}`,
      handBack: async () => {
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(batch) }));
      },
    };
  };
}

/** Calls a function with the same payload again; an event that it has processed before changes nothing. */
export function reinvoke(invoke: Invoke): RedriveStrategy {
  return ({ body }) => ({
    what: "call",
    handBack: async () => {
      await invoke(body);
    },
  });
}

/** What Lambda writes into the bucket of a call that failed for good: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const FailedCall = jsonText(
  z.object({
    requestPayload: z.union([
      z.looseObject({ Records: z.array(z.unknown()) }),
      z.looseObject({ source: z.string(), detail: z.unknown() }),
    ]),
  }),
);

/** Calls the function with the payload of its failed call again. What it has processed before, a text or an order, changes nothing. */
export function reinvokeFailedCall(invoke: Invoke): RedriveStrategy {
  return ({ body }) => {
    const failed = FailedCall.safeParse(body).data;
    if (failed === undefined) return { because: "notAFailedCall" };
    return {
      what: "Records" in failed.requestPayload ? "text" : "native event",
      handBack: async () => {
        await invoke(JSON.stringify(failed.requestPayload));
      },
    };
  };
}

const Comparison = jsonText(z.strictObject({ source: ListedSource, connection: Connection }));
/** A rule keeps the event as it arrived, without the transformation for its target. */
const Scheduled = jsonText(
  z.object({ source: z.literal("aws.events"), resources: z.tuple([z.string().regex(/:rule\/[^/]+$/)]) }),
);

/** State machines that rules start. `comparison`: of a shop with the ledger; `others` are told nothing. */
export interface ScheduledRuns {
  readonly comparison?: string | undefined;
  readonly others: readonly string[];
}

/**
 * Starts a run as its rule would have. A second comparison only reads again: what is missing counts once. A second proposal finds
 * what the first wrote, and a day of the log is published once.
 */
export function restartScheduled(
  { eventBridge, sfn }: { readonly eventBridge: EventBridgeClient; readonly sfn: SFNClient },
  { comparison, others }: ScheduledRuns,
): RedriveStrategy {
  const targetOf = async (ruleArn: string) => {
    const Rule = ruleArn.slice(ruleArn.lastIndexOf("/") + 1);
    let NextToken: string | undefined;
    do {
      const page = await eventBridge.send(new ListTargetsByRuleCommand({ Rule, NextToken }));
      const target = page.Targets?.find(({ Arn = "" }) => [comparison, ...others].includes(Arn));
      if (target !== undefined) return target;
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return undefined;
  };
  const compare = (text: string | undefined) =>
    new StartExecutionCommand({
      stateMachineArn: comparison,
      input: JSON.stringify(Comparison.parse(text)),
    });
  return ({ body }) => {
    if (comparison !== undefined && Comparison.safeParse(body).success) {
      return {
        what: "comparison",
        handBack: async () => {
          await sfn.send(compare(body));
        },
      };
    }
    const scheduled = Scheduled.safeParse(body).data;
    if (scheduled === undefined) return { because: "notAScheduledCall" };
    return {
      what: "scheduled run",
      handBack: async () => {
        const target = await targetOf(scheduled.resources[0]);
        const other = others.find((arn) => arn === target?.Arn);
        await sfn.send(
          other === undefined
            ? compare(target?.Input)
            : new StartExecutionCommand({ stateMachineArn: other, input: "{}" }),
        );
      },
    };
  };
}
