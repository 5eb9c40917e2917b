import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { CARD_TOKEN_BYTES, CardToken, cardTokenOf } from "../../model/customer-card.ts";
import { type Identity, Instant } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Key } from "../../platform/aws/key.ts";
import { getRow, transact } from "../../platform/aws/table.store.ts";
import { decrypt, type EncryptionContext, encrypt, NONCE_BYTES } from "../../platform/crypto/encryption.ts";
import { hashIdentity } from "../../platform/crypto/identity.ts";
import type { Pause } from "../../platform/pause.ts";
import type { RandomBytes } from "../../platform/random.ts";
import type { ContactKeys } from "../contacts/contact.store.ts";
import { saltStore } from "../contacts/salt.store.ts";
import { identityRowKey } from "../keys/customer.keys.ts";
import { cardKey, knownIdentityKey } from "../keys/people.keys.ts";

/** A customer's card. `version`: the first that they had is 1. */
export interface CustomerCard {
  readonly token: CardToken;
  readonly version: number;
  readonly since: Instant;
}

/** What replacing a card is of: its version, 0 where the customer has none yet. */
export interface CardReplacement {
  readonly instead: number;
  readonly at: Instant;
}

/**
 * A customer has one card or none. It finds them at a till, as their addresses do, and does nothing else: no session and no consent
 * comes of it. The token is encrypted as addresses are, so that its customer, and nobody with a copy of the table, sees it again.
 */
export interface CardStore {
  /** The card; undefined where there is none, and while the customer is being forgotten. */
  read(customer: CustomerId): Promise<CustomerCard | undefined>;
  /**
   * A new card in place of the one of that version, which names nobody from then on. `stale`: the customer has another by now, or
   * is being forgotten; then nothing was changed. So a form that is sent twice makes one card.
   */
  replace(customer: CustomerId, replacement: CardReplacement): Promise<"replaced" | "stale">;
  /** Whose card this is; undefined for one that was replaced, and for one that never was. */
  customerOf(token: CardToken): Promise<CustomerId | undefined>;
}

const CardRow = z.object({
  sealed: z.string().min(1).max(200),
  hmac: z.string(),
  version: z.number().int().min(1),
  at: Instant,
});
const Owner = z.object({ customer: CustomerId });

export interface CardStoreDeps {
  /** The keys of addresses and identities: a card is encrypted and found as they are. */
  readonly keys: ContactKeys;
  readonly random: RandomBytes;
  readonly pause: Pause;
}

export function cardStore(
  dynamo: DynamoDBClient,
  table: string,
  { keys, random, pause }: CardStoreDeps,
): CardStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);

  async function rowOf(customer: CustomerId) {
    const row = await getRow(rows, cardKey(customer));
    return row === undefined ? undefined : CardRow.parse(row);
  }
  async function newWrites(
    customer: CustomerId,
    { instead, at }: CardReplacement,
    salt: string,
  ): Promise<TransactWriteItem[]> {
    const token = cardTokenOf(random(CARD_TOKEN_BYTES));
    const identity = identityOfCard(await keys.identities(), token);
    const sealed = encrypt(
      await keys.addresses(),
      Buffer.from(salt, "base64url"),
      random(NONCE_BYTES),
      contextOf(customer),
      token,
    );
    const row = { sealed, hmac: identity.hmac, version: instead + 1, at };
    return [
      {
        Put: {
          TableName: table,
          Item: marshall({ ...cardKey(customer), ...row }),
          ConditionExpression: instead === 0 ? "attribute_not_exists(pk)" : "version = :instead",
          ...(instead > 0 && { ExpressionAttributeValues: marshall({ ":instead": instead }) }),
        },
      },
      {
        Put: {
          TableName: table,
          Item: marshall({ ...identityRowKey(identity), customer }),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      {
        Put: {
          TableName: table,
          Item: marshall({ ...knownIdentityKey(customer, identity.kind, identity.hmac), ...identity }),
        },
      },
      salts.check(customer, salt),
    ];
  }
  function formerWrites(customer: CustomerId, hmac: string): TransactWriteItem[] {
    const identity: Identity = { kind: "customerCard", hmac };
    const remove = (key: Key) => ({ TableName: table, Key: marshall({ pk: key.pk, sk: key.sk }) });
    return [
      {
        Delete: {
          ...remove(identityRowKey(identity)),
          ConditionExpression: "attribute_not_exists(pk) OR customer = :customer",
          ExpressionAttributeValues: marshall({ ":customer": customer }),
        },
      },
      { Delete: remove(knownIdentityKey(customer, identity.kind, hmac)) },
    ];
  }

  return {
    async read(customer) {
      const [row, salt] = await Promise.all([rowOf(customer), salts.read(customer)]);
      if (row === undefined || salt === undefined) return undefined;
      const opened = decrypt(
        await keys.addresses(),
        Buffer.from(salt, "base64url"),
        contextOf(customer),
        row.sealed,
      );
      return { token: CardToken.parse(opened), version: row.version, since: row.at };
    },
    async replace(customer, replacement) {
      const attempt = async () => {
        const [before, salt] = await Promise.all([rowOf(customer), salts.read(customer)]);
        if (salt === undefined || (before?.version ?? 0) !== replacement.instead) return "stale";
        const { kind } = await transact(rows, [
          ...(await newWrites(customer, replacement, salt)),
          ...(before === undefined ? [] : formerWrites(customer, before.hmac)),
        ]);
        return kind === "written" ? "replaced" : "lost";
      };
      return retryContended("the card of one customer", attempt, { pause });
    },
    async customerOf(token) {
      const row = await getRow(rows, identityRowKey(identityOfCard(await keys.identities(), token)));
      return row === undefined ? undefined : Owner.parse(row).customer;
    },
  };
}

/** The identity under which a till's purchases find the customer of a card. `key`: that of identities. */
function identityOfCard(key: string, token: CardToken): Identity {
  return { kind: "customerCard", hmac: hashIdentity(key, token) };
}

function contextOf(customer: CustomerId): EncryptionContext {
  return { purpose: "card", about: customer };
}
