import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, PurgeQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { engineOf } from "../../cli/settings.ts";
import { waitingOutput } from "../../lib/output-names.ts";
import { dynamo, eventually, sqs, stage, wellspring } from "./deployed-stage.ts";

/** What fails for good, put where AWS would put it, causes that are made and mended, and the command that hands it back. */

const lambda = new LambdaClient(engineOf(stage));
const streams = new DynamoDBStreamsClient(engineOf(stage));

export const redrive = (...args: string[]) => wellspring("redrive", ...args);

export const close = (): void => {
  lambda.destroy();
  streams.destroy();
};

export async function putInto(name: string, body: unknown): Promise<void> {
  const QueueUrl = stage.output(waitingOutput(name));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
}

export async function purge(name: string): Promise<void> {
  await sqs.send(new PurgeQueueCommand({ QueueUrl: stage.output(waitingOutput(name)) }));
}

async function waitingIn(name: string): Promise<number> {
  const QueueUrl = stage.output(waitingOutput(name));
  const AttributeNames = ["ApproximateNumberOfMessages" as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Number(Attributes?.["ApproximateNumberOfMessages"]);
}

export const untilWaiting = (name: string): Promise<number> =>
  eventually(
    `one waits in ${name}`,
    () => waitingIn(name),
    (count) => count > 0,
  );

async function functionCalled(part: string): Promise<string> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const found = Functions.find(({ FunctionName }) => FunctionName?.includes(part))?.FunctionName;
  if (found === undefined) throw new Error(`No function is called ${part}`);
  return found;
}

/** While `work` goes on, the function does not know where people are, and fails before it does anything. */
export function broken(part: string, work: () => Promise<void>): Promise<void> {
  return withVariables(part, { PEOPLE_TABLE: "" }, work);
}

/** While `work` goes on, the function has these variables in its environment, too. */
export async function withVariables(
  part: string,
  others: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  const FunctionName = await functionCalled(part);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = Environment?.Variables ?? {};
  const has = (variables: Record<string, string>) =>
    lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: variables } }),
    );
  await has({ ...Variables, ...others });
  try {
    await work();
  } finally {
    await has(Variables);
  }
}

/** While `work` goes on, nobody tells the function of the stream. */
export async function deaf(part: string, work: () => Promise<void>): Promise<void> {
  const FunctionName = await functionCalled(part);
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const UUID = EventSourceMappings[0]?.UUID;
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  try {
    await work();
  } finally {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  }
}

/** Where in a table's stream the last record is that mentions `mark`, as Lambda says it of a batch that failed. */
export async function placeOf(TableName: string, mark: string): Promise<object> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const from = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
  let { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
  let found: string | undefined;
  while (ShardIterator !== undefined) {
    const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    found =
      Records.findLast((record) => JSON.stringify(record).includes(mark))?.dynamodb?.SequenceNumber ?? found;
    if (Records.length === 0) break;
    ShardIterator = NextShardIterator;
  }
  if (found === undefined) throw new Error(`No record mentions ${mark}`);
  const numbers = { startSequenceNumber: found, endSequenceNumber: found, batchSize: 1 };
  return { DDBStreamBatchInfo: { streamArn: StreamArn, shardId: ShardId, ...numbers } };
}
