import { randomInt, randomUUID } from "node:crypto";
import { ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { afterAll, describe, expect, test, vi } from "vitest";
import { EVENT_SOURCE, SignInAsked } from "../../core/events/catalog.ts";
import { eventsClient } from "../../core/events/event-bus.client.ts";
import { claimTag } from "../../core/messaging/delivery/claim-tag.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { now } from "../../core/platform/clock.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { closeConnections } from "../../local/http.ts";
import {
  aBroadcast,
  addressOf,
  close,
  follower,
  history,
  lettersTo,
  reachMilestone,
  sent,
  WAIT,
  world,
} from "../support/broadcast-world.ts";
import { anOrder, deliverAll, idOf } from "../support/deployed-orders.ts";
import {
  changedTotals,
  eventBridge,
  giftTotals,
  ledgerOf,
  quarantineBucket,
  s3,
  sfn,
  stage,
  tables,
  totalsChangedBy,
  untilQuiet,
} from "../support/deployed-stage.ts";
import {
  broken,
  close as closeWorld,
  deaf,
  placeOf,
  purge,
  putInto,
  redrive,
  untilWaiting,
} from "../support/redrive-world.ts";

/** What docs/operating/redrive.md says of each place where something waits, done. PurchasesDlq is in deployed-failures.ts. */

afterAll(async () => {
  await purge("LedgerToBus");
  close();
  closeWorld();
  closeConnections();
});

const chars = "abcdefghijklmnopqrstuvwxyz0123456789";
const id = () => Array.from({ length: 26 }, () => chars[randomInt(chars.length)]).join("");
/** Of a command that left nothing, and of what it said. */
const done = (said: string) => ({ code: 0, output: expect.stringContaining(said) });
const SILENCE_MS = 2_500;
const silence = () => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));

describe("an event whose journey failed", () => {
  test("sends its letter once after the fix, however often it is handed back", async () => {
    const customer = await follower("not-delivered");
    const letters = () => lettersTo([addressOf("not-delivered")]);
    const asked = SignInAsked.detail.parse({ customer, request: `ask_${id()}`, at: now() });
    await broken("delivermessage", async () => {
      const events = eventsClient(eventBridge, stage.output("EventBus"));
      await events.publish(SignInAsked, [asked]);
      await untilWaiting("JourneysDlq");
    });
    expect(await letters()).toEqual([0]);
    expect(await redrive("JourneysDlq", "--dry-run")).toMatchObject(done("1 SignInAsked.v1 (failed)"));
    expect(await redrive("JourneysDlq")).toMatchObject(
      done("Handed back from JourneysDlq: 1 SignInAsked.v1"),
    );
    await vi.waitFor(async () => expect(await letters()).toEqual([1]), WAIT);
    await putInto("JourneysDlq", { source: EVENT_SOURCE, "detail-type": SignInAsked.name, detail: asked });
    expect(await redrive("JourneysDlq")).toMatchObject(done("1 SignInAsked.v1"));
    await silence();
    expect(await letters()).toEqual([1]);
    expect(await redrive("JourneysDlq")).toMatchObject(done("none"));
  });
});

describe("a batch that was not sent, and an unprocessed event of SES about its letter", () => {
  const broadcast = aBroadcast("not-sent");
  let customer: CustomerId;

  test("is written once, however often it is handed back", async () => {
    const before = await runsOf("BroadcastArn");
    if ((await reachMilestone()) === "now") {
      await vi.waitFor(async () => expect(await runsOf("BroadcastArn")).toBeGreaterThan(before), WAIT);
      await silence();
    }
    customer = await follower("not-sent");
    const { audience: _, ...told } = broadcast;
    const batch = { ...told, customers: [customer], attempt: 0 };
    await putInto("BroadcastDlq", batch);
    await putInto("BroadcastDlq", batch);
    expect(await redrive("BroadcastDlq")).toMatchObject(done("2 batch of milestone-reached"));
    await vi.waitFor(async () => expect(await sent(customer, broadcast.key)).toBe(1), WAIT);
    await silence();
    expect(await lettersTo([addressOf("not-sent")])).toEqual([1]);
    expect(await history(customer)).toEqual(["sent"]);
  });

  test("suppresses the address of a bounce after the fix, and stays until then", async () => {
    const address = await world.contacts.hashOf({ channel: "email", address: addressOf("not-sent") });
    const [line] = (await world.people.history(customer, { limit: 1 })).entries;
    if (line?.outcome !== "sent") throw new Error("Nothing was sent");
    const claim = [claimTag({ customer, sendKey: line.sendKey, at: line.at })];
    const detail = { message: "a-letter", claim };
    const bounced = { id: "one", source: "aws.ses", "detail-type": "Email Bounced", detail };
    await putInto("record-delivery-event", bounced);
    await broken("recorddeliveryevent", async () => {
      const { code, output: said } = await redrive("record-delivery-event");
      expect([code, said]).toEqual([1, expect.stringMatching(/1 stays \([\w.]+\)/)]);
      expect(said).not.toContain(customer);
    });
    expect(await world.suppressions.read([address])).toEqual([]);
    expect(await redrive("record-delivery-event")).toMatchObject(done("1 call"));
    expect(await world.suppressions.read([address])).toMatchObject([{ reason: "bounce" }]);
    await putInto("record-delivery-event", bounced);
    expect(await redrive("record-delivery-event")).toMatchObject(done("1 call"));
    expect(await world.suppressions.read([address])).toHaveLength(1);
  });
});

describe("a text that could not be processed", () => {
  const number = `+1202555${randomInt(1000, 9999)}`;
  const isStopped = async () => {
    const address = await world.contacts.hashOf({ channel: "sms", address: number });
    return (await world.suppressions.read([address])).length > 0;
  };
  const posted = (messageBody: string, Timestamp: string) => {
    const text = { originationNumber: number, messageBody, inboundMessageId: randomUUID() };
    return { Records: [{ Sns: { MessageId: randomUUID(), Timestamp, Message: JSON.stringify(text) } }] };
  };
  /** As Lambda writes it, which the engine does not. */
  const unheard = (requestPayload: object) => {
    const name = stage.output("ReceiveTextFunction");
    const Key = `aws/lambda/async/${name}/2026/11/22/2026-11-22T12.00.00-${randomUUID()}`;
    const requestContext = { condition: "RetriesExhausted", approximateInvokeCount: 3 };
    const Body = JSON.stringify({ version: "1.0", requestContext, requestPayload });
    return s3.send(new PutObjectCommand({ Bucket: quarantineBucket, Key, Body }));
  };

  test("is processed after the fix, and once: an old STOP does not undo a later JOIN", async () => {
    const stop = posted("STOP", "2026-11-22T12:00:00.000Z");
    await unheard(stop);
    await broken("receivetext", async () => {
      const { code, output: said } = await redrive("receive-text");
      expect([code, said]).toEqual([1, expect.stringMatching(/1 stays \([\w.]+\)/)]);
      expect(said).not.toContain(number.slice(1));
    });
    expect(await isStopped()).toBe(false);
    expect(await redrive("receive-text")).toMatchObject(done("Handed back from receive-text: 1 text"));
    expect(await isStopped()).toBe(true);
    await unheard(posted("JOIN", "2026-11-22T12:00:02.000Z"));
    expect(await redrive("receive-text")).toMatchObject(done("1 text"));
    expect(await isStopped()).toBe(false);
    await unheard(stop);
    expect(await redrive("receive-text")).toMatchObject(done("1 text"));
    expect(await isStopped()).toBe(false);
    expect(await redrive("receive-text")).toMatchObject(done("none"));
  });
});

const runsOf = async (name: string) => {
  const stateMachineArn = stage.output(name);
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  return executions.length;
};

describe("a run that did not begin", () => {
  test("is a journey of a day that begins once", async () => {
    const before = await runsOf("PurposeBriefArn");
    const day = new Date(Date.UTC(2020, 0, 1 + randomInt(2_000))).toISOString().slice(0, 10);
    const call = { journey: "purpose-brief", at: `${day}T06:00:00Z` };
    await putInto("CalendarDlq", call);
    await putInto("CalendarDlq", call);
    expect(await redrive("CalendarDlq")).toMatchObject(done("2 JourneyCalled.v1"));
    await vi.waitFor(async () => expect(await runsOf("PurposeBriefArn")).toBe(before + 1), WAIT);
    await silence();
    expect(await runsOf("PurposeBriefArn")).toBe(before + 1);
  });

  test("is a night's comparison that begins", async () => {
    const before = await runsOf("ReconcileShopArn");
    const { Rules = [] } = await eventBridge.send(new ListRulesCommand({}));
    const resources = [Rules.find(({ Name }) => Name?.includes("reconciliation-Nightly"))?.Arn];
    await putInto("ReconciliationDlq", {
      source: "aws.events",
      "detail-type": "Scheduled Event",
      resources,
      detail: {},
    });
    expect(await redrive("ReconciliationDlq")).toMatchObject(done("1 scheduled run"));
    expect(await runsOf("ReconcileShopArn")).toBe(before + 1);
  });
});

describe("a record that a stream could not deliver", () => {
  const order = () => anOrder("shopify", { cause: "native-seeds", currency: "EUR" });
  const bought = (one: ReturnType<typeof order>) => deliverAll([messagesOf(one).purchase]);

  test("is counted once: by the command, and not again when the stream delivers it after all", async () => {
    const gives = await totalsChangedBy(() => bought(order()));
    const before = await giftTotals();
    const unseen = order();
    await deaf("foldimpact", async () => {
      await bought(unseen);
      const isRecorded = async () => expect(await ledgerOf(idOf(unseen))).not.toEqual([]);
      await vi.waitFor(isRecorded, WAIT);
      await silence();
      expect(changedTotals(before, await giftTotals())).toEqual({});
      const place = await placeOf(tables.ledger, idOf(unseen));
      for (const name of ["LedgerToImpact", "LedgerToBus"]) await putInto(name, place);
      expect(await redrive("LedgerToImpact")).toMatchObject(done("1 batch of records"));
      expect(changedTotals(before, await giftTotals())).toEqual(gives);
      expect(await redrive("LedgerToBus")).toMatchObject(done("1 batch of records"));
    });
    await untilQuiet();
    await silence();
    expect(changedTotals(before, await giftTotals())).toEqual(gives);
    await putInto("ImpactToMilestones", await placeOf(tables.impact, ""));
    expect(await redrive("ImpactToMilestones")).toMatchObject(done("1 batch of records"));
    expect(changedTotals(before, await giftTotals())).toEqual(gives);
  });

  test("stays when the stream does not hold it any more, and is named", async () => {
    const streamArn = "arn:aws:dynamodb:us-east-1:000000000000:table/gone/stream/1";
    const numbers = { startSequenceNumber: "1", endSequenceNumber: "1", batchSize: 1 };
    await putInto("LedgerToBus", { DDBStreamBatchInfo: { streamArn, shardId: "shardId-1", ...numbers } });
    expect(await redrive("LedgerToBus")).toMatchObject({
      code: 1,
      output: expect.stringMatching(/stays \(\w+\)/),
    });
  });
});

describe("npx wellspring redrive", () => {
  test("lists every place, and names them all to an operator who asks for another", async () => {
    const { code, output: said } = await redrive();
    expect([code, said]).toEqual([0, expect.stringMatching(/^PurchasesDlq +\d+ {2}\w/m)]);
    expect(said).toMatch(/^LedgerToBus +1 /m);
    expect(said).toMatch(/^receive-native-event +– /m);
    const nobody = await redrive("Nobody");
    expect([nobody.code, nobody.output]).toEqual([
      2,
      expect.stringMatching(/PurchasesDlq, .*ReconciliationDlq/),
    ]);
    expect((await redrive("--help")).output).toContain("--dry-run");
  });
});
