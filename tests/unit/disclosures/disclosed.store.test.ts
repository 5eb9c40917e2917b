import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { expect, test } from "vitest";
import { disclosedStore } from "../../../core/disclosures/disclosed.store.ts";
import { wordsToRecord } from "../../../core/disclosures/disclosed-words.ts";
import { aCause, brand, someTerms } from "../../support/giving-builders.ts";

const words = wordsToRecord(
  someTerms({ capPerCampaign: { EUR: 500_000 } }),
  {
    brand,
    causes: Array.from({ length: 100 }, (_, at) => aCause(`cause-${at}`)),
    site: "https://give.example.com/",
  },
  "de",
  "2026-11-22T12:00:00Z",
);

test("adds a record only where none is, by its version, language and time, and reads it back", async () => {
  const dynamo = new DynamoDBClient({ region: "us-east-1" });
  const mock = mockClient(dynamo);
  const store = disclosedStore(dynamo, "ledger");
  mock.on(PutItemCommand).resolvesOnce({});
  expect(await store.add(words)).toBe("added");
  const [{ Item = {}, ConditionExpression } = expect.fail("nothing was written")] = mock
    .commandCalls(PutItemCommand)
    .map(({ args }) => args[0].input);
  expect(ConditionExpression).toBe("attribute_not_exists(pk)");
  expect(unmarshall(Item)).toMatchObject({ pk: "disclosed#everyday@1", sk: "de#2026-11-22T12:00:00Z" });
  mock.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ message: "", $metadata: {} }));
  expect(await store.add(words)).toBe("taken");
  mock.on(QueryCommand).resolves({ Items: [Item] });
  expect(await store.of("everyday@1", "de")).toEqual([words]);
});

test("is some kilobytes in one language, also of a brand with a hundred causes", () => {
  expect(JSON.stringify(marshall(words)).length).toBeLessThan(16_000);
});
