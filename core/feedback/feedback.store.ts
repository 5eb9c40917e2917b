import { DeleteItemCommand, type DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { epochSeconds } from "../model/instant.ts";
import { saltStore } from "../people/contacts/salt.store.ts";
import type { AddressHash } from "../people/contacts/suppression.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { Key } from "../platform/aws/key.ts";
import { getRow, queryAll, queryPages, transact } from "../platform/aws/table.store.ts";
import {
  decrypt,
  type EncryptionContext,
  encrypt,
  NONCE_BYTES,
  SALT_BYTES,
} from "../platform/crypto/encryption.ts";
import type { RandomBytes } from "../platform/random.ts";
import { FeedbackAnswer, type FeedbackId, FeedbackSaid, KnownFeedback } from "./answer.ts";
import {
  feedbackFromKey,
  feedbackFromPartition,
  feedbackHeardKey,
  feedbackKey,
  feedbackPartition,
  knownFeedbackKey,
} from "./feedback.keys.ts";

export interface FeedbackStore {
  /**
   * Keeps an answer for so many days with its words sealed, once for each id. `forgotten`: its customer is being forgotten, and
   * nothing is kept.
   */
  keep(
    answer: FeedbackAnswer,
    said: FeedbackSaid,
    keptDays: number,
  ): Promise<"kept" | "duplicate" | "forgotten">;
  /** The answers of a month, oldest first, page by page. */
  ofMonth(month: string): AsyncGenerator<readonly FeedbackAnswer[]>;
  /** What a form is kept as, whatever it says now; undefined for one that was not heard, and once its words are gone. */
  keptAs(
    id: FeedbackId,
  ): Promise<{ readonly answer: FeedbackAnswer; readonly said: FeedbackSaid } | undefined>;
  read(known: KnownFeedback): Promise<FeedbackAnswer | undefined>;
  /** What was said; undefined for an answer that is not there, or whose customer was forgotten. */
  open(known: KnownFeedback): Promise<FeedbackSaid | undefined>;
  /** The answers of whoever may be answered at this address. */
  from(address: AddressHash): Promise<readonly KnownFeedback[]>;
  /** Removes an answer and what points to it. That it was heard stays: the same form is not taken again. */
  remove(known: KnownFeedback): Promise<void>;
}

const DAY_S = 24 * 60 * 60;

/** `salt`: of an unnamed customer, whom no forgetting of a customer can find; a customer's own salt seals theirs. */
const Row = FeedbackAnswer.extend({ sealed: z.string().min(1), salt: z.string().optional() });

const HeardRow = KnownFeedback.pick({ at: true });

export function feedbackStore(
  dynamo: DynamoDBClient,
  table: string,
  { key, random }: { readonly key: () => Promise<string>; readonly random: RandomBytes },
): FeedbackStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);
  const put = (item: object, once = false): TransactWriteItem => ({
    Put: {
      TableName: table,
      Item: marshall(item, { removeUndefinedValues: true }),
      ...(once && { ConditionExpression: "attribute_not_exists(pk)" }),
    },
  });

  async function keepWrites(answer: FeedbackAnswer, said: FeedbackSaid, keptDays: number) {
    const { id, at, customer, contact } = answer;
    const owned = customer === undefined ? undefined : await salts.read(customer);
    if (customer !== undefined && owned === undefined) return undefined;
    const salt = owned ?? Buffer.from(random(SALT_BYTES)).toString("base64url");
    const sealed = encrypt(
      await key(),
      Buffer.from(salt, "base64url"),
      random(NONCE_BYTES),
      contextOf(id),
      JSON.stringify(said),
    );
    const expires = epochSeconds(at) + keptDays * DAY_S;
    const known = { id, at, expires };
    return [
      put({ ...feedbackHeardKey(id), at, expires }, true),
      put({ ...feedbackKey(at, id), ...answer, sealed, ...(owned === undefined && { salt }), expires }),
      ...(customer === undefined || owned === undefined
        ? []
        : [salts.check(customer, owned), put({ ...knownFeedbackKey(customer, at, id), customer, ...known })]),
      ...(contact === undefined
        ? []
        : [put({ ...feedbackFromKey(contact.channel, contact.hmac, at, id), ...known })]),
    ];
  }

  async function find({ id, at }: KnownFeedback): Promise<z.infer<typeof Row> | undefined> {
    const row = await getRow(rows, feedbackKey(at, id));
    return row === undefined ? undefined : Row.parse(row);
  }
  async function open(known: KnownFeedback): Promise<FeedbackSaid | undefined> {
    const row = await find(known);
    const salt = row?.customer === undefined ? row?.salt : await salts.read(row.customer);
    if (row === undefined || salt === undefined) return undefined;
    const text = decrypt(await key(), Buffer.from(salt, "base64url"), contextOf(row.id), row.sealed);
    return FeedbackSaid.parse(JSON.parse(text));
  }
  async function read(known: KnownFeedback): Promise<FeedbackAnswer | undefined> {
    const row = await find(known);
    return row && FeedbackAnswer.parse(row);
  }
  const remove = ({ pk, sk }: Key) =>
    dynamo.send(new DeleteItemCommand({ TableName: table, Key: marshall({ pk, sk }) }));

  return {
    keep: (answer, said, keptDays) =>
      retryContended("the rows of one answer", async () => {
        const writes = await keepWrites(answer, said, keptDays);
        if (writes === undefined) return "forgotten";
        const outcome = await transact(rows, writes);
        if (outcome.kind === "written") return "kept";
        const isHeard = outcome.kind === "conditionFailed" && outcome.failed.some(({ index }) => index === 0);
        return isHeard ? "duplicate" : "lost";
      }),
    async *ofMonth(month) {
      for await (const page of queryPages(rows, { pk: feedbackPartition(month) }))
        yield page.map((row) => FeedbackAnswer.parse(row));
    },
    async keptAs(id) {
      const heard = await getRow(rows, feedbackHeardKey(id));
      if (heard === undefined) return undefined;
      const known = { id, ...HeardRow.parse(heard) };
      const [answer, said] = await Promise.all([read(known), open(known)]);
      return answer && said && { answer, said };
    },
    read,
    open,
    async from({ channel, hmac }) {
      const pk = feedbackFromPartition(channel, hmac);
      const found = await queryAll(rows, { what: "feedback of an address", pk });
      return found.map((row) => KnownFeedback.parse(row));
    },
    async remove(known) {
      const row = await find(known);
      const { at, id } = known;
      if (row?.customer !== undefined) await remove(knownFeedbackKey(row.customer, at, id));
      await remove(feedbackKey(at, id));
      // Last: a second call finds by it what a crash left.
      if (row?.contact !== undefined)
        await remove(feedbackFromKey(row.contact.channel, row.contact.hmac, at, id));
    },
  };
}

function contextOf(id: FeedbackId): EncryptionContext {
  return { purpose: "feedback", about: id };
}
