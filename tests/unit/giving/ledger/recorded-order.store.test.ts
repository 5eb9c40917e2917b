import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { bucketKey } from "../../../../core/giving/ledger/ledger.keys.ts";
import { recordedOrderStore } from "../../../../core/giving/ledger/recorded-order.store.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import { accrual } from "../../../support/ledger-entries.ts";

const dynamo = mockClient(DynamoDBClient);
const store = recordedOrderStore(new DynamoDBClient({ region: "us-east-1" }), "Ledger", 1);
const customer = CustomerId.parse("cus_01jd8z3k5t9m2p4r6v8x0y1w3e");
const gift = accrual({ orderId: "1" });
const place = { pk: bucketKey("2026-11-22T13:35Z", 0), sk: "standard#pos#1#accrual" };
const stored = (value: Record<string, unknown>) => marshall(value, { removeUndefinedValues: true });

beforeEach(() => dynamo.reset());

describe("a purchase as it is recorded", () => {
  test("is read by its order, from the bucket of its minute, as one query", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [stored({ ...place, ...gift })] });
    expect(await store.of(gift, gift.placedAt)).toEqual({ accrual: gift, amendments: [] });
    const [call] = dynamo.commandCalls(QueryCommand);
    expect(Object.values(call?.args[0].input.ExpressionAttributeValues ?? {})).toContainEqual({
      S: "standard#pos#1#",
    });
  });

  test("is none while refunds wait for it, or where nothing is", async () => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [stored({ ...place, kind: "parked" })] })
      .resolves({ Items: [] });
    expect(await store.of(gift, gift.placedAt)).toBeUndefined();
    expect(await store.of(gift, gift.placedAt)).toBeUndefined();
  });

  test("is a customer's where the index by customer has its gift, and nobody else's", async () => {
    dynamo
      .on(QueryCommand)
      .resolves({ Items: [stored({ ...place, ...gift })] })
      .on(QueryCommand, { IndexName: "byCustomer" })
      .resolves({ Items: [stored({ ...place, kind: "accrual", gift: gift.gift })] });
    expect(await store.ofCustomer(customer, gift.gift)).toEqual({ accrual: gift, amendments: [] });
    expect(await store.ofCustomer(customer, "gift_of_another")).toBeUndefined();
    const asked = dynamo.commandCalls(QueryCommand).map((call) => call.args[0].input.IndexName);
    expect(asked).toEqual(["byCustomer", undefined, "byCustomer"]);
  });
});
