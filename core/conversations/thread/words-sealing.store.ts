import { DeleteItemCommand, type DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { ConversationId } from "../../model/conversation.ts";
import type { CustomerId } from "../../model/customer.ts";
import { epochSeconds } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { saltStore } from "../../people/contacts/salt.store.ts";
import { conversationSaltKey } from "../../people/keys/conversation.keys.ts";
import type { WrittenKeys } from "../../people/records/people.store.ts";
import { getRow } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import {
  decrypt,
  type EncryptionContext,
  encrypt,
  NONCE_BYTES,
  SALT_BYTES,
} from "../../platform/crypto/encryption.ts";
import type { SaidEvent } from "./append.ts";
import { SealedWords } from "./event.ts";

const DAY_S = 24 * 60 * 60;

/**
 * The salt of one conversation's words: of a customer's conversation encrypted under their own salt (`sealed`), so that
 * forgetting them makes every copy unreadable; of a stranger's as it is. It expires with the days for which words are kept.
 */
const SaltRow = z.union([
  z.object({ sealed: z.string(), expires: z.number() }),
  z.object({ salt: z.string(), expires: z.number() }),
]);
type SaltRow = z.infer<typeof SaltRow>;

/** `keptDays`: how long after its last event the words of a conversation can be read. */
export interface SealingDeps extends WrittenKeys {
  readonly keptDays: () => Promise<number>;
  readonly now: Now;
}

interface Written {
  readonly customer: CustomerId | undefined;
  readonly isNew: boolean;
  readonly at: Instant;
}

export function wordsSealing(
  dynamo: DynamoDBClient,
  table: string,
  { key, random, keptDays, now }: SealingDeps,
) {
  const people = { dynamo, name: table };
  const salts = saltStore(dynamo, table);

  async function saltRow(conversation: ConversationId): Promise<SaltRow | undefined> {
    const row = await getRow(people, conversationSaltKey(conversation));
    const salt = row && SaltRow.parse(row);
    // DynamoDB deletes late.
    return salt === undefined || salt.expires <= epochSeconds(now()) ? undefined : salt;
  }
  async function bytesOf(conversation: ConversationId, customer: CustomerId | undefined, row: SaltRow) {
    if ("salt" in row) return bytes(row.salt);
    const own = customer === undefined ? undefined : await salts.read(customer);
    if (customer === undefined || own === undefined) return undefined;
    return bytes(decrypt(await key(), bytes(own), wrapping(conversation, customer), row.sealed));
  }
  async function wrap(conversation: ConversationId, customer: CustomerId | undefined, salt: Uint8Array) {
    const text = Buffer.from(salt).toString("base64url");
    if (customer === undefined) return { salt: text };
    const own = await salts.read(customer);
    if (own === undefined) return undefined;
    const context = wrapping(conversation, customer);
    return { sealed: encrypt(await key(), bytes(own), random(NONCE_BYTES), context, text) };
  }
  function saltWrite(
    conversation: ConversationId,
    held: SaltRow | undefined,
    row: SaltRow,
  ): TransactWriteItem {
    const [name, value] =
      held === undefined ? [] : (Object.entries(held).find(([one]) => one !== "expires") ?? []);
    return {
      Put: {
        TableName: table,
        Item: marshall({ ...conversationSaltKey(conversation), ...row }),
        ...(name === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: `${name} = :held`,
              ExpressionAttributeValues: marshall({ ":held": value }),
            }),
      },
    };
  }

  return {
    /**
     * The words of these events encrypted, in their order, with the writes that belong into the same transaction: they keep
     * the salt for its days from now. Undefined: there is no salt to encrypt them under any more.
     */
    async seal(conversation: ConversationId, { customer, isNew, at }: Written, events: readonly SaidEvent[]) {
      const held = isNew ? undefined : await saltRow(conversation);
      const salt =
        held === undefined
          ? isNew
            ? random(SALT_BYTES)
            : undefined
          : await bytesOf(conversation, customer, held);
      const hasWords = events.some(({ words }) => words !== undefined);
      if (salt === undefined) return hasWords ? undefined : { writes: [], ciphertexts: [] };
      const kept = held === undefined ? await wrap(conversation, customer, salt) : held;
      if (kept === undefined) return undefined;
      const expires = epochSeconds(at) + (await keptDays()) * DAY_S;
      const contactKey = await key();
      return {
        writes: [saltWrite(conversation, held, { ...kept, expires })],
        ciphertexts: events.map(({ event, words }) =>
          words === undefined
            ? undefined
            : encrypt(
                contactKey,
                salt,
                random(NONCE_BYTES),
                contextOf(conversation, event.sequence),
                JSON.stringify(words),
              ),
        ),
      };
    },
    async openAll(
      conversation: ConversationId,
      customer: CustomerId | undefined,
      rows: readonly { readonly sequence: number; readonly sealed?: string | undefined }[],
    ): Promise<ReadonlyMap<number, SealedWords>> {
      const held = await saltRow(conversation);
      const salt = held && (await bytesOf(conversation, customer, held));
      if (salt === undefined) return new Map();
      const contactKey = await key();
      const open = (sequence: number, sealed: string) =>
        SealedWords.parse(JSON.parse(decrypt(contactKey, salt, contextOf(conversation, sequence), sealed)));
      return new Map(
        rows.flatMap(({ sequence, sealed }) =>
          sealed === undefined ? [] : [[sequence, open(sequence, sealed)] as const],
        ),
      );
    },
    async shred(conversation: ConversationId): Promise<void> {
      await dynamo.send(
        new DeleteItemCommand({ TableName: table, Key: marshall(conversationSaltKey(conversation)) }),
      );
    },
  };
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, "base64url");
}

function contextOf(conversation: ConversationId, sequence: number): EncryptionContext {
  return { purpose: "conversation", about: `${conversation} ${sequence}` };
}

function wrapping(conversation: ConversationId, customer: CustomerId): EncryptionContext {
  return { purpose: "conversation salt", about: `${customer} ${conversation}` };
}
