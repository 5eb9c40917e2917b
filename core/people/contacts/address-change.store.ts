import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type * as z from "zod";
import type { ConsentNow, ConsentRecord } from "../../model/consent.ts";
import { CustomerId } from "../../model/customer.ts";
import { epochSeconds } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Key } from "../../platform/aws/key.ts";
import { getRow, transact } from "../../platform/aws/table.store.ts";
import { NONCE_BYTES } from "../../platform/crypto/encryption.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { consentWrites } from "../consent/consent.store.ts";
import { identityRowKey } from "../keys/customer.keys.ts";
import {
  addressKey,
  contactRowKey,
  formerAddressKey,
  knownIdentityKey,
  linkKey,
  newAddressKey,
  suppressionKey,
} from "../keys/people.keys.ts";
import type { Address, ContactKeys } from "./contact.store.ts";
import { ContactRow, decryptAddress, encryptAddress, identityOf } from "./contact.ts";
import { saltStore } from "./salt.store.ts";
import { AddressHash } from "./suppression.ts";

/** A former address is kept for as long as an operator may still have its notice sent again. */
const FORMER_KEPT_DAYS = 7;
const DAY_S = 24 * 60 * 60;

/** The address that a customer wants; `replaces`: the hash of the one that they had when they asked. */
const NewAddress = AddressHash.extend({
  customer: CustomerId,
  sealed: ContactRow.shape.sealed,
  replaces: AddressHash.shape.hmac,
});
const FormerAddress = NewAddress.omit({ replaces: true });

/** What a link to change an address names: from which one to which. */
export interface AddressSwap extends AddressHash {
  readonly replaces: string;
}

/** An address outside of the contacts, and the row that holds it. */
export interface AddressAside extends AddressHash {
  readonly address: string;
  readonly row: Key;
}

/**
 * - `changed`: everything about the address is the new one's, and the link is used
 * - `taken`: purchases with the new address belong to another customer
 * - `suppressed`: the new address must not be written to
 * - `outdated`: the link was used, another change was asked for since, the customer has another address now, or was forgotten
 */
export type Swapped = "changed" | "taken" | "suppressed" | "outdated";

export interface AddressChangeStore {
  /** Keeps the address that a customer wants, encrypted, until `until`. It replaces the one they wanted before. */
  ask(customer: CustomerId, wanted: Address & AddressSwap & { readonly until: Instant }): Promise<void>;
  /** The change that waits for an answer on this channel. */
  asked(customer: CustomerId, channel: Channel): Promise<AddressSwap | undefined>;
  /** The address that a customer wants, in clear text, for the provider and for themselves. */
  newAddress(customer: CustomerId, channel: Channel): Promise<AddressAside | undefined>;
  /** The address that a change replaced, if its owner had confirmed it: for the notice. */
  formerAddress(customer: CustomerId, change: string): Promise<AddressAside | undefined>;
  /**
   * Gives the customer their new address, all or nothing: contact, `address#` and identity rows, the consents that go on
   * there, and the use of the link. The identity of an old address that its owner had confirmed stays: purchases with it stay
   * the customer's.
   * Only one of two calls with the same link is `changed`. `lost`: consents or contact are not those that were read; read
   * them again.
   */
  swap(
    customer: CustomerId,
    link: { readonly hash: string },
    swap: AddressSwap,
    consents: { readonly records: readonly ConsentRecord[]; readonly existing: readonly ConsentNow[] },
    at: Instant,
  ): Promise<Swapped | "lost">;
}

export function addressChangeStore(
  dynamo: DynamoDBClient,
  table: string,
  { keys, random }: { readonly keys: ContactKeys; readonly random: RandomBytes },
): AddressChangeStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);

  const sealingOf = async (salt: string) =>
    ({ key: await keys.addresses(), salt: Buffer.from(salt, "base64url") }) as const;
  async function wanted(customer: CustomerId, channel: Channel) {
    const row = await getRow(rows, newAddressKey(customer, channel));
    return row === undefined ? undefined : NewAddress.parse(row);
  }
  async function read(
    key: Key,
    place: "new" | "former",
    found: z.infer<typeof FormerAddress> | undefined,
  ): Promise<AddressAside | undefined> {
    const salt = found && (await salts.read(found.customer));
    if (found === undefined || salt === undefined) return undefined;
    const { customer, channel, hmac, sealed } = found;
    const sealing = await sealingOf(salt);
    const address = decryptAddress(sealing.key, sealing.salt, { customer, channel, place }, sealed);
    return { channel, hmac, address, row: key };
  }

  async function isTheirs(before: ContactRow): Promise<boolean> {
    const owner = await getRow(rows, identityRowKey(identityOf(before)));
    return owner?.customer === before.customer;
  }

  return {
    async ask(customer, { channel, address, hmac, replaces, until }) {
      await retryContended("the new address of one customer", async () => {
        const salt = await salts.some(customer, random);
        const sealing = await sealingOf(salt);
        const owner = { customer, channel, place: "new" } as const;
        const sealed = encryptAddress(sealing.key, sealing.salt, random(NONCE_BYTES), owner, address);
        const row = { customer, channel, hmac, replaces, sealed, expires: epochSeconds(until) };
        const { kind } = await transact(rows, [
          salts.check(customer, salt),
          { Put: { TableName: table, Item: marshall({ ...newAddressKey(customer, channel), ...row }) } },
        ]);
        return kind === "written" ? kind : "lost";
      });
    },
    async asked(customer, channel) {
      const row = await wanted(customer, channel);
      return row && { channel, hmac: row.hmac, replaces: row.replaces };
    },
    async newAddress(customer, channel) {
      return read(newAddressKey(customer, channel), "new", await wanted(customer, channel));
    },
    async formerAddress(customer, change) {
      const key = formerAddressKey(customer, change);
      const row = await getRow(rows, key);
      return read(key, "former", row && FormerAddress.parse(row));
    },
    async swap(customer, link, { channel, hmac, replaces }, { records, existing }, at) {
      const [salt, contactRow, next] = await Promise.all([
        salts.read(customer),
        getRow(rows, contactRowKey(customer, channel)),
        wanted(customer, channel),
      ]);
      const before = contactRow && ContactRow.parse(contactRow);
      if (salt === undefined || before?.hmac !== replaces) return "outdated";
      if (next?.hmac !== hmac || next.replaces !== replaces) return "outdated";
      const { key, salt: bytes } = await sealingOf(salt);
      const owner = { customer, channel } as const;
      const moved = (from: string, was: "new" | undefined, place: "former" | undefined) =>
        encryptAddress(
          key,
          bytes,
          random(NONCE_BYTES),
          { ...owner, ...(place && { place }) },
          decryptAddress(key, bytes, { ...owner, ...(was && { place: was }) }, from),
        );
      const contact = {
        customer,
        channel,
        hmac,
        sealed: moved(next.sealed, "new", undefined),
        confirmed: true,
        at,
      };
      const former = { customer, channel, hmac: replaces, sealed: moved(before.sealed, undefined, "former") };
      const outcome = await transact(rows, [
        ...guards(table, { customer, channel, hmac }, link, at),
        salts.check(customer, salt),
        {
          Put: {
            TableName: table,
            Item: marshall({ ...contactRowKey(customer, channel), ...contact }),
            ConditionExpression: "sealed = :sealed AND confirmed = :confirmed",
            ExpressionAttributeValues: marshall({
              ":sealed": before.sealed,
              ":confirmed": before.confirmed,
            }),
          },
        },
        {
          Delete: {
            TableName: table,
            Key: marshall(newAddressKey(customer, channel)),
            ConditionExpression: "sealed = :sealed",
            ExpressionAttributeValues: marshall({ ":sealed": next.sealed }),
          },
        },
        ...addressWrites(table, customer, { channel, hmac }, replaces),
        ...(before.confirmed
          ? [putFormer(table, former, link, at)]
          : identityReleases(table, before, await isTheirs(before))),
        ...consentWrites(table, records, existing),
      ]);
      if (outcome.kind === "written") return "changed";
      if (outcome.kind === "conflict") return "lost";
      const first = outcome.failed.map(({ index }) => GUARDS[index]).find((one) => one !== undefined);
      return first ?? "lost";
    },
  };
}

/** What each of {@link guards} says when it fails, in their order. */
const GUARDS: readonly Swapped[] = ["outdated", "suppressed", "taken"];

/** The writes whose conditions are the reasons not to change anything: the link is used up, nobody else's is the address. */
function guards(
  table: string,
  { customer, ...address }: AddressHash & { readonly customer: CustomerId },
  link: { readonly hash: string },
  at: Instant,
): TransactWriteItem[] {
  return [
    {
      Update: {
        TableName: table,
        Key: marshall(linkKey(customer, link.hash)),
        UpdateExpression: "SET usedAt = :at",
        ConditionExpression: "purpose = :purpose AND expiresAt > :at AND attribute_not_exists(usedAt)",
        ExpressionAttributeValues: marshall({ ":at": at, ":purpose": "changeAddress" }),
      },
    },
    {
      ConditionCheck: {
        TableName: table,
        Key: marshall(suppressionKey(address.channel, address.hmac)),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    {
      Put: {
        TableName: table,
        Item: marshall({ ...identityRowKey(identityOf(address)), customer }),
        ConditionExpression: "attribute_not_exists(pk) OR customer = :customer",
        ExpressionAttributeValues: marshall({ ":customer": customer }),
      },
    },
  ];
}

function putFormer(
  table: string,
  former: z.infer<typeof FormerAddress>,
  link: { readonly hash: string },
  at: Instant,
): TransactWriteItem {
  const expires = epochSeconds(at) + FORMER_KEPT_DAYS * DAY_S;
  const Item = marshall({ ...formerAddressKey(former.customer, link.hash), ...former, expires });
  return { Put: { TableName: table, Item } };
}

/** What nobody confirmed may be a stranger's: no notice goes there, and no purchase with it is the customer's. */
function identityReleases(table: string, before: ContactRow, isTheirs: boolean): TransactWriteItem[] {
  if (!isTheirs) return [];
  const identity = identityOf(before);
  const { customer } = before;
  return [
    {
      Delete: {
        TableName: table,
        Key: marshall(identityRowKey(identity)),
        ConditionExpression: "customer = :customer",
        ExpressionAttributeValues: marshall({ ":customer": customer }),
      },
    },
    {
      Delete: {
        TableName: table,
        Key: marshall(knownIdentityKey(customer, identity.kind, identity.hmac)),
      },
    },
  ];
}

/** The rows by which the new address is found, in place of the old one's. */
function addressWrites(
  table: string,
  customer: CustomerId,
  address: AddressHash,
  replaces: string,
): TransactWriteItem[] {
  const { channel, hmac } = address;
  const identity = identityOf(address);
  return [
    { Put: { TableName: table, Item: marshall({ ...addressKey(channel, hmac, customer), customer }) } },
    { Delete: { TableName: table, Key: marshall(addressKey(channel, replaces, customer)) } },
    {
      Put: {
        TableName: table,
        Item: marshall({ ...knownIdentityKey(customer, identity.kind, identity.hmac), ...identity }),
      },
    },
  ];
}
