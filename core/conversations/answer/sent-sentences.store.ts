import { createHmac } from "node:crypto";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { ConversationId } from "../../model/conversation.ts";
import { epochSeconds } from "../../model/instant.ts";
import { sentenceKey, sentencesPartition } from "../../people/keys/conversation.keys.ts";
import { queryPages } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import { SAME_WORDS_MAX } from "./own-words.ts";

/** Longer than the month that is counted. */
const KEPT_SECONDS = 62 * 24 * 60 * 60;

/** To which conversations sentences went in a month, as far as a few tell: `2026-11`. */
export interface SentSentences {
  /** For each sentence, in their order: to how many conversations besides this one, or one more than are many. */
  countOthers(
    conversation: ConversationId,
    month: string,
    sentences: readonly string[],
  ): Promise<readonly number[]>;
  /** A second call changes nothing. */
  note(conversation: ConversationId, month: string, sentences: readonly string[]): Promise<void>;
}

export interface SentSentencesDeps {
  readonly key: () => Promise<string>;
  readonly now: Now;
}

/** Rows of keyed hashes alone: without the key nobody reads a sentence in them, nor whom it went to. They expire. */
export function sentSentences(
  dynamo: DynamoDBClient,
  table: string,
  { key, now }: SentSentencesDeps,
): SentSentences {
  const hasher = async (what: string) => {
    const secret = await key();
    return (text: string) => createHmac("sha256", secret).update(`${what} ${text}`).digest("base64url");
  };
  return {
    async countOthers(conversation, month, sentences) {
      const hashed = await hasher("sentence of an answer");
      const own = (await hasher("conversation of a sentence"))(conversation);
      const most = SAME_WORDS_MAX + 1;
      return Promise.all(
        sentences.map(async (sentence) => {
          const from = `${hashed(sentence)}#`;
          let others = 0;
          const pages = queryPages(
            { dynamo, name: table },
            { pk: sentencesPartition(month), range: { from, to: `${from}~` } },
          );
          for await (const page of pages) {
            others += page.filter(({ sk }) => sk !== `${from}${own}`).length;
            if (others >= most) break;
          }
          return Math.min(others, most);
        }),
      );
    },
    async note(conversation, month, sentences) {
      const hashed = await hasher("sentence of an answer");
      const own = (await hasher("conversation of a sentence"))(conversation);
      const expires = epochSeconds(now()) + KEPT_SECONDS;
      await Promise.all(
        sentences.map((sentence) =>
          dynamo.send(
            new PutItemCommand({
              TableName: table,
              Item: marshall({ ...sentenceKey(month, hashed(sentence), own), expires }),
            }),
          ),
        ),
      );
    },
  };
}
