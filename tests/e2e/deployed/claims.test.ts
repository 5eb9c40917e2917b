import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { GiftReassigned } from "../../../core/events/catalog.ts";
import { claimToken } from "../../../core/model/claim-link.ts";
import { dayIn } from "../../../demo/behaviour.ts";
import type { Order, OrderRefund } from "../../../demo/facts.ts";
import type { Message } from "../../../demo/message.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { http } from "../../../local/http.ts";
import { untilPublished } from "../../support/deployed-bus.ts";
import { anOrder, deliver, deliverAll, idOf, minutesAgo } from "../../support/deployed-orders.ts";
import {
  community,
  eventually,
  ledgerOf,
  stage,
  totalsChangedBy,
  wellspring,
} from "../../support/deployed-stage.ts";

const Answer = z.object({ outcome: z.literal("accepted"), claimLink: z.url() });

const Traced = z.object({
  steps: z.array(z.object({ kind: z.string() })),
  stands: z.array(z.unknown()),
});

/** The till's purchase with a secret of its own. */
function withSecret({ body, ...message }: Message, claimSecret: string): Message {
  const { data, ...envelope } = JSON.parse(body);
  return { ...message, body: JSON.stringify({ ...envelope, data: { ...data, claimSecret } }) };
}

/** The till's purchase with a number on its receipt, and neither a secret nor a code. */
function withNumber({ body, ...message }: Message, receiptNumber: string): Message {
  const { data, ...envelope } = JSON.parse(body);
  return { ...message, body: JSON.stringify({ ...envelope, data: { ...data, receiptNumber } }) };
}

const Receipt = z.object({ data: z.object({ paid: z.string(), placedAt: z.string() }) });

/** On this machine the site has no host of its own, so the link is not in capitals. */
const pathOf = (link: string) => link.slice(stage.siteUrl.length);

function press(path: string, cause: string, more: Readonly<Record<string, string>> = {}) {
  return http(`${stage.siteUrl}${path}`, {
    method: "POST",
    headers: {
      "sec-fetch-site": "same-origin",
      "accept-language": "en",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ ...more, cause }).toString(),
  });
}
const open = (path: string) => http(`${stage.siteUrl}${path}`, { headers: { "accept-language": "en" } });

async function bought(changes: Partial<Order> = {}) {
  const order = anOrder("standard", { store: "mill-lane", currency: "USD", ...changes });
  const secret = randomBytes(16).toString("hex");
  const { purchase, refunds } = messagesOf(order);
  return { order, refunds, purchase: withSecret(purchase, secret) };
}

async function linkOf(purchase: Message): Promise<string> {
  const { status, body } = await deliver(purchase);
  expect(status, body).toBe(202);
  return pathOf(Answer.parse(JSON.parse(body)).claimLink);
}

describe("a receipt without a code", () => {
  test("moves the gift by its number, total and day, once, and says nothing of the purchase", async () => {
    const order = anOrder("standard", { store: "mill-lane", currency: "USD" });
    const number = `R-${idOf(order)}`;
    const purchase = withNumber(messagesOf(order).purchase, number);
    expect(await totalsChangedBy(() => deliverAll([purchase]))).toEqual({ "native-seeds brand USD": 100 });

    const { paid, placedAt } = Receipt.parse(JSON.parse(purchase.body)).data;
    const receipt = { number, total: paid, day: dayIn("Europe/Berlin", placedAt) };
    const missed = await press("/claim", "open-paths", { ...receipt, number: `${number}0` });
    expect(missed.status).toBe(422);
    expect(
      await totalsChangedBy(async () => {
        const found = await press("/claim", "open-paths", receipt);
        expect(found.status).toBe(303);
      }),
    ).toEqual({ "native-seeds brand USD": -100, "open-paths brand USD": 100, "open-paths match USD": 50 });
    const again = await press("/claim", "native-seeds", receipt);
    expect(again.status).toBe(200);
    expect(again.body).toContain("The pick was made before.");
    expect(again.body).not.toContain("$1.00");
  });
});

describe("the link on a receipt", () => {
  test("moves the gift to the picked cause, once, with its match, and the page says so", async () => {
    const { order, purchase } = await bought();
    const before = (await community()).choices;
    let path = "";
    expect(
      await totalsChangedBy(async () => {
        path = await linkOf(purchase);
      }),
    ).toEqual({ "native-seeds brand USD": 100 });
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(page.body).toContain("$1.00");
    expect(page.body).not.toMatch(/type="?(email|tel|text)/);

    expect(
      await totalsChangedBy(async () => {
        const answers = await Promise.all([
          press(path, "open-paths"),
          press(path.toUpperCase(), "open-paths"),
        ]);
        // The second may find the gift moved already: its page then says so.
        for (const { status } of answers) expect([200, 303]).toContain(status);
        expect(answers.map(({ status }) => status)).toContain(303);
      }),
    ).toEqual({
      "native-seeds brand USD": -100,
      "open-paths brand USD": 100,
      "open-paths match USD": 50,
    });
    const [told] = await untilPublished("GiftReassigned.v1", idOf(order));
    expect(GiftReassigned.detail.parse(told)).toMatchObject({
      cause: "open-paths",
      order: { orderId: idOf(order) },
    });
    expect((await ledgerOf(idOf(order))).filter(({ kind }) => kind === "reassignment")).toHaveLength(1);
    const after = await eventually(
      "the claim is counted",
      async () => (await community()).choices,
      ({ claimed }) => claimed > before.claimed,
    );
    expect(after.claimed).toBe(before.claimed + 1);

    const late = await press(path, "native-seeds");
    expect(late.status).toBe(200);
    expect(late.body).toMatch(/Picked: [^<]+/);
    expect((await open(path)).body).toMatch(/Picked: [^<]+/);
  });

  test("is pressed before the purchase arrives, and refunds follow the gift", async () => {
    const refunds: OrderRefund[] = [{ id: 1, at: minutesAgo(3), kind: "full" }];
    const { order, purchase, refunds: back } = await bought({ refunds, currency: "EUR" });

    const secret = z.object({ data: z.object({ claimSecret: z.string() }) }).parse(JSON.parse(purchase.body));
    const path = `/c/${claimToken("pos", secret.data.claimSecret)}`;
    expect((await open(path)).body).toContain("has not reached us yet");
    expect((await press(path, "mountain-rescue")).status).toBe(303);
    expect(await totalsChangedBy(() => deliverAll([purchase, purchase]))).toEqual({
      "mountain-rescue brand EUR": 100,
    });
    expect(await totalsChangedBy(() => deliverAll([...back, ...back]))).toEqual({
      "mountain-rescue brand EUR": -100,
    });
    expect((await ledgerOf(idOf(order))).map(({ kind }) => kind).toSorted()).toEqual([
      "accrual",
      "clawback",
      "order",
      "reassignment",
    ]);
    const traced = await wellspring("money", "trace", `standard/pos/${idOf(order)}`, "--json");
    const { steps, stands } = Traced.parse(JSON.parse(traced.output));
    expect(steps.map(({ kind }) => kind)).toEqual(["accrual", "reassignment", "clawback"]);
    expect(stands).toEqual([]);
    expect((await wellspring("money", "trace", "standard/pos/no-such-order")).code).toBe(2);
  });

  test("that nobody made leads nowhere, and a form of another site is refused", async () => {
    expect((await open("/c/not-a-token")).status).toBe(404);
    const { purchase } = await bought();
    const path = await linkOf(purchase);
    const foreign = await http(`${stage.siteUrl}${path}`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" },
      body: "cause=open-paths",
    });
    expect(foreign.status).toBe(403);
  });
});
