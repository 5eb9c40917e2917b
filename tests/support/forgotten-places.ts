import { DescribeLogGroupsCommand, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import {
  DescribeExecutionCommand,
  paginateListExecutions,
  paginateListStateMachines,
} from "@aws-sdk/client-sfn";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { http } from "../../local/http.ts";
import { messagesIn, recordedEvents } from "./deployed-bus.ts";
import {
  items,
  logs,
  quarantineBucket,
  quarantineKeys,
  s3,
  sfn,
  sqs,
  stage,
  tables,
} from "./deployed-stage.ts";

/** Everything that the stacks keep, as text, by the place where it is. Slow, but it leaves nothing out. */
export type Places = ReadonlyMap<string, readonly string[]>;

export async function everything(): Promise<Places> {
  const ofTables = Object.entries(tables).map(
    async ([name, table]): Promise<[string, string[]]> => [
      `table ${name}`,
      (await items(table)).map((item) => JSON.stringify(item)),
    ],
  );
  return new Map([
    ...(await Promise.all(ofTables)),
    ["streams", await streamRecords()],
    ["events", (await recordedEvents()).map((event) => JSON.stringify(event))],
    ["queues", await queued()],
    ["logs", await logLines()],
    ["quarantine", await inQuarantine()],
    ["runs", await runs()],
  ]);
}

/** `place: …what stands around it…` for each text that holds one of the words, in any case. */
export function tracesOf(words: readonly string[], places: Places): string[] {
  return [...places].flatMap(([place, texts]) =>
    texts.flatMap((text) =>
      words.flatMap((word) => {
        const where = text.toLowerCase().indexOf(word.toLowerCase());
        return where === -1 ? [] : [`${place}: …${text.slice(Math.max(0, where - 60), where + 60)}…`];
      }),
    ),
  );
}

export function placesOf(traces: readonly string[]): string[] {
  return [...new Set(traces.map((trace) => trace.slice(0, trace.indexOf(":"))))].toSorted();
}

async function queued(): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const found = await Promise.all(QueueUrls.map(messagesIn));
  return found.flat().map(({ Body, MessageAttributes }) => JSON.stringify([Body, MessageAttributes]));
}

async function logLines(): Promise<string[]> {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const lines: string[] = [];
  for (const { logGroupName = "" } of logGroups)
    for await (const { events } of paginateFilterLogEvents({ client: logs }, { logGroupName }))
      lines.push(...(events ?? []).map(({ message }) => message ?? ""));
  return lines;
}

async function inQuarantine(): Promise<string[]> {
  const texts: string[] = [];
  for (const Key of await quarantineKeys()) {
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: quarantineBucket, Key }));
    texts.push(JSON.stringify([Key, Metadata, await Body?.transformToString()]));
  }
  return texts;
}

/** What each run of a workflow was given and what came out of it. */
async function runs(): Promise<string[]> {
  const texts: string[] = [];
  for await (const { stateMachines } of paginateListStateMachines({ client: sfn }, {}))
    for (const { stateMachineArn } of stateMachines ?? [])
      for await (const { executions } of paginateListExecutions({ client: sfn }, { stateMachineArn }))
        for (const { executionArn } of executions ?? []) {
          const { name, input, output } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
          texts.push(JSON.stringify([name, input, output]));
        }
  return texts;
}

const Streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
const Described = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const Page = z.object({ Records: z.array(z.unknown()), NextShardIterator: z.string().nullish() });

/** Streams are read by hand: no code of ours does, and one client less. */
async function streamCall(action: string, input: Record<string, unknown>): Promise<unknown> {
  const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const scope = `${localCredentials.accessKeyId}/${today}/${localRegion}/dynamodb/aws4_request`;
  const { status, body } = await http(`${stage.endpoint}/`, {
    method: "POST",
    headers: {
      "x-amz-target": `DynamoDBStreams_20120810.${action}`,
      "content-type": "application/x-amz-json-1.0",
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(input),
  });
  if (status !== 200) throw new Error(`${action} answered ${status}: ${body}`);
  return JSON.parse(body);
}

/** All records of the tables' streams, from the oldest that is kept. */
async function streamRecords(): Promise<string[]> {
  const records: string[] = [];
  for (const { StreamArn } of Streams.parse(await streamCall("ListStreams", {})).Streams) {
    const { StreamDescription } = Described.parse(await streamCall("DescribeStream", { StreamArn }));
    for (const { ShardId } of StreamDescription.Shards) {
      const from = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
      let next: string | null | undefined = Iterator.parse(
        await streamCall("GetShardIterator", from),
      ).ShardIterator;
      while (next) {
        const page: z.infer<typeof Page> = Page.parse(
          await streamCall("GetRecords", { ShardIterator: next }),
        );
        if (page.Records.length === 0) break;
        records.push(...page.Records.map((record) => JSON.stringify(record)));
        next = page.NextShardIterator;
      }
    }
  }
  return records;
}
