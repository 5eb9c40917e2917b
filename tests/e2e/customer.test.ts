import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineAddress, localCredentials, localRegion } from "../../cli/settings.ts";
import { CustomerId, type KnownCustomer } from "../../core/model/customer.ts";
import type { Identity } from "../../core/model/purchase.ts";
import { customerStore } from "../../core/people/records/customer.store.ts";

const dynamo = new DynamoDBClient({
  endpoint: engineAddress().endpoint,
  region: localRegion,
  credentials: localCredentials,
});
const table = `people-${randomUUID()}`;
const customers = customerStore(dynamo, table);

beforeAll(async () => {
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    }),
  );
});
afterAll(async () => {
  await dynamo.send(new DeleteTableCommand({ TableName: table }));
});

const someone = (letter: string, causes: KnownCustomer["causes"] = []): KnownCustomer => ({
  customer: CustomerId.parse(`cus_${letter.repeat(26)}`),
  causes,
});
const email = (letter: string): Identity => ({ kind: "email", hmac: letter.repeat(43) });
const phone = (letter: string): Identity => ({ kind: "phone", hmac: letter.repeat(43) });

describe("a customer", () => {
  test("is found by each of their identities, with what they chose last", async () => {
    const ann = someone("a", [{ cause: "rivers", weight: 2 }]);
    expect(await customers.save(ann, [email("a"), phone("a")])).toBe("saved");
    expect(await customers.findByIdentity(phone("a"))).toEqual(ann);
    expect(await customers.save({ ...ann, causes: [] }, [email("a")])).toBe("saved");
    expect(await customers.findByIdentity(email("a"))).toEqual(someone("a"));
  });
  test("is not found by an unknown identity, nor by a known one of another kind", async () => {
    await customers.save(someone("b"), [email("b")]);
    expect(await customers.findByIdentity(phone("b"))).toBeUndefined();
  });
  test("cannot take another's identity: then nothing is saved", async () => {
    await customers.save(someone("c"), [email("c")]);
    expect(await customers.save(someone("d"), [phone("d"), email("c")])).toBe("identityTaken");
    expect(await customers.findByIdentity(phone("d"))).toBeUndefined();
    expect(await customers.findByIdentity(email("c"))).toEqual(someone("c"));
  });
});
