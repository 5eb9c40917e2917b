import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineOf } from "../../../cli/settings.ts";
import { minutesAgo, orderNumber } from "../../support/deployed-orders.ts";
import { eventually, ledgerOf, secretsManager, stage } from "../../support/deployed-stage.ts";
import { type StandIn, standInFor } from "../../support/shop.ts";
import { shopifyOrder, squarePayment, squareRefund, wooOrder } from "../../support/webhooks.ts";

const sfn = new SFNClient(engineOf(stage));
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

/** One night's run, to its end. */
async function night(source: string, connection: string) {
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: stage.output("ReconcileShopArn"),
      input: JSON.stringify({ source, connection }),
    }),
  );
  const ended = await eventually(
    `the comparison with ${source} has ended`,
    () => sfn.send(new DescribeExecutionCommand({ executionArn })),
    ({ status }) => status !== "RUNNING",
  );
  return { status: ended.status, output: JSON.parse(ended.output ?? "{}") };
}

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
