import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { ConversationId, type WordsId } from "../../model/conversation.ts";
import type { CustomerId } from "../../model/customer.ts";
import { epochSeconds } from "../../model/instant.ts";
import { saltStore } from "../../people/contacts/salt.store.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import {
  conversationEventKey,
  conversationHeadKey,
  conversationPartition,
  deskKey,
  deskPartition,
  eventsAfter,
  heardKey,
  KNOWN_CONVERSATIONS,
  knownConversationKey,
  strangerConversationKey,
  strangerPartition,
  strangerTalkingKey,
  talkingKey,
} from "../../people/keys/conversation.keys.ts";
import { customerPartition } from "../../people/keys/people.keys.ts";
import type { Key } from "../../platform/aws/key.ts";
import { getAll, getRow, queryAll, queryPages, transact } from "../../platform/aws/table.store.ts";
import type { SaidEvent } from "./append.ts";
import { type DeskQueue, deskPlace } from "./desk-queue.ts";
import { ConversationEvent, type SealedWords, type WordsChannel } from "./event.ts";
import { ConversationHead } from "./head.ts";
import { type Unnaming, unnaming } from "./unnaming.store.ts";
import { type SealingDeps, wordsSealing } from "./words-sealing.store.ts";

/** Longer than the same words are handed over again. */
const HEARD_KEPT_SECONDS = 400 * 24 * 60 * 60;
/** A batch read takes no more. */
export const DESK_PAGE_MAX = 100;

/** Who writes: a customer, or whoever has an address that is no customer's. Of who stays unnamed nothing is known. */
export interface Party {
  readonly customer?: CustomerId | undefined;
  readonly address?: AddressHash | undefined;
}

/**
 * One write to a conversation.
 * - `before`: the head that it builds on; absent: it opens
 * - `heard`: the words that become an event now, and by whom; `was`: the conversation that they would have continued
 */
export interface ConversationWrite {
  readonly before?: ConversationHead;
  readonly after: ConversationHead;
  readonly events: readonly SaidEvent[];
  readonly heard?: {
    readonly words: WordsId;
    readonly party: Party;
    readonly channel: WordsChannel;
    readonly was?: ConversationId;
  };
}

export interface Heard {
  readonly conversation: ConversationId;
  readonly sequence: number;
}

/** An event with what it says, as long as that can be read. */
export interface ReadEvent extends ConversationEvent {
  readonly words: SealedWords | undefined;
}

export interface DeskPage {
  readonly heads: readonly ConversationHead[];
  /** Pass it as `after` for the next; absent at the end. */
  readonly next?: string;
}

export interface ConversationStore extends Unnaming {
  head(conversation: ConversationId): Promise<ConversationHead | undefined>;
  /** All events in their order, with their words; without any once they are forgotten or past their days. */
  read(head: Pick<ConversationHead, "conversation" | "customer">): Promise<readonly ReadEvent[]>;
  /** The event that these words are already. */
  heardBefore(words: WordsId): Promise<Heard | undefined>;
  /** The conversation that a party's next words on a channel may continue. */
  talking(party: Party, channel: WordsChannel): Promise<ConversationId | undefined>;
  /**
   * Events, head and places of one write, all or nothing. `lost`: somebody else wrote meanwhile, or these words are heard:
   * read again. `sealedOff`: no words can be kept here any more: the customer is being forgotten, or the words are gone.
   */
  append(write: ConversationWrite): Promise<"appended" | "lost" | "sealedOff">;
  /** Conversations of a queue, those first that are due first. */
  desk(queue: DeskQueue, page: { readonly limit: number; readonly after?: string }): Promise<DeskPage>;
  ofCustomer(customer: CustomerId): Promise<ConversationId[]>;
  /** Those of an address that is no customer's. */
  ofStranger(address: AddressHash): Promise<ConversationId[]>;
  /** Nobody reads its words from now on, not even in a copy of the table, if their key is a stranger's. A second call changes nothing. */
  shred(conversation: ConversationId): Promise<void>;
}

const SealedRow = z.object({ sequence: z.number(), sealed: z.string().optional() });
const HeardRow = z.object({ conversation: ConversationId, sequence: z.number().int().min(1) });
const NamesConversation = z.object({ conversation: ConversationId });

export function conversationStore(
  dynamo: DynamoDBClient,
  table: string,
  deps: SealingDeps,
): ConversationStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);
  const sealing = wordsSealing(dynamo, table, deps);
  const put = (key: Key, item: object, condition: object = {}): TransactWriteItem => ({
    Put: {
      TableName: table,
      Item: marshall({ ...key, ...item }, { removeUndefinedValues: true }),
      ...condition,
    },
  });

  async function head(conversation: ConversationId): Promise<ConversationHead | undefined> {
    const row = await getRow(rows, conversationHeadKey(conversation));
    return row === undefined ? undefined : ConversationHead.parse(row);
  }

  return {
    head,
    async read({ conversation, customer }) {
      const found = await queryAll(rows, {
        what: "events of a conversation",
        pk: conversationPartition(conversation),
        range: eventsAfter(),
      });
      const words = await sealing.openAll(
        conversation,
        customer,
        found.map((row) => SealedRow.parse(row)),
      );
      return found
        .map((row) => ConversationEvent.parse(row))
        .map((event) => ({ ...event, words: words.get(event.sequence) }));
    },
    async heardBefore(words) {
      const row = await getRow(rows, heardKey(words));
      return row === undefined ? undefined : HeardRow.parse(row);
    },
    async talking(party, channel) {
      const key = talkingPlace(party, channel);
      const row = key && (await getRow(rows, key));
      return row === undefined ? undefined : NamesConversation.parse(row).conversation;
    },
    async append(write) {
      const { before, after, events } = write;
      const { conversation, customer } = after;
      const owned = customer === undefined ? undefined : await salts.read(customer);
      const isForgotten = customer !== undefined && owned === undefined;
      if (isForgotten && (write.heard !== undefined || events.some(({ words }) => words))) return "sealedOff";
      const sealed = await sealing.seal(
        conversation,
        { customer, isNew: before === undefined, at: events.at(-1)?.event.at ?? after.heardAt },
        events,
      );
      if (sealed === undefined) return "sealedOff";
      const outcome = await transact(rows, [
        ...(customer !== undefined && owned !== undefined ? [salts.check(customer, owned)] : []),
        ...sealed.writes,
        ...events.map(({ event }, index) =>
          put(
            conversationEventKey(conversation, event.sequence),
            { ...event, sealed: sealed.ciphertexts[index] },
            { ConditionExpression: "attribute_not_exists(pk)" },
          ),
        ),
        put(
          conversationHeadKey(conversation),
          after,
          before === undefined ? { ConditionExpression: "attribute_not_exists(pk)" } : sameHead(before),
        ),
        ...deskWrites(before, after),
        ...(isForgotten ? [] : partyWrites(write)),
      ]);
      return outcome.kind === "written" ? "appended" : "lost";
    },
    async desk(queue, { limit, after }) {
      const found: { readonly sk: string; readonly conversation: ConversationId }[] = [];
      const most = Math.min(limit, DESK_PAGE_MAX);
      const range = { from: after === undefined ? " " : `${after}!`, to: "~" };
      for await (const page of queryPages(rows, { pk: deskPartition(queue), range })) {
        for (const row of page) found.push({ sk: String(row.sk), ...NamesConversation.parse(row) });
        if (found.length > most) break;
      }
      const some = found.slice(0, most);
      const keys = some.map(({ conversation }) => conversationHeadKey(conversation));
      const read = keys.length === 0 ? [] : await getAll(rows, keys, { what: "conversations" });
      const heads = new Map(
        read.map((row) => ConversationHead.parse(row)).map((one) => [one.conversation, one]),
      );
      const next = found.length > most ? some.at(-1)?.sk : undefined;
      return {
        heads: some.flatMap(({ conversation }) => heads.get(conversation) ?? []),
        ...(next !== undefined && { next }),
      };
    },
    ofCustomer: (customer) => listed(customerPartition(customer)),
    ofStranger: ({ channel, hmac }) => listed(strangerPartition(channel, hmac)),
    shred: sealing.shred,
    ...unnaming(dynamo, table),
  };

  async function listed(pk: string): Promise<ConversationId[]> {
    const found = await queryAll(rows, { what: "conversations of somebody", pk, range: KNOWN_CONVERSATIONS });
    return found.map((row) => NamesConversation.parse(row).conversation);
  }

  /** The one row among the queues, moved where the conversation has another place now. */
  function deskWrites(before: ConversationHead | undefined, after: ConversationHead): TransactWriteItem[] {
    const [from, to] = [before && keyAtDesk(before), keyAtDesk(after)];
    if (from?.pk === to.pk && from.sk === to.sk) return [];
    const { conversation } = after;
    return [
      ...(from === undefined ? [] : [{ Delete: { TableName: table, Key: marshall({ ...from }) } }]),
      put(to, { conversation }),
    ];
  }

  /** The rows by which the party's conversation is found again, and by which these words are heard once. */
  function partyWrites({ after, events, heard }: ConversationWrite): TransactWriteItem[] {
    const { conversation, customer, trouble, state } = after;
    const isComplaint = trouble && state !== "closed";
    const known =
      customer === undefined
        ? []
        : [
            put(knownConversationKey(customer, conversation), {
              customer,
              conversation,
              complaint: isComplaint,
            }),
          ];
    if (heard === undefined) return known;
    const { words, party, channel, was } = heard;
    const talking = talkingPlace(customer === undefined ? party : { customer }, channel);
    const { address } = party;
    return [
      ...known,
      ...(customer === undefined && address !== undefined
        ? [put(strangerConversationKey(address.channel, address.hmac, conversation), { conversation })]
        : []),
      ...(talking === undefined
        ? []
        : [
            put(
              talking,
              { conversation },
              was === undefined
                ? { ConditionExpression: "attribute_not_exists(pk)" }
                : {
                    ConditionExpression: "conversation = :was",
                    ExpressionAttributeValues: marshall({ ":was": was }),
                  },
            ),
          ]),
      put(
        heardKey(words),
        {
          conversation,
          sequence: events[0]?.event.sequence,
          expires: epochSeconds(after.heardAt) + HEARD_KEPT_SECONDS,
        },
        { ConditionExpression: "attribute_not_exists(pk)" },
      ),
    ];
  }
}

/** That nobody wrote since, nor forgot its customer. */
function sameHead({ version, customer }: ConversationHead): object {
  return {
    ConditionExpression: `version = :version${customer === undefined ? "" : " AND customer = :customer"}`,
    ExpressionAttributeValues: marshall({ ":version": version, ...(customer && { ":customer": customer }) }),
  };
}

function keyAtDesk(head: ConversationHead): Key {
  const { queue, due } = deskPlace(head);
  return deskKey(queue, due, head.conversation);
}

/** Undefined for words on a form of somebody who stays unnamed. */
function talkingPlace({ customer, address }: Party, channel: WordsChannel): Key | undefined {
  if (customer !== undefined) return talkingKey(customer, channel);
  return address && strangerTalkingKey(address.channel, address.hmac);
}
