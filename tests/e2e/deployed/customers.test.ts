import { randomBytes } from "node:crypto";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { beforeAll, describe, expect, test } from "vitest";
import { GiftAccrued, GiftTakenBack } from "../../../core/events/catalog.ts";
import type { WholeSource } from "../../../core/intake/sources/registry.ts";
import { identitiesOf } from "../../../core/intake/webhook/person-identities.ts";
import { CustomerId } from "../../../core/model/customer.ts";
import { customerStore } from "../../../core/people/records/customer.store.ts";
import type { Order, OrderRefund, Shopper } from "../../../demo/facts.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { detailsOf, untilPublished } from "../../support/deployed-bus.ts";
import { anOrder, deliverAll, idOf, minutesAgo, orderNumber } from "../../support/deployed-orders.ts";
import {
  community,
  dynamo,
  ledgerOf,
  secretsManager,
  stage,
  tables,
  totalsChangedBy,
} from "../../support/deployed-stage.ts";

/** A shopper whom no other test and no other run knows. */
function aShopper(choice: Shopper["choice"]): Shopper {
  const mark = randomBytes(6).toString("hex");
  return {
    number: 1,
    name: "Ada Lindgren",
    email: `ada.${mark}@mail.example`,
    phone: `+1 202 555 ${String(orderNumber()).slice(-4)}`,
    card: `sq-1-${mark}`,
    known: choice.length > 0,
    choice,
  };
}

async function introduce({ email, phone, card, choice }: Shopper): Promise<CustomerId> {
  const secret = new GetSecretValueCommand({ SecretId: stage.output("IdentitySecretArn") });
  const { SecretString: key = "" } = await secretsManager.send(secret);
  const customer = CustomerId.parse(`cus_${randomBytes(13).toString("hex")}`);
  const identities = await identitiesOf({ emails: [email], phones: [phone], cards: [card] }, key);
  const saved = await customerStore(dynamo, tables.people).save(
    { customer, causes: [...choice] },
    identities,
  );
  expect(saved).toBe("saved");
  return customer;
}

async function accrualOf(order: Order): Promise<Record<string, unknown> | undefined> {
  return (await ledgerOf(idOf(order))).find(({ kind }) => kind === "accrual");
}

describe("a customer whom the brand knows", () => {
  const shopper = aShopper([{ cause: "mountain-rescue", weight: 1 }]);
  let customer: string;
  beforeAll(async () => {
    customer = await introduce(shopper);
  });
  const buys = (source: WholeSource, changes: Partial<Order> = {}) =>
    anOrder(source, { shopper, ...changes });

  test("gives to the cause that they chose before, and counts as one giver more", async () => {
    const { customers } = await community();
    const order = buys("standard");
    expect(await totalsChangedBy(() => deliverAll([messagesOf(order).purchase]))).toEqual({
      "mountain-rescue brand USD": 100,
      "mountain-rescue match USD": 50,
    });
    expect(await accrualOf(order)).toMatchObject({ causeBy: "customer", customer });
    expect((await accrualOf(order))?.["claimUntil"]).toBeUndefined();
    expect((await community()).customers).toBe(customers + 1);
  });

  test("is known by email, phone and card, and stays one giver", async () => {
    const { customers } = await community();
    const byPhone = buys("standard", { number: orderNumber() + 1 });
    const byCard = buys("square", { number: orderNumber() + 1 });
    const byEmail = buys("woocommerce");
    await totalsChangedBy(() =>
      deliverAll([byPhone, byCard, byEmail].map((order) => messagesOf(order).purchase)),
    );
    for (const order of [byPhone, byCard, byEmail]) {
      expect(await accrualOf(order), order.source).toMatchObject({ causeBy: "customer", customer });
    }
    expect((await community()).customers).toBe(customers);
  });

  test("gives to the cause that they name on an order rather than to the one chosen before", async () => {
    const order = buys("standard", { cause: "native-seeds" });
    const gives = { "native-seeds brand USD": 100 };
    expect(await totalsChangedBy(() => deliverAll([messagesOf(order).purchase]))).toEqual(gives);
    expect(await accrualOf(order)).toMatchObject({ causeBy: "order", customer });
  });

  test("gives as they chose before when they name a cause that there is not", async () => {
    const order = buys("standard", { cause: "moon-landing", currency: "EUR" });
    const gives = { "mountain-rescue brand EUR": 100 };
    expect(await totalsChangedBy(() => deliverAll([messagesOf(order).purchase]))).toEqual(gives);
    expect(await accrualOf(order)).toMatchObject({ causeBy: "customer", customer });
  });

  test("is announced with each gift and each refund, once", async () => {
    const refunds: OrderRefund[] = [{ id: 1, at: minutesAgo(3), kind: "full" }];
    const order = buys("stripe", { currency: "EUR", refunds });
    const { purchase, refunds: sent } = messagesOf(order);
    await totalsChangedBy(() => deliverAll([purchase, purchase]));
    await totalsChangedBy(() => deliverAll([...sent, ...sent]));
    const orderRef = { source: "stripe", connection: "checkout", orderId: idOf(order) };
    const [back, ...moreBack] = await untilPublished("GiftTakenBack.v1", idOf(order));
    expect(GiftTakenBack.detail.parse(back)).toMatchObject({
      order: orderRef,
      customer,
      parts: [{ cause: "mountain-rescue", funding: "brand", minor: -50 }],
    });
    const [gift, ...moreGifts] = await detailsOf("GiftAccrued.v1", idOf(order));
    expect(GiftAccrued.detail.parse(gift)).toMatchObject({
      order: orderRef,
      customer,
      parts: [{ cause: "mountain-rescue", funding: "brand", minor: 50 }],
    });
    expect([...moreBack, ...moreGifts]).toEqual([]);
  });
});

describe("a customer whom the brand does not know", () => {
  test("gives to the default cause, unclaimed for as many days as the terms say, and is not announced", async () => {
    const order = anOrder("standard", { shopper: aShopper([]), currency: "JPY" });
    const { purchase } = messagesOf(order);
    expect(await totalsChangedBy(() => deliverAll([purchase]))).toEqual({ "native-seeds brand JPY": 100 });
    const until = new Date(Date.parse(order.placedAt) + 30 * 24 * 60 * 60 * 1000).toISOString();
    expect(await accrualOf(order)).toMatchObject({
      causeBy: "unclaimed",
      claimUntil: until.replace(".000", ""),
    });
    expect((await accrualOf(order))?.["customer"]).toBeUndefined();
    await untilPublished("PurchaseCompleted.v1", idOf(order));
    expect(await detailsOf("GiftAccrued.v1", idOf(order))).toEqual([]);
  });
});
