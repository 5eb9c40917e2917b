import { expect, test } from "vitest";
import { z } from "zod";
import {
  BRAND_CONFIG_PARTITION,
  BRAND_WORDS_PARTITION,
  LISTENING_PARTITION,
} from "../../core/giving/config/brand-config.keys.ts";
import {
  bucketKey,
  exhaustedKey,
  firstGiftKey,
  milestoneKey,
  parseBucketKey,
} from "../../core/giving/ledger/ledger.keys.ts";
import { dayKey, leafKey } from "../../core/impact/impact.keys.ts";
import { storyKey, storyWordsKey, toldStoryKey } from "../../core/impact/stories/story.keys.ts";
import {
  entriesOfCustomers,
  entriesOfTheLedger,
  impactOfAllTime,
  milestonesReached,
  poolsUsedUp,
  storiesTold,
} from "../../lib/giving/stream-filters.ts";
import { production } from "../../stages.ts";
import { stacksOf } from "../support/synthesis.ts";

const prefixIn = (filter: { dynamodb: { Keys: { pk: { S: { prefix: string }[] } } } }) =>
  filter.dynamodb.Keys.pk.S.map(({ prefix }) => prefix);

test("entries are recognised by the prefix of their bucket, which no other row has", () => {
  const [prefix = ""] = prefixIn(entriesOfTheLedger);
  const bucket = bucketKey("2026-11-22T13:35Z", 3);
  expect(parseBucketKey(bucket)).toBeDefined();
  expect(bucket.startsWith(prefix)).toBe(true);
  const others = [
    BRAND_CONFIG_PARTITION,
    BRAND_WORDS_PARTITION,
    LISTENING_PARTITION,
    firstGiftKey("cus_1", "*").pk,
    milestoneKey("rivers", "EUR", 1).pk,
  ];
  for (const other of others) expect(other.startsWith(prefix)).toBe(false);
  expect(prefixIn(entriesOfCustomers)).toEqual([prefix]);
});

test("a refund that waits in a bucket invokes no function", () => {
  expect(entriesOfTheLedger.dynamodb.NewImage.kind.S).toEqual([
    "accrual",
    "clawback",
    "restoration",
    "supplement",
    "reassignment",
  ]);
});

test("of allowances, only a match pool that is used up is announced", () => {
  const [prefix = ""] = prefixIn(poolsUsedUp);
  const used = exhaustedKey("pool:winter");
  expect(used.pk.startsWith(prefix)).toBe(true);
  expect(poolsUsedUp.dynamodb.Keys.sk.S).toEqual([used.sk]);
  expect(exhaustedKey("cap:everyday@1:EUR").pk.startsWith(prefix)).toBe(false);
});

test("milestones and all-time totals are recognised by their partition", () => {
  const [prefix = ""] = prefixIn(milestonesReached);
  expect(milestoneKey("rivers", "EUR", 100).pk.startsWith(prefix)).toBe(true);
  const [all = ""] = impactOfAllTime.dynamodb.Keys.pk.S;
  expect([dayKey("2026-11-22").pk, leafKey("q", "m", 0).pk]).not.toContain(all);
});

test("a told story is recognised by its partition, which neither its head nor its words have", () => {
  const [prefix = ""] = prefixIn(storiesTold);
  expect(toldStoryKey("ten-test-kits", 1).pk.startsWith(prefix)).toBe(true);
  for (const key of [storyKey("told"), storyWordsKey("told")]) expect(key.pk.startsWith(prefix)).toBe(false);
});

test("each stream has at most the two consumers that DynamoDB serves well", () => {
  const stacks = stacksOf(production);
  const streams = stacks
    .of("AWS::Lambda::EventSourceMapping")
    .map(({ properties }) => z.string().parse(stacks.resolve(properties["EventSourceArn"])));
  for (const stream of streams) expect(streams.filter((other) => other === stream).length).toBeLessThan(3);
});
