import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Key } from "../../platform/aws/key.ts";
import { getRow, queryAll, transact } from "../../platform/aws/table.store.ts";
import { NONCE_BYTES } from "../../platform/crypto/encryption.ts";
import { formerForms, hashIdentity } from "../../platform/crypto/identity.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { identityRowKey } from "../keys/customer.keys.ts";
import {
  addressKey,
  addressPartition,
  CONTACTS,
  contactRowKey,
  customerPartition,
  knownIdentityKey,
  suppressionKey,
} from "../keys/people.keys.ts";
import { ContactRow, decryptAddress, encryptAddress, identityOf } from "./contact.ts";
import { type ForgottenStore, forgottenStore } from "./forgotten.store.ts";
import { saltStore } from "./salt.store.ts";
import type { AddressHash } from "./suppression.ts";

/** An address in its normal form (normalEmail, normalPhone). */
export interface Address {
  readonly channel: Channel;
  readonly address: string;
}

/**
 * - `addresses`: the contact key, under which addresses are encrypted
 * - `identities`: the identity key, under which they are hashed, as purchases are
 */
export interface ContactKeys {
  readonly addresses: () => Promise<string>;
  readonly identities: () => Promise<string>;
}

export interface ContactStore extends ForgottenStore {
  /**
   * The hash by which an address is suppressed and found: that of its former form, where a customer or a suppression is kept
   * under that one and none under this.
   */
  hashOf(address: Address): Promise<AddressHash>;
  /**
   * Replaces the customer's address on this channel, with its identity. Not confirmed, unless it is the same address.
   * With `identify` the purchases of this address become the customer's: `identityTaken` when they are another
   * customer's; then nothing was saved. Repeating it changes nothing.
   */
  saveAddress(
    customer: CustomerId,
    contact: Address & { readonly at: Instant; readonly identify: boolean },
  ): Promise<"saved" | "identityTaken">;
  /**
   * Confirms that the owner answered from this address. Purchases made with it become the customer's, unless they are
   * another customer's already (a phone in a family): the address is confirmed all the same. `changed`: the customer has
   * another address now.
   */
  confirmAddress(customer: CustomerId, address: AddressHash): Promise<"confirmed" | "changed">;
  /** The address in clear text, for the provider only. Undefined when there is none, or the customer was forgotten. */
  readAddress(customer: CustomerId, channel: Channel): Promise<string | undefined>;
  contacts(customer: CustomerId): Promise<ContactRow[]>;
  /** Every customer with this address. */
  customersAt(address: AddressHash): Promise<CustomerId[]>;
  /** The customer to whom purchases with this address belong. */
  customerOf(address: AddressHash): Promise<CustomerId | undefined>;
}

const Owner = z.object({ customer: CustomerId });

export function contactStore(
  dynamo: DynamoDBClient,
  table: string,
  { keys, random }: { readonly keys: ContactKeys; readonly random: RandomBytes },
): ContactStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);

  async function contact(customer: CustomerId, channel: Channel): Promise<ContactRow | undefined> {
    const row = await getRow(rows, contactRowKey(customer, channel));
    return row === undefined ? undefined : ContactRow.parse(row);
  }
  async function ownerOf(address: AddressHash): Promise<CustomerId | undefined> {
    const row = await getRow(rows, identityRowKey(identityOf(address)));
    return row === undefined ? undefined : Owner.parse(row).customer;
  }
  async function isKept(hash: AddressHash): Promise<boolean> {
    const { channel, hmac } = hash;
    if ((await ownerOf(hash)) !== undefined) return true;
    if ((await getRow(rows, suppressionKey(channel, hmac))) !== undefined) return true;
    return (await customersAt(hash)).length > 0;
  }
  async function hashOf({ channel, address }: Address): Promise<AddressHash> {
    const key = await keys.identities();
    const hash = { channel, hmac: hashIdentity(key, address) };
    const former = formerForms(address).map((form) => ({ channel, hmac: hashIdentity(key, form) }));
    if (former.length === 0 || (await isKept(hash))) return hash;
    for (const one of former) if (await isKept(one)) return one;
    return hash;
  }
  async function customersAt({ channel, hmac }: AddressHash): Promise<CustomerId[]> {
    const found = await queryAll(rows, {
      what: "customers at an address",
      pk: addressPartition(channel, hmac),
    });
    return found.map((row) => Owner.parse(row).customer);
  }
  /** Assigns the purchases of this address to the customer, with the row by which forgetting finds that. */
  function identityWrites(customer: CustomerId, address: AddressHash): TransactWriteItem[] {
    const identity = identityOf(address);
    return [
      {
        Put: {
          TableName: table,
          Item: marshall({ ...identityRowKey(identity), customer }),
          ConditionExpression: "attribute_not_exists(pk) OR customer = :customer",
          ExpressionAttributeValues: marshall({ ":customer": customer }),
        },
      },
      {
        Put: {
          TableName: table,
          Item: marshall({ ...knownIdentityKey(customer, identity.kind, identity.hmac), ...identity }),
        },
      },
    ];
  }
  async function replacedWrites(before: ContactRow | undefined, hmac: string): Promise<TransactWriteItem[]> {
    if (before === undefined || before.hmac === hmac) return [];
    const identity = identityOf(before);
    const remove = (key: Key): TransactWriteItem => ({
      Delete: { TableName: table, Key: marshall({ pk: key.pk, sk: key.sk }) },
    });
    const address = remove(addressKey(before.channel, before.hmac, before.customer));
    if ((await ownerOf(before)) !== before.customer) return [address];
    return [
      address,
      remove(knownIdentityKey(before.customer, identity.kind, identity.hmac)),
      {
        Delete: {
          TableName: table,
          Key: marshall(identityRowKey(identity)),
          ConditionExpression: "customer = :customer",
          ExpressionAttributeValues: marshall({ ":customer": before.customer }),
        },
      },
    ];
  }

  return {
    ...forgottenStore(dynamo, table),
    hashOf,
    customerOf: ownerOf,
    async saveAddress(customer, { channel, address, at, identify }) {
      const { hmac } = await hashOf({ channel, address });
      return retryContended("the address of one customer", async () => {
        const owner = identify ? await ownerOf({ channel, hmac }) : undefined;
        if (owner !== undefined && owner !== customer) return "identityTaken";
        const salt = await salts.some(customer, random);
        const before = await contact(customer, channel);
        const sealed = encryptAddress(
          await keys.addresses(),
          Buffer.from(salt, "base64url"),
          random(NONCE_BYTES),
          { customer, channel },
          address,
        );
        const confirmed = before?.hmac === hmac && before.confirmed;
        const row: ContactRow = { customer, channel, hmac, sealed, confirmed, at };
        const { kind } = await transact(rows, [
          salts.check(customer, salt),
          {
            Put: {
              TableName: table,
              Item: marshall({ ...contactRowKey(customer, channel), ...row }),
              ...asItWas(before),
            },
          },
          {
            Put: {
              TableName: table,
              Item: marshall({ ...addressKey(channel, hmac, customer), customer }),
            },
          },
          ...(identify ? identityWrites(customer, { channel, hmac }) : []),
          ...(await replacedWrites(before, hmac)),
        ]);
        return kind === "written" ? "saved" : "lost";
      });
    },
    async confirmAddress(customer, { channel, hmac }) {
      return retryContended("the address of one customer", async () => {
        const before = await contact(customer, channel);
        if (before?.hmac !== hmac) return "changed";
        const owner = await ownerOf({ channel, hmac });
        const free = owner === undefined || owner === customer;
        const { kind } = await transact(rows, [
          {
            Put: {
              TableName: table,
              Item: marshall({ ...contactRowKey(customer, channel), ...before, confirmed: true }),
              ...asItWas(before),
            },
          },
          ...(free ? identityWrites(customer, { channel, hmac }) : []),
        ]);
        return kind === "written" ? "confirmed" : "lost";
      });
    },
    async readAddress(customer, channel) {
      const [salt, row] = await Promise.all([salts.read(customer), contact(customer, channel)]);
      if (salt === undefined || row === undefined) return undefined;
      const bytes = Buffer.from(salt, "base64url");
      return decryptAddress(await keys.addresses(), bytes, { customer, channel }, row.sealed);
    },
    async contacts(customer) {
      const found = await queryAll(rows, {
        what: "contacts",
        pk: customerPartition(customer),
        range: CONTACTS,
      });
      return found.map((row) => ContactRow.parse(row));
    },
    customersAt,
  };
}

/** Each saving has a new nonce, so that the ciphertext tells one state of the row from another. */
function asItWas(before: ContactRow | undefined) {
  if (before === undefined) return { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ConditionExpression: "sealed = :sealed AND confirmed = :confirmed",
    ExpressionAttributeValues: marshall({ ":sealed": before.sealed, ":confirmed": before.confirmed }),
  };
}
