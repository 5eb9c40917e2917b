import { DeleteItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineOf } from "../../../cli/settings.ts";
import { minutesAgo, orderNumber } from "../../support/deployed-orders.ts";
import { dynamo, eventually, ledgerOf, secretsManager, stage, tables } from "../../support/deployed-stage.ts";
import { type StandIn, standInFor } from "../../support/shop.ts";
import { shopifyOrder, squarePayment, squareRefund, wooOrder } from "../../support/webhooks.ts";

const sfn = new SFNClient(engineOf(stage));
const lambda = new LambdaClient(engineOf(stage));
const placedAt = minutesAgo(90);
const orders = [orderNumber(), orderNumber()];
const payment = `pay-${orderNumber()}`;
const wooId = orderNumber();
/** As WooCommerce writes it: UTC without saying so. */
const wooTime = placedAt.slice(0, 19);
let shop: StandIn;

beforeAll(async () => {
  shop = await standInFor({
    orders: orders.map((id) => [shopifyOrder({ id, created_at: placedAt })]),
    payments: [[squarePayment({ id: payment, created_at: placedAt }).data.object.payment]],
    refunds: [
      [squareRefund({ id: `${payment}-r`, payment_id: payment, created_at: placedAt }).data.object.refund],
    ],
    woo: [
      wooOrder({
        id: wooId,
        date_created_gmt: wooTime,
        date_paid_gmt: wooTime,
        date_modified_gmt: wooTime,
        refunds: [{ id: wooId + 1, reason: "", total: "-10.00" }],
      }),
    ],
  });
  const SecretString = JSON.stringify({ origin: shop.origin, accessToken: shop.token });
  for (const SecretId of ["ShopAccessShopifyWeb", "ShopAccessSquareTill", "ShopAccessWoocommerceBlog"]) {
    await secretsManager.send(new PutSecretValueCommand({ SecretId: stage.output(SecretId), SecretString }));
  }
});
afterAll(() => shop.close());

/** A run of a state machine, to its end. */
async function runOf(output: string, input: object) {
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: stage.output(output), input: JSON.stringify(input) }),
  );
  const ended = await eventually(
    `the run of ${output} has ended`,
    () => sfn.send(new DescribeExecutionCommand({ executionArn })),
    ({ status }) => status !== "RUNNING",
  );
  return { status: ended.status, output: JSON.parse(ended.output ?? "{}") };
}

const night = (source: string, connection: string) => runOf("ReconcileShopArn", { source, connection });

describe("the month's run of payouts", () => {
  test("reads the ledger, in which nothing of today is payable yet, and proposes nothing", async () => {
    const nothing = { count: 0, first: [] };
    expect(await runOf("ProposePayoutsArn", {})).toEqual({
      status: "SUCCEEDED",
      output: {
        ...{ outcome: "proposed", through: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
        ...{ proposed: nothing, waiting: nothing, held: nothing, unchecked: nothing },
      },
    });
    expect(await runOf("ProposePayoutsArn", { through: "2099-12-31" })).toMatchObject({ status: "FAILED" });
  });

  test("may write payouts, and writes them once", async () => {
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    const name = Functions.find(({ FunctionName }) => FunctionName?.includes("batchpayouts"))?.FunctionName;
    const given = {
      ...{ through: "2026-10-31", startedAt: "2026-11-02T05:00:00Z", by: "a run of the tests" },
      sums: [["clean-rivers", "EUR", "brand", 700]],
    };
    const said = async () => {
      const call = { FunctionName: name, Payload: JSON.stringify(given) };
      const { Payload } = await lambda.send(new InvokeCommand(call));
      return JSON.parse(Buffer.from(Payload ?? []).toString());
    };
    const first = await said();
    expect(first).toMatchObject({ proposed: { count: 1, first: [{ minor: 700, currency: "EUR" }] } });
    expect(await said()).toEqual(first);
    // No gift of the ledger is behind it: the suites after this one compare accounts with the ledger.
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: tables.ledger,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: "payouts" } },
      }),
    );
    expect(Items.map(({ sk }) => sk?.S?.split("#")[0]).toSorted()).toEqual(["account", "cause", "payout"]);
    for (const { pk, sk } of Items) {
      if (pk === undefined || sk === undefined) throw new Error("a row without a key");
      await dynamo.send(new DeleteItemCommand({ TableName: tables.ledger, Key: { pk, sk } }));
    }
  });
});

describe("an order that no webhook reported", () => {
  test("at Shopify is found by the night's comparison, page by page, and becomes a gift", async () => {
    expect(await night("shopify", "web")).toMatchObject({ status: "SUCCEEDED", output: { missing: 2 } });
    for (const order of orders) {
      const entries = await eventually(
        `order ${order} is in the ledger`,
        () => ledgerOf(String(order)),
        (rows) => rows.some(({ kind }) => kind === "accrual"),
      );
      expect(entries.filter(({ kind }) => kind === "accrual")).toHaveLength(1);
    }
  });

  test("at Square is found with its refund", async () => {
    expect(await night("square", "till")).toMatchObject({ status: "SUCCEEDED", output: { missing: 2 } });
    await eventually(
      "the payment and its refund are in the ledger",
      () => ledgerOf(`order of ${payment}`),
      (rows) => rows.some(({ kind }) => kind === "accrual") && rows.some(({ kind }) => kind === "clawback"),
    );
  });

  test("at WooCommerce, which sends no webhook twice, is found with its refund", async () => {
    expect(await night("woocommerce", "blog")).toMatchObject({ status: "SUCCEEDED", output: { missing: 2 } });
    await eventually(
      "the order and its refund are in the ledger",
      () => ledgerOf(String(wooId)),
      (rows) => rows.some(({ kind }) => kind === "accrual") && rows.some(({ kind }) => kind === "clawback"),
    );
  });

  test("is not missing any more in the second night", async () => {
    expect(await night("shopify", "web")).toMatchObject({ output: { missing: 0 } });
    expect(await night("square", "till")).toMatchObject({ output: { missing: 0 } });
    expect(await night("woocommerce", "blog")).toMatchObject({ output: { missing: 0 } });
  });

  test("is looked for again when the shop's system was busy", async () => {
    shop.fail(429, { "retry-after": "2" });
    expect(await night("square", "till")).toMatchObject({ status: "SUCCEEDED", output: { missing: 0 } });
  });
});
