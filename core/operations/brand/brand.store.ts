import {
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import {
  brandKey,
  causeKey,
  feedbackFormKey,
  fontKey,
  pictureKey,
  poolKey,
  serviceKey,
  statedStoreKey,
  termsKey,
  wordsKey,
} from "../../giving/config/brand-config.keys.ts";
import { allowanceShardKey } from "../../giving/ledger/ledger.keys.ts";
import { type Allowance, capAllowances, poolAllowance } from "../../giving/pricing/allowance.ts";
import { storyKey, storyWordsKey, toldStoryKey } from "../../impact/stories/story.keys.ts";
import type { PictureHash } from "../../model/picture.ts";
import type { Instant } from "../../model/purchase.ts";
import type { StorySlug } from "../../model/story-slug.ts";
import type { MatchPool, Terms } from "../../model/terms.ts";
import type { Key } from "../../platform/aws/key.ts";
import type { BrandRow, Change, StoryRow } from "./compare-brand.ts";
import type { BrandFont } from "./font.ts";
import type { PictureFile } from "./picture.ts";

/** Another apply wrote at the same time; nothing of this step was written. Applying again compares anew. */
export class BrandChangedMeanwhileError extends Error {
  override readonly name = "BrandChangedMeanwhileError";
}

export interface BrandStore {
  /**
   * Sets aside the money of a new pool, or adds to that of a grown one, in one transaction with the pool's row: exactly
   * once however often it is retried.
   */
  writePool(pool: MatchPool, stored: MatchPool | undefined): Promise<void>;
  /** Sets aside the caps of terms that are not published yet. Without the terms nothing draws from them. */
  prepareCaps(terms: Terms): Promise<void>;
  /** Writes brand, causes, terms, words, stores, the form of feedback and the hours of service, and removes what of the last four is gone, all or nothing; never over published terms. */
  publish(changes: readonly Change[]): Promise<void>;
  /** Writes the bytes of a font under their hash, as often as asked: they are the same. */
  writeFont(font: BrandFont): Promise<void>;
  /** Writes one file of a picture under the picture's hash. Written again, by another version of the encoder, it looks the same. */
  writePicture(hash: PictureHash, file: PictureFile): Promise<void>;
  /**
   * Writes a story's head and its words, both or neither, over what was told before. `toldAt`: its followers are to be told
   * this version; where they were told before, that stays as it is.
   */
  writeStory(story: StoryRow, toldAt?: Instant): Promise<void>;
  /** Takes a story back. */
  removeStory(slug: StorySlug): Promise<void>;
}

export function brandStore(dynamo: DynamoDBClient, table: string): BrandStore {
  const put = (key: Key, value: object) => ({
    TableName: table,
    Item: marshall({ ...key, ...value }, { removeUndefinedValues: true }),
  });
  const absent = { ConditionExpression: "attribute_not_exists(pk)" };
  const shards = ({ allowance, shards: lefts }: Allowance) =>
    lefts.map((left, shard) => ({ key: allowanceShardKey(allowance, shard), left }));
  const transact = async (items: TransactWriteItem[]): Promise<void> => {
    if (items.length === 0) return;
    try {
      await dynamo.send(new TransactWriteItemsCommand({ TransactItems: items }));
    } catch (cause) {
      if (!(cause instanceof TransactionCanceledException)) throw cause;
      const message =
        "What is deployed changed while this was applied: nothing was overwritten, apply again.";
      throw new BrandChangedMeanwhileError(message, { cause });
    }
  };
  // An update that makes the row is an insert to the stream, and one that finds it changes nothing.
  const tell = ({ slug: story, version, cause }: StoryRow["value"], at: Instant): TransactWriteItem => ({
    Update: {
      TableName: table,
      Key: marshall(toldStoryKey(story, version)),
      UpdateExpression:
        "SET #story = if_not_exists(#story, :story), #version = if_not_exists(#version, :version), #cause = if_not_exists(#cause, :cause), #at = if_not_exists(#at, :at)",
      ExpressionAttributeNames: { "#story": "story", "#version": "version", "#cause": "cause", "#at": "at" },
      ExpressionAttributeValues: marshall({
        ":story": story,
        ":version": version,
        ":cause": cause,
        ":at": at,
      }),
    },
  });
  return {
    async writePool(pool, stored) {
      if (stored === undefined) {
        const money = shards(poolAllowance(pool)).map(({ key, left }) => ({
          Put: { ...put(key, { left }), ...absent },
        }));
        await transact([{ Put: { ...put(poolKey(pool.id), pool), ...absent } }, ...money]);
        return;
      }
      const growth = shards(poolAllowance({ ...pool, amount: pool.amount - stored.amount }));
      await transact([
        {
          Put: {
            ...put(poolKey(pool.id), pool),
            ConditionExpression: "amount = :before",
            ExpressionAttributeValues: marshall({ ":before": stored.amount }),
          },
        },
        ...growth
          .filter(({ left }) => left > 0)
          .map(({ key, left }) => ({
            Update: {
              TableName: table,
              Key: marshall(key),
              UpdateExpression: "ADD #left :more",
              ConditionExpression: "attribute_exists(pk)",
              ExpressionAttributeNames: { "#left": "left" },
              ExpressionAttributeValues: marshall({ ":more": left }),
            },
          })),
      ]);
    },

    async prepareCaps(terms) {
      // Overwrites what an interrupted apply left behind, but never once the terms exist and draw from it.
      for (const allowance of capAllowances(terms)) {
        const guard = { TableName: table, Key: marshall(termsKey(terms.id, terms.version)), ...absent };
        const money = shards(allowance).map(({ key, left }) => ({ Put: put(key, { left }) }));
        await transact([{ ConditionCheck: guard }, ...money]);
      }
    },

    async writeFont({ hash, bytes }) {
      await transact([{ Put: put(fontKey(hash), { bytes }) }]);
    },

    async writePicture(hash, { name, bytes }) {
      await transact([{ Put: put(pictureKey(hash, name), { bytes }) }]);
    },

    async publish(changes) {
      await transact(
        changes.map(({ how, row }) =>
          how === "gone"
            ? { Delete: { TableName: table, Key: marshall(keyOf(row)) } }
            : { Put: { ...put(keyOf(row), row.value), ...(how === "new" ? absent : {}) } },
        ),
      );
    },

    async writeStory({ value, words }, toldAt) {
      if (words === undefined) throw new Error(`Story ${value.slug} has no words to write`);
      await transact([
        { Put: put(storyKey(value.slug), value) },
        { Put: put(storyWordsKey(value.slug), { words }) },
        ...(toldAt === undefined ? [] : [tell(value, toldAt)]),
      ]);
    },

    async removeStory(slug) {
      const keys = [storyKey(slug), storyWordsKey(slug)];
      await transact(keys.map((key) => ({ Delete: { TableName: table, Key: marshall(key) } })));
    },
  };
}

function keyOf(row: BrandRow): Key {
  switch (row.part) {
    case "brand":
      return brandKey();
    case "causes":
      return causeKey(row.value.slug);
    case "terms":
      return termsKey(row.value.id, row.value.version);
    case "pools":
      return poolKey(row.value.id);
    case "stories":
      return storyKey(row.value.slug);
    case "words":
      return wordsKey(row.value.language);
    case "stores":
      return statedStoreKey(row.value.id);
    case "feedback":
      return feedbackFormKey();
    case "service":
      return serviceKey();
  }
}
