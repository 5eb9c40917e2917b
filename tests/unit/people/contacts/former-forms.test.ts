import { DynamoDBClient, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { CustomerId } from "../../../../core/model/customer.ts";
import { contactStore } from "../../../../core/people/contacts/contact.store.ts";
import { hashIdentity } from "../../../../core/platform/crypto/identity.ts";

const KEY = "k".repeat(64);
const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const dynamo = mockClient(DynamoDBClient);
const keys = { addresses: async () => KEY, identities: async () => KEY };
const contacts = contactStore(new DynamoDBClient({}), "People", {
  keys,
  random: (bytes) => new Uint8Array(bytes),
});

const today = { channel: "email", address: "ada@xn--bcher-kva.example" } as const;
const hash = (address: string) => hashIdentity(KEY, address);

/** The table holds these keys. */
function holds(...partitions: readonly string[]): void {
  dynamo.on(GetItemCommand).callsFake(({ Key }) => {
    const { pk, sk } = Key;
    return partitions.includes(pk.S) ? { Item: marshall({ pk: pk.S, sk: sk.S, customer: ann }) } : {};
  });
  dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues }) => {
    const pk = ExpressionAttributeValues[":pk"].S;
    return { Items: partitions.includes(pk) ? [marshall({ pk, sk: "customer", customer: ann })] : [] };
  });
}

beforeEach(() => dynamo.reset());

describe("an address that was hashed in another form once", () => {
  test.each(["identity#email#", "suppression#email#", "address#email#"])(
    "is found under that one, where %s is kept there",
    async (partition) => {
      holds(`${partition}${hash("ada@bücher.example")}`);
      const { hmac } = await contacts.hashOf(today);
      expect(hmac).toBe(hash("ada@bücher.example"));
    },
  );

  test("belongs to the customer who was known by it", async () => {
    holds(`identity#email#${hash("ada@bücher.example")}`);
    expect(await contacts.customerOf(await contacts.hashOf(today))).toBe(ann);
  });

  test("is hashed in today's form, where anything is kept under that, or nothing at all", async () => {
    holds();
    expect((await contacts.hashOf(today)).hmac).toBe(hash(today.address));
    holds(`identity#email#${hash(today.address)}`, `identity#email#${hash("ada@bücher.example")}`);
    expect((await contacts.hashOf(today)).hmac).toBe(hash(today.address));
  });

  test("costs others no read", async () => {
    holds();
    await contacts.hashOf({ channel: "email", address: "ada@example.com" });
    expect(dynamo.calls()).toHaveLength(0);
  });
});
