import {
  allowanceShardKey,
  bucketKey,
  exhaustedKey,
  milestoneKey,
} from "../../core/giving/ledger/ledger.keys.ts";
import { allTimeKey } from "../../core/impact/impact.keys.ts";
import { toldStoryKey } from "../../core/impact/stories/story.keys.ts";

/**
 * Which stream records wake a consumer. The prefixes are what two keys of the builder have in common, so that a
 * filter cannot drift from the keys. Each consumer checks again: a filter saves calls and decides nothing.
 */

const entries = {
  // An accrual replaces a refund that waited at its key: for the stream that is a change, not an insert.
  eventName: ["INSERT", "MODIFY"],
  dynamodb: {
    Keys: { pk: startsWith(bucketKey("1", 11), bucketKey("2", 22)) },
    NewImage: { kind: { S: ["accrual", "clawback", "restoration", "supplement", "reassignment"] } },
  },
};

export const entriesOfTheLedger = entries;

export const entriesOfCustomers = {
  ...entries,
  dynamodb: {
    ...entries.dynamodb,
    NewImage: { ...entries.dynamodb.NewImage, customer: { S: [{ exists: true }] } },
  },
};

/** Announced whether a customer is known or not. */
export const reassignments = {
  ...entries,
  eventName: ["INSERT"],
  dynamodb: { ...entries.dynamodb, NewImage: { kind: { S: ["reassignment"] } } },
};

export const poolsUsedUp = {
  eventName: ["INSERT"],
  dynamodb: {
    Keys: {
      pk: startsWith(allowanceShardKey("pool:a", 0).pk, allowanceShardKey("pool:b", 0).pk),
      sk: { S: [exhaustedKey("pool:a").sk] },
    },
  },
};

export const milestonesReached = {
  eventName: ["INSERT"],
  dynamodb: { Keys: { pk: startsWith(milestoneKey("a", "EUR", 0).pk, milestoneKey("b", "EUR", 0).pk) } },
};

export const storiesTold = {
  eventName: ["INSERT"],
  dynamodb: { Keys: { pk: startsWith(toldStoryKey("a", 1).pk, toldStoryKey("b", 1).pk) } },
};

export const impactOfAllTime = {
  eventName: ["INSERT", "MODIFY"],
  dynamodb: { Keys: { pk: { S: [allTimeKey().pk] } } },
};

function startsWith(one: string, other: string) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return { S: [{ prefix: one.slice(0, length) }] };
}
