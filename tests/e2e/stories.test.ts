import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toldStoryKey } from "../../core/impact/stories/story.keys.ts";
import { storyStore } from "../../core/impact/stories/story.store.ts";
import { brandStore } from "../../core/operations/brand/brand.store.ts";
import { getRow } from "../../core/platform/aws/table.store.ts";
import { demoStories } from "../support/demo-texts.ts";
import { config } from "../support/people-world.ts";

const table = `stories-${randomUUID()}`;
const dynamo = new DynamoDBClient(config);
const streams = new DynamoDBStreamsClient(config);
const stories = storyStore(dynamo, table, (items) => {
  throw new Error(items.join());
});

beforeAll(async () => {
  const keys = [
    ["pk", "HASH"],
    ["sk", "RANGE"],
  ] as const;
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keys.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
      AttributeDefinitions: keys.map(([AttributeName]) => ({ AttributeName, AttributeType: "S" })),
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );
});
afterAll(async () => {
  await dynamo.send(new DeleteTableCommand({ TableName: table }));
});

/** What the stream has of one partition: how each of its items came to be as it is. */
async function eventsOf(pk: string): Promise<(string | undefined)[]> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const found: (string | undefined)[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const from = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
    const { ShardIterator } = await streams.send(from);
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    for (const { dynamodb, eventName } of Records) if (dynamodb?.Keys?.pk?.S === pk) found.push(eventName);
  }
  return found;
}

test("a story that is written, corrected, taken back and written again is told by one insert, and the first time stays", async () => {
  const [story] = demoStories();
  if (story === undefined) throw new Error("The sample has stories");
  const { words, ...head } = story;
  const row = {
    part: "stories",
    name: "story",
    value: { ...head, wordsHash: "0".repeat(64) },
    words,
  } as const;
  const brands = brandStore(dynamo, table);
  const told = toldStoryKey(story.slug, story.version);

  await brands.writeStory(row, "2026-11-22T12:00:00Z");
  await brands.writeStory(row, "2026-11-23T12:00:00Z");
  expect(await stories.all()).toEqual([row.value]);
  expect(await stories.head(story.slug)).toEqual(row.value);
  expect(await stories.words(story.slug)).toEqual(words);

  await brands.removeStory(story.slug);
  expect(await stories.all()).toEqual([]);
  expect(await stories.words(story.slug)).toBeUndefined();

  await brands.writeStory(row, "2026-11-24T12:00:00Z");
  expect(await getRow({ dynamo, name: table }, told)).toEqual({
    ...told,
    story: story.slug,
    version: 1,
    cause: story.cause,
    at: "2026-11-22T12:00:00Z",
  });
  expect((await eventsOf(told.pk)).filter((name) => name === "INSERT")).toEqual(["INSERT"]);

  await brands.writeStory({ ...row, value: { ...row.value, version: 2 } }, "2026-11-25T12:00:00Z");
  expect((await eventsOf(told.pk)).filter((name) => name === "INSERT")).toHaveLength(2);
});
